// bzip2: one stream. The checksum of each block and of the stream are verified. Streams behind it
// are left to the handler.
//
//   0  4  'BZh', then '1' to '9': block size in units of 100,000 bytes
//   4  n  blocks, not aligned to bytes, each with 31 41 59 26 53 59 and a CRC in front
//         17 72 45 38 50 90 and the CRC of the CRCs; zero bits up to a whole byte
//
// Source: the bzip2 program; decoded by libbz2.
#include <bzlib.h>
#include <fmt/core.h>

#include <algorithm>
#include <new>

#include "codec/codec.h"
#include "codec/plain_room.h"

namespace assay::codec {
namespace {

class Decoder {
 public:
  Decoder() {
    if (BZ2_bzDecompressInit(&stream, 0, 0) != BZ_OK) throw std::bad_alloc();
  }
  ~Decoder() { BZ2_bzDecompressEnd(&stream); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  bz_stream stream{};
};

unsigned at_most_32_bits(std::uint64_t size) {
  return static_cast<unsigned>(std::min<std::uint64_t>(size, std::uint64_t{1} << 30U));
}

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  Decoder decoder;
  bz_stream& stream = decoder.stream;
  PlainRoom room(plain, size_max);
  std::uint64_t taken = 0;
  while (true) {
    const auto out = room.next();
    const unsigned in_size = at_most_32_bits(stored.size() - taken);
    const unsigned out_size = at_most_32_bits(out.size());
    // libbz2 only reads what next_in points to.
    stream.next_in = reinterpret_cast<char*>(
        const_cast<std::uint8_t*>(stored.data() + taken));  // NOLINT(*-const-cast)
    stream.avail_in = in_size;
    stream.next_out = reinterpret_cast<char*>(out.data());
    stream.avail_out = out_size;
    const int status = BZ2_bzDecompress(&stream);
    taken += in_size - stream.avail_in;
    room.took(out_size - stream.avail_out);
    if (room.over()) return tl::unexpected(room.too_much("the bzip2 stream"));
    if (status == BZ_STREAM_END) return taken;
    if (status == BZ_MEM_ERROR) throw std::bad_alloc();
    if (status != BZ_OK) {
      return fail(ErrorCode::corrupt,
                  fmt::format("the bzip2 stream is damaged before byte {}", taken));
    }
    if (taken == stored.size() && stream.avail_out > 0) {
      return fail(ErrorCode::truncated,
                  fmt::format("the bzip2 stream does not end within {} bytes", taken));
    }
  }
}

}  // namespace

extern const Codec bzip2 = {
    .id = "bzip2",
    .title = "bzip2 stream",
    .source = "bzip2 1.0.8",
    .decode = decode,
};

}  // namespace assay::codec
