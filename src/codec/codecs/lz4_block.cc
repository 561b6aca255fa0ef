// LZ4 block: the bare compressed block of LZ4, as SquashFS stores it; it says neither its own size
// nor its plain size.
//
// Source: lz4, doc/lz4_Block_format.md.
#include <fmt/core.h>
#include <lz4.h>

#include <algorithm>
#include <limits>

#include "codec/codec.h"

namespace assay::codec {
namespace {

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  constexpr std::uint64_t int_max = std::numeric_limits<int>::max();
  plain.clear();
  if (stored.empty()) return fail(ErrorCode::truncated, "an LZ4 block of no bytes");
  if (stored.size() > int_max)
    return fail(ErrorCode::limit, fmt::format("an LZ4 block of {} bytes", stored.size()));
  plain.resize(std::min(size_max, int_max));
  const int size = LZ4_decompress_safe(
      reinterpret_cast<const char*>(stored.data()), reinterpret_cast<char*>(plain.data()),
      static_cast<int>(stored.size()), static_cast<int>(plain.size()));
  plain.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  if (size < 0) {
    return fail(ErrorCode::corrupt,
                fmt::format("LZ4 block of {} bytes does not decode to {} bytes or fewer",
                            stored.size(), size_max));
  }
  return stored.size();
}

}  // namespace

extern const Codec lz4_block = {
    .id = "lz4_block",
    .title = "LZ4 block",
    .source = "lz4, doc/lz4_Block_format.md",
    .decode = decode,
};

}  // namespace assay::codec
