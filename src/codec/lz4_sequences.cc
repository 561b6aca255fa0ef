// A block is a row of sequences:
//
//   1  token: literal length (high four bits), match length - 4 (low four)
//   n  more literal length, where the token says 15: bytes are added up to the first below 255
//   n  literals; the block may end here, and only here
//   2  distance, little-endian
//   n  more match length, where the token says 15
//
// Source: lz4, doc/lz4_Block_format.md.
#include "codec/lz4_sequences.h"

#include <fmt/core.h>

#include "codec/lz_output.h"

namespace assay::codec {
namespace {

// Adds the bytes of a long length to `size`. False: truncated.
bool read_size(Bytes stored, std::size_t& at, std::size_t& size) {
  if (size != 15) return true;
  while (at < stored.size()) {
    const std::uint8_t more = stored[at++];
    size += more;
    if (more != 255) return true;
  }
  return false;
}

}  // namespace

Result<std::uint64_t> decode_lz4_sequences(Bytes stored, std::uint64_t size_max, Buffer& plain,
                                           std::size_t history) {
  LzOutput out(plain, size_max, history);
  const auto truncated = [&] {
    return fail(ErrorCode::truncated,
                fmt::format("the LZ4 block stops inside a sequence, at byte {}", stored.size()));
  };
  std::size_t at = 0;
  while (at < stored.size()) {
    const std::uint8_t token = stored[at++];
    std::size_t size = token >> 4U;
    if (!read_size(stored, at, size)) return truncated();
    const std::size_t there = std::min(size, stored.size() - at);
    if (!out.literals(stored.subspan(at), there))
      return tl::unexpected(out.failure("LZ4 block", at));
    at += there;
    if (there < size) return truncated();
    if (at == stored.size()) return at;
    if (stored.size() - at < 2) return truncated();
    const std::size_t distance = stored[at] | std::size_t{stored[at + 1]} << 8U;
    at += 2;
    size = token & 15U;
    if (!read_size(stored, at, size)) return truncated();
    if (!out.match(distance, size + 4)) return tl::unexpected(out.failure("LZ4 block", at));
  }
  return truncated();
}

Result<void> decode_lz4_frame_block(Bytes stored, std::uint64_t block_size_max,
                                    std::uint64_t size_max, Buffer& plain, std::size_t history) {
  const auto taken =
      decode_lz4_sequences(stored, std::min(size_max, block_size_max), plain, history);
  if (!taken && taken.error().code == ErrorCode::limit && size_max >= block_size_max) {
    return fail(ErrorCode::corrupt,
                fmt::format("LZ4 block of more than the frame's {} plain bytes", block_size_max));
  }
  TRY(taken);
  return {};
}

}  // namespace assay::codec
