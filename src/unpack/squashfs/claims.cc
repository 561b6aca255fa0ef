// The inode table, the directory table and the pairs of extended attributes are runs of metadata
// blocks whose count is stated nowhere: each goes on to the next structure of the image.
#include "unpack/squashfs/claims.h"

#include <algorithm>

#include "unpack/squashfs/compression_options.h"
#include "unpack/squashfs/table.h"

namespace assay::unpack::sqfs {
namespace {

struct Labelled {
  Range range;
  std::string_view label;
};

void add(std::vector<Labelled>& found, const std::vector<Range>& ranges, std::string_view label) {
  for (const Range& range : ranges)
    if (range.size > 0) found.push_back({range, label});
}

// All structures whose places are stated.
std::vector<Labelled> placed_structures(Metadata& metadata, const Xattrs& xattrs) {
  const Superblock& super = metadata.super();
  std::vector<Labelled> found = {{{0, super.size}, "super block"}};
  if (const auto options = read_compression_options(metadata))
    add(found, {options->range}, "compression options");
  add(found, fragment_table(metadata).ranges(), "fragment table");
  add(found, export_table(metadata).ranges(), "export table");
  add(found, id_table(metadata).ranges(), "id table");
  add(found, xattrs.ranges(), "xattr table");
  if (super.major < 4) {
    add(found, {{super.uid_table, super.uids * 4}}, "uid table");
    add(found, {{super.gid_table, super.gids * 4}}, "gid table");
  }
  return found;
}

// From `start` over whole metadata blocks, none of which reaches over `end`.
Range run_of_blocks(const Metadata& metadata, std::uint64_t start, std::uint64_t end) {
  std::uint64_t at = start;
  while (at < end) {
    const auto stored = metadata.stored(at);
    if (!stored || stored->range.end() > end) break;
    at = stored->range.end();
  }
  return {start, at - start};
}

}  // namespace

void claim_structures(Metadata& metadata, const Xattrs& xattrs, Sink& sink) {
  const Superblock& super = metadata.super();
  const std::vector<Labelled> placed = placed_structures(metadata, xattrs);
  const Labelled runs[] = {{{super.inode_table, 0}, "inode table"},
                           {{super.directory_table, 0}, "directory table"},
                           {{xattrs.start(), 0}, "extended attributes"}};
  for (const Labelled& run : runs) {
    const std::uint64_t start = run.range.offset;
    std::uint64_t end = metadata.image().size();
    const auto bound = [&](const Labelled& other) {
      if (other.range.offset > start) end = std::min(end, other.range.offset);
    };
    std::ranges::for_each(placed, bound);
    std::ranges::for_each(runs, bound);
    if (start < end) sink.claim(run_of_blocks(metadata, start, end), run.label);
  }
  for (const Labelled& structure : placed) sink.claim(structure.range, structure.label);
}

}  // namespace assay::unpack::sqfs
