// lz4_legacy: the frame that `lz4 -l` writes, and that Linux kernels and initial file systems are
// packed in. It has no end mark and no checksum.
//
//   0  4  184c2102, little-endian
//   4     blocks: 4 bytes of stored size, little-endian, and an LZ4 block. Each but the last holds
//         8 MiB of plain bytes.
//
// So the stream ends behind a block with fewer plain bytes than that; and also where the next size
// cannot be one (zero, or over the most that 8 MiB can grow to: a magic, say), or where nothing is
// left.
//
// Source: lz4, doc/lz4_Frame_format.md, "Legacy frame".
#include <fmt/core.h>

#include <algorithm>

#include "base/endian.h"
#include "codec/codec.h"
#include "codec/lz4_sequences.h"

namespace assay::codec {
namespace {

constexpr std::uint32_t magic = 0x184c2102;
constexpr std::uint64_t block_size = std::uint64_t{8} << 20U;
constexpr std::uint64_t stored_size_max = block_size + block_size / 255 + 16;

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  const std::uint32_t start = TRY(read<le32>(stored, 0));
  if (start != magic) {
    return fail(ErrorCode::corrupt,
                fmt::format("LZ4 legacy frame starts with {:#010x}, not {:#010x}", start, magic));
  }
  std::uint64_t at = sizeof(magic);
  while (true) {
    const auto size = read<le32>(stored, at);
    const bool possible = size && *size > 0 && *size <= stored_size_max;
    if (!possible && at > sizeof(magic)) break;
    const std::uint64_t stored_size = TRY(size);
    if (!possible) {
      return fail(ErrorCode::corrupt,
                  fmt::format("LZ4 legacy block at byte {} of {} bytes", at, stored_size));
    }
    const std::uint64_t plain_start = plain.size();
    const Bytes rest = stored.subspan(at + 4);
    const Bytes block = rest.first(std::min<std::uint64_t>(stored_size, rest.size()));
    const auto done = decode_lz4_frame_block(block, block_size, size_max - plain_start, plain);
    if (!done && done.error().code == ErrorCode::limit) {
      return fail(ErrorCode::limit,
                  fmt::format("the LZ4 legacy frame holds more than {} plain bytes", size_max));
    }
    TRY(done);
    if (block.size() < stored_size) {
      return fail(ErrorCode::truncated,
                  fmt::format("LZ4 legacy block of {} bytes, {} there", stored_size, block.size()));
    }
    at += 4 + stored_size;
    if (plain.size() - plain_start < block_size) break;
  }
  return at;
}

}  // namespace

extern const Codec lz4_legacy = {
    .id = "lz4_legacy",
    .title = "LZ4 legacy frame",
    .source = "lz4, doc/lz4_Frame_format.md",
    .decode = decode,
};

}  // namespace assay::codec
