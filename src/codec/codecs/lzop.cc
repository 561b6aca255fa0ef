// lzop: a whole lzop file, from its magic to the block of size zero. Every checksum in it is
// verified.
//
//    0  9  89 4c 5a 4f 00 0d 0a 1a 0a; all integers are big-endian
//    9  2  version of lzop; 0x0940 and later have the fields marked with *
//   11  2  version of the library
//   13  2* version needed
//   15  1  method: 1 LZO1X-1, 2 LZO1X-1(15), 3 LZO1X-999
//   16  1* level
//   17  4  flags, below
//       4  filter, where flagged
//       4  mode
//       4  time, low half
//       4* time, high half
//       1  size of the name, and the name
//       4  checksum of all from byte 9: CRC-32 where flagged, else Adler-32
//          extra field, where flagged: 4 bytes of size, bytes, 4 of checksum
//
//    Blocks: 4 bytes of plain size (zero: the end), 4 of stored size, Adler-32 and CRC-32 of the
//    plain bytes where flagged, the same of the stored bytes where flagged and those are fewer,
//    and the bytes. Where both sizes are the same, they are stored as they are.
//
// Source: lzop 1.04, lzop(1) and the files it writes.
#include <fmt/core.h>
#include <zlib.h>

#include <algorithm>
#include <optional>

#include "base/checksum.h"
#include "base/endian.h"
#include "codec/codec.h"
#include "codec/lzo1x_block.h"

namespace assay::codec {
namespace {

constexpr std::uint8_t magic[9] = {0x89, 'L', 'Z', 'O', 0, '\r', '\n', 0x1a, '\n'};
constexpr std::uint64_t block_size_max = std::uint64_t{64} << 20U;

enum Flag : std::uint32_t {
  plain_adler32 = 0x1,
  stored_adler32 = 0x2,
  extra_field = 0x40,
  plain_crc32 = 0x100,
  stored_crc32 = 0x200,
  multipart = 0x400,
  filter = 0x800,
  header_crc32 = 0x1000,
};

std::uint32_t adler32(Bytes bytes) {
  return static_cast<std::uint32_t>(::adler32_z(1, bytes.data(), bytes.size()));
}

// Reads on through the file.
class Lzop {
 public:
  Lzop(Bytes stored, std::uint64_t size_max, Buffer& plain, bool checked)
      : stored_(stored), size_max_(size_max), plain_(plain), checked_(checked) {}

  Result<std::uint64_t> decode();

 private:
  struct Block {
    std::uint32_t plain_size = 0;
    std::uint32_t stored_size = 0;
    std::optional<std::uint32_t> plain_adler, plain_crc, stored_adler, stored_crc;
    bool packed() const { return stored_size < plain_size; }
  };

  template <class T>
  Result<T> next() {
    const T value = TRY(read<T>(stored_, at_));
    at_ += sizeof(T);
    return value;
  }

  bool has(Flag flag) const { return (flags_ & flag) != 0; }
  Result<void> header();
  Result<void> header_checksum(std::uint64_t from);
  Result<Block> block_header();
  Result<void> body(const Block& block);
  Result<void> check(Bytes bytes, std::uint32_t stated, bool crc) const;

