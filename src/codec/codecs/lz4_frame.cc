// lz4_frame: one LZ4 frame. The checksums and the plain size that it states are verified. Skippable
// frames and frames behind it are left to the handler.
//
//   0  4  184d2204, little-endian
//   4  1  flags: 01 in the upper two bits; 20 blocks are independent; 10 blocks have checksums;
//         8 plain size stated; 4 checksum of all plain bytes; 1 dictionary needed
//   5  1  block size: 4 to 7 in bits 4 to 6 for 64 KiB, 256 KiB, 1 MiB, 4 MiB
//      8  plain size, little-endian, where flagged
//      4  dictionary id, where flagged
//      1  second byte of the XXH32 of all from byte 4
//         blocks: 4 bytes of size, little-endian (top bit: stored as it is; zero: the end),
//         bytes, 4 of their XXH32 where flagged
//      4  XXH32 of the plain bytes, where flagged
//
// Source: lz4, doc/lz4_Frame_format.md.
#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "base/endian.h"
#include "codec/codec.h"
#include "codec/lz4_sequences.h"
#include "codec/xxh32.h"

namespace assay::codec {
namespace {

constexpr std::uint32_t magic = 0x184d2204;
constexpr std::uint32_t stored_as_it_is = 0x80000000;
constexpr std::size_t history_max = 65535;  // the most that a match's 16 bits of distance can say

enum Flag : std::uint8_t {
  dictionary = 0x01,
  reserved = 0x02,
  plain_checksum = 0x04,
  plain_size = 0x08,
  block_checksum = 0x10,
  independent = 0x20,
};

// Reads on through the frame.
class Frame {
 public:
  Frame(Bytes stored, std::uint64_t size_max, Buffer& plain, bool checked)
      : stored_(stored), size_max_(size_max), plain_(plain), checked_(checked) {}

  Result<std::uint64_t> decode();

 private:
  template <class T>
  Result<T> next() {
    const T value = TRY(read<T>(stored_, at_));
    at_ += sizeof(T);
    return value;
  }

  bool has(Flag flag) const { return (flags_ & flag) != 0; }
  Result<void> header();
  Result<bool> block();
  Result<void> body(Bytes bytes, bool as_it_is);
  Result<void> check(Bytes bytes, std::string_view what);

  Bytes stored_;
  std::uint64_t size_max_;
  Buffer& plain_;
  bool checked_;
  std::uint64_t at_ = 0;
  std::uint8_t flags_ = 0;
  std::uint64_t block_size_max_ = 0;
  std::optional<std::uint64_t> stated_size_;
};

Result<void> Frame::check(Bytes bytes, std::string_view what) {
  const std::uint32_t stated = TRY(next<le32>());
  if (!checked_) return {};
  const std::uint32_t real = xxh32(bytes);
  if (real == stated) return {};
  return fail(ErrorCode::corrupt, fmt::format("LZ4 frame, before byte {}: XXH32 of {} is {:#010x}, "
                                              "{:#010x} stated",
                                              at_, what, real, stated));
}

Result<void> Frame::header() {
  const std::uint32_t start = TRY(next<le32>());
  if (start != magic) {
    return fail(ErrorCode::corrupt,
                fmt::format("LZ4 frame starts with {:#010x}, not {:#010x}", start, magic));
  }
  const std::uint64_t from = at_;
  flags_ = TRY(next<std::uint8_t>());
  const std::uint8_t block_size = TRY(next<std::uint8_t>());
  if (flags_ >> 6U != 1 || has(reserved) || (block_size & 0x8fU) != 0 || block_size < 0x40) {
    return fail(ErrorCode::unsupported,
                fmt::format("LZ4 frame with flags {:#04x} {:#04x}", flags_, block_size));
  }
  block_size_max_ = std::uint64_t{1} << (8U + 2U * (block_size >> 4U));
  if (has(plain_size)) stated_size_ = TRY(next<le64>());
  if (has(dictionary)) at_ += 4;
  const Bytes checked = TRY(slice(stored_, {from, at_ - from}));
  const std::uint8_t stated = TRY(next<std::uint8_t>());
  const auto real = static_cast<std::uint8_t>(xxh32(checked) >> 8U);
  if (real != stated) {
    return fail(
        ErrorCode::corrupt,
        fmt::format("LZ4 frame's header checksum is {:#04x}, {:#04x} stated", real, stated));
  }
  if (has(dictionary)) return fail(ErrorCode::unsupported, "the LZ4 frame needs a dictionary");
  return {};
}

Result<void> Frame::body(Bytes bytes, bool as_it_is) {
  const std::uint64_t room = size_max_ - plain_.size();
  if (!as_it_is) {
    const std::size_t history = has(independent) ? 0 : std::min(plain_.size(), history_max);
    auto done = decode_lz4_frame_block(bytes, block_size_max_, room, plain_, history);
    if (done || done.error().code != ErrorCode::limit) return done;
  } else {
    const Bytes fits = bytes.first(std::min<std::size_t>(bytes.size(), room));
    plain_.insert(plain_.end(), fits.begin(), fits.end());
    if (fits.size() == bytes.size()) return {};
  }
  return fail(ErrorCode::limit,
              fmt::format("the LZ4 frame holds more than {} plain bytes", size_max_));
}

// False: it was the end.
Result<bool> Frame::block() {
  const std::uint32_t field = TRY(next<le32>());
  if (field == 0) return false;
  const std::uint32_t size = field & ~stored_as_it_is;
  if (size > block_size_max_) {
    return fail(ErrorCode::corrupt, fmt::format("LZ4 block before byte {} of {} bytes, {} at most",
                                                at_, size, block_size_max_));
  }
  const Bytes rest = TRY(slice_from(stored_, at_));
  const Bytes bytes = rest.first(std::min<std::size_t>(size, rest.size()));
  TRY(body(bytes, (field & stored_as_it_is) != 0));
  if (bytes.size() < size) {
    return fail(ErrorCode::truncated,
                fmt::format("LZ4 block of {} bytes, {} there", size, bytes.size()));
  }
  at_ += size;
  if (has(block_checksum)) TRY(check(bytes, "a block"));
  return true;
}

Result<std::uint64_t> Frame::decode() {
  TRY(header());
  while (TRY(block())) {
  }
  if (has(plain_checksum)) TRY(check(plain_, "the plain bytes"));
  if (stated_size_ && *stated_size_ != plain_.size()) {
    return fail(ErrorCode::corrupt, fmt::format("LZ4 frame of {} plain bytes, {} stated",
                                                plain_.size(), *stated_size_));
  }
  return at_;
}

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  return Frame(stored, size_max, plain, true).decode();
}

Result<std::uint64_t> decode_unchecked(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  return Frame(stored, size_max, plain, false).decode();
}

}  // namespace

extern const Codec lz4_frame = {
    .id = "lz4_frame",
    .title = "LZ4 frame",
    .source = "lz4, doc/lz4_Frame_format.md",
    .decode = decode,
    .decode_unchecked = decode_unchecked,
};

}  // namespace assay::codec
