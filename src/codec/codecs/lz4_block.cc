// LZ4 block: the bare compressed block of LZ4, as SquashFS stores it; it says neither its own size
// nor its plain size.
//
// Source: lz4, doc/lz4_Block_format.md.
#include <fmt/core.h>
#include <lz4.h>

#include <algorithm>

#include "codec/codec.h"
#include "codec/lz4_sequences.h"

namespace assay::codec {
namespace {

// Blocks of up to this many plain bytes, which is what file systems have, go to liblz4 first.
constexpr std::uint64_t small_size = std::uint64_t{1} << 20U;

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  if (stored.empty()) return fail(ErrorCode::truncated, "an LZ4 block of no bytes");
  if (size_max <= small_size && stored.size() <= 2 * small_size) {
    plain.resize(size_max);
    const int size = LZ4_decompress_safe(
        reinterpret_cast<const char*>(stored.data()), reinterpret_cast<char*>(plain.data()),
        static_cast<int>(stored.size()), static_cast<int>(plain.size()));
    plain.resize(static_cast<std::size_t>(std::max(size, 0)));
    if (size >= 0) return stored.size();
  }
  return decode_lz4_sequences(stored, size_max, plain);
}

}  // namespace

extern const Codec lz4_block = {
    .id = "lz4_block",
    .title = "LZ4 block",
    .source = "lz4, doc/lz4_Block_format.md",
    .decode = decode,
};

}  // namespace assay::codec
