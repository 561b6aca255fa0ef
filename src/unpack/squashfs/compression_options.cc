// With flag `has_compression_options` a metadata block, stored plain, follows the super block:
//
//   gzip  4 level      2 window  2 strategies     lzo   4 algorithm  4 level
//   xz    4 dictionary 4 filters                  lz4   4 version    4 flags
//   zstd  4 level
//
// Source: squashfs-tools, gzip_wrapper.h, lzo_wrapper.h, xz_wrapper.h, lz4_wrapper.h,
// zstd_wrapper.h.
#include "unpack/squashfs/compression_options.h"

#include <array>

#include "unpack/squashfs/dialect.h"
#include "unpack/squashfs/fields.h"

namespace assay::unpack::sqfs {
namespace {

struct Option {
  std::string_view compression;
  std::string_view name;
  unsigned offset;
  unsigned size;
};
constexpr Option options[] = {
    {"gzip", "compression_level", 0, 4}, {"gzip", "gzip_window_bits", 4, 2},
    {"gzip", "gzip_strategies", 6, 2},   {"lzo", "lzo_algorithm", 0, 4},
    {"lzo", "compression_level", 4, 4},  {"xz", "xz_dictionary_size", 0, 4},
    {"xz", "xz_filters", 4, 4},          {"lz4", "lz4_version", 0, 4},
    {"lz4", "lz4_flags", 4, 4},          {"zstd", "compression_level", 0, 4},
};

}  // namespace

Result<CompressionOptions> read_compression_options(const Metadata& metadata) {
  const Superblock& super = metadata.super();
  CompressionOptions found;
  if (super.major < 4 || !super.has(has_compression_options)) return found;
  const Metadata::Stored stored = TRY(metadata.stored(super.size));
  found.range = stored.range;
  const Bytes bytes = TRY(slice(metadata.image(), stored.range)).subspan(stored.header_size);
  const std::string compression = stated_compression(super);
  for (const Option& option : options) {
    if (option.compression != compression || option.offset + option.size > bytes.size()) continue;
    const auto value = read_bits(bytes, super.order, option.offset * 8, option.size * 8);
    found.fields.push_back({std::string(option.name), static_cast<std::int64_t>(value)});
  }
  return found;
}

}  // namespace assay::unpack::sqfs
