// A file is blocks of `block_size` plain bytes, stored one behind the other from the inode's start
// on; the list behind the inode has their stored sizes. Bit 24 of a size (bit 15 in version 1,
// where a size has 16 bits) says that the block is stored plain; a size of 0 is a hole. What is
// left over a multiple of the block size stands in a fragment, a block shared with other files, or,
// where the inode names no fragment, in a last shorter block.
//
// Source: squashfs-tools, unsquashfs.c, write_file(); unsquash-1.c, read_block_list_1().
#include "unpack/squashfs/file_content.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "unpack/squashfs/fields.h"

namespace assay::unpack::sqfs {
namespace {

struct StoredBlock {
  std::uint64_t size = 0;
  bool compressed = false;
  bool hole = false;
};

Result<StoredBlock> read_block_size(Cursor& list, const Superblock& super) {
  std::array<std::uint8_t, 4> bytes{};
  const unsigned size = super.major == 1 ? 2 : 4;
  TRY(list.read(std::span(bytes).first(size)));
  const std::uint64_t value = read_bits(bytes, super.order, 0, size * 8);
  const std::uint64_t plain_bit = super.major == 1 ? 1U << 15U : 1U << 24U;
  StoredBlock block{value & ~plain_bit, (value & plain_bit) == 0, false};
  if (super.major == 1 && block.size == 0) block.size = 0x8000;
  block.hole = block.size == 0;
  return block;
}

// A piece of `size` plain bytes, `skip` bytes into what is stored at `stored`.
Result<Extent> make_extent(const Metadata& metadata, const codec::Codec* codec, Range stored,
                           bool compressed, std::uint64_t skip, std::uint64_t size) {
  const std::uint64_t block_size = metadata.super().block_size;
  TRY(slice(metadata.image(), stored));
  const std::uint64_t plain_size = compressed ? block_size : stored.size;
  if (skip > plain_size || size > plain_size - skip) {
    return fail(ErrorCode::corrupt, fmt::format("{} bytes from byte {} of a block of {} at {:#x}",
                                                size, skip, plain_size, stored.offset));
  }
  if (!compressed) return Extent{{stored.offset + skip, size}, nullptr, 0, 0, size, nullptr};
  if (codec == nullptr)
    return fail(ErrorCode::unsupported, "no codec for this image's compression");
  return Extent{stored, codec, block_size, skip, size, nullptr};
}

void add_hole(std::vector<Extent>& extents, std::uint64_t size) {
  if (!extents.empty() && extents.back().stored.size == 0) {
    extents.back().size += size;
  } else {
    extents.push_back(Content::hole(size));
  }
}

Result<void> add_blocks(const Inode& inode, const Metadata& metadata, const codec::Codec* codec,
                        std::uint64_t& budget, std::uint64_t& left, std::vector<Extent>& extents) {
  const std::uint64_t block_size = metadata.super().block_size;
  Cursor list = inode.blocks;
  std::uint64_t offset = inode.start;
  while (left >= block_size || (left > 0 && inode.fragment == no_fragment)) {
    const StoredBlock block = TRY(read_block_size(list, metadata.super()));
    const std::uint64_t size = std::min(left, block_size);
    if (budget == 0) return fail(ErrorCode::limit, "too many blocks in all files together");
    budget--;
    if (block.hole) {
      add_hole(extents, size);
    } else {
      extents.push_back(
          TRY(make_extent(metadata, codec, {offset, block.size}, block.compressed, 0, size)));
    }
    offset += block.size;
    left -= size;
  }
  return {};
}

Result<void> add_all(const Inode& inode, const Metadata& metadata, const Table& fragments,
                     const codec::Codec* codec, std::uint64_t& budget,
                     std::vector<Extent>& extents) {
  std::uint64_t left = inode.size;
  TRY(add_blocks(inode, metadata, codec, budget, left, extents));
  if (left == 0) return {};
  const Fragment fragment = TRY(read_fragment(fragments, metadata.super(), inode.fragment));
  extents.push_back(
      TRY(make_extent(metadata, codec, fragment.stored, fragment.compressed, inode.offset, left)));
  return {};
}

}  // namespace

FileContent read_file_content(const Inode& inode, const Metadata& metadata, const Table& fragments,
                              const codec::Codec* codec, std::uint64_t& budget) {
  FileContent found;
  auto done = add_all(inode, metadata, fragments, codec, budget, found.content.extents);
  if (!done) found.error = std::move(done).error();
  return found;
}

}  // namespace assay::unpack::sqfs
