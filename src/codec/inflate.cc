#include "codec/inflate.h"

#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>
#include <new>

#include "codec/plain_room.h"

namespace assay::codec {
namespace {

// A decoder kept from block to block: making one costs more than a small block does.
class Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream, -15) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream stream{};
};

uInt at_most_32_bits(std::uint64_t size) {
  return static_cast<uInt>(std::min<std::uint64_t>(size, std::uint64_t{1} << 30U));
}

}  // namespace

Result<std::uint64_t> inflate_stream(Bytes stored, DeflateWrapping wrapping, std::uint64_t size_max,
                                     Buffer& plain) {
  static thread_local Inflater inflater;
  z_stream& stream = inflater.stream;
  if (inflateReset2(&stream, wrapping == DeflateWrapping::zlib ? 15 : -15) != Z_OK)
    throw std::bad_alloc();
  PlainRoom room(plain, size_max);
  std::uint64_t taken = 0;
  while (true) {
    const auto out = room.next();
    const uInt in_size = at_most_32_bits(stored.size() - taken);
    const uInt out_size = at_most_32_bits(out.size());
    stream.next_in = const_cast<Bytef*>(stored.data() + taken);  // NOLINT: zlib only reads it
    stream.avail_in = in_size;
    stream.next_out = out.data();
    stream.avail_out = out_size;
    const int status = inflate(&stream, Z_NO_FLUSH);
    taken += in_size - stream.avail_in;
    room.took(out_size - stream.avail_out);
    if (room.over()) return tl::unexpected(room.too_much("the deflate stream"));
    if (status == Z_STREAM_END) return taken;
    if (status == Z_MEM_ERROR) throw std::bad_alloc();
    if (status == Z_NEED_DICT)
      return fail(ErrorCode::unsupported, "the zlib stream needs a preset dictionary");
    if (status == Z_DATA_ERROR)
      return fail(ErrorCode::corrupt,
                  fmt::format("deflate stream, byte {}: {}", taken, stream.msg));
    if (taken == stored.size() && stream.avail_out > 0)
      return fail(ErrorCode::truncated,
                  fmt::format("the deflate stream does not end within {} bytes", taken));
  }
}

}  // namespace assay::codec