  Bytes stored_;
  std::uint64_t size_max_;
  Buffer& plain_;
  bool checked_;  // whether the blocks are held against their checksums; the header always is
  std::uint64_t at_ = 0;
  std::uint32_t flags_ = 0;
};

Result<void> Lzop::check(Bytes bytes, std::uint32_t stated, bool crc) const {
  const std::uint32_t real = crc ? crc32(bytes) : adler32(bytes);
  if (real == stated) return {};
  return fail(ErrorCode::corrupt,
              fmt::format("lzop, before byte {}: {} is {:#010x}, {:#010x} stated", at_,
                          crc ? "CRC-32" : "Adler-32", real, stated));
}

Result<void> Lzop::header_checksum(std::uint64_t from) {
  const Bytes checked = TRY(slice(stored_, {from, at_ - from}));
  return check(checked, TRY(next<be32>()), has(header_crc32));
}

Result<void> Lzop::header() {
  const Bytes start = TRY(slice(stored_, {0, sizeof(magic)}));
  if (!std::ranges::equal(start, magic))
    return fail(ErrorCode::corrupt, "the lzop file does not start with its magic");
  at_ = sizeof(magic);
  const std::uint16_t version = TRY(next<be16>());
  const bool modern = version >= 0x0940;
  at_ += modern ? 4 : 2;
  const std::uint8_t method = TRY(next<std::uint8_t>());
  at_ += modern ? 1 : 0;
  flags_ = TRY(next<be32>());
  if (method < 1 || method > 3 || has(filter) || has(multipart)) {
    return fail(ErrorCode::unsupported, fmt::format("lzop method {}, flags {:#x}", method, flags_));
  }
  at_ += modern ? 12 : 8;
  at_ += TRY(next<std::uint8_t>());
  TRY(header_checksum(sizeof(magic)));
  if (has(extra_field)) {
    const std::uint64_t from = at_;
    at_ += TRY(next<be32>());
    TRY(header_checksum(from));
  }
  return {};
}

// The plain size is zero in the block that ends the file.
Result<Lzop::Block> Lzop::block_header() {
  Block block;
  block.plain_size = TRY(next<be32>());
  if (block.plain_size == 0) return block;
  block.stored_size = TRY(next<be32>());
  if (block.plain_size > block_size_max || block.stored_size > block.plain_size ||
      block.stored_size == 0) {
    return fail(ErrorCode::corrupt, fmt::format("lzop block before byte {}: {} bytes stored for {}",
                                                at_, block.stored_size, block.plain_size));
  }
  if (has(plain_adler32)) block.plain_adler = TRY(next<be32>());
  if (has(plain_crc32)) block.plain_crc = TRY(next<be32>());
  if (block.packed() && has(stored_adler32)) block.stored_adler = TRY(next<be32>());
  if (block.packed() && has(stored_crc32)) block.stored_crc = TRY(next<be32>());
  return block;
}

Result<void> Lzop::body(const Block& block) {
  const Bytes rest = TRY(slice_from(stored_, at_));
  const Bytes bytes = rest.first(std::min<std::size_t>(block.stored_size, rest.size()));
  const std::uint64_t start = plain_.size();
  const std::uint64_t room = std::min<std::uint64_t>(size_max_ - start, block.plain_size);
  if (block.packed()) {
    const auto taken = decode_lzo1x_block(bytes, room, plain_);
    if (!taken && taken.error().code != ErrorCode::limit) return tl::unexpected(taken.error());
    if (!taken && room == block.plain_size) {
      return fail(ErrorCode::corrupt, fmt::format("lzop block at byte {}: more than the {} plain "
                                                  "bytes stated",
                                                  at_, block.plain_size));
    }
  } else {
    const Bytes fits = bytes.first(std::min<std::size_t>(bytes.size(), room));
    plain_.insert(plain_.end(), fits.begin(), fits.end());
  }
  if (bytes.size() < block.stored_size) {
    return fail(ErrorCode::truncated,
                fmt::format("lzop block of {} bytes, {} there", block.stored_size, bytes.size()));
  }
  if (room < block.plain_size) {
    return fail(ErrorCode::limit,
                fmt::format("the lzop file holds more than {} plain bytes", size_max_));
  }
  at_ += block.stored_size;
  const Bytes plain = Bytes(plain_).subspan(start);
  if (plain.size() != block.plain_size) {
    return fail(ErrorCode::corrupt,
                fmt::format("lzop block before byte {}: {} plain bytes, {} stated", at_,
                            plain.size(), block.plain_size));
  }
  if (!checked_) return {};
  if (block.stored_adler) TRY(check(bytes, *block.stored_adler, false));
  if (block.stored_crc) TRY(check(bytes, *block.stored_crc, true));
  if (block.plain_adler) TRY(check(plain, *block.plain_adler, false));
  if (block.plain_crc) TRY(check(plain, *block.plain_crc, true));
  return {};
}

Result<std::uint64_t> Lzop::decode() {
  TRY(header());
  while (true) {
    const Block block = TRY(block_header());
    if (block.plain_size == 0) return at_;
    TRY(body(block));
  }
}

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  return Lzop(stored, size_max, plain, true).decode();
}

Result<std::uint64_t> decode_unchecked(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  return Lzop(stored, size_max, plain, false).decode();
}

}  // namespace

extern const Codec lzop = {
    .id = "lzop",
    .title = "lzop file",
    .source = "lzop 1.04",
    .decode = decode,
    .decode_unchecked = decode_unchecked,
};

}  // namespace assay::codec
