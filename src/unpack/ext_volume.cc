#include "unpack/ext_volume.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>

#include "base/checksum.h"

namespace assay::unpack {
namespace {

struct Descriptor {
  le32 block_bitmap_low;
  le32 inode_bitmap_low;
  le32 inode_table_low;
  le32 counts[5];
};
static_assert(sizeof(Descriptor) == 32);

struct DescriptorHigh {
  le32 block_bitmap_high;
  le32 inode_bitmap_high;
  le32 inode_table_high;
};

struct InodeFields {
  le16 mode;
  le16 uid_low;
  le32 size_low;
  le32 access_time;
  le32 change_time;
  le32 mtime;
  le32 deletion_time;
  le16 gid_low;
  le16 links;
  le32 blocks_low;
  le32 flags;
  le32 version;
  std::uint8_t map[60];
  le32 generation;
  le32 attribute_block_low;
  le32 size_high;
  le32 fragment;
  le16 blocks_high;
  le16 attribute_block_high;
  le16 uid_high;
  le16 gid_high;
  le32 checksum;
};
static_assert(sizeof(InodeFields) == 128);

std::uint64_t round_up(std::uint64_t value, std::uint64_t unit) {
  return value / unit + (value % unit == 0 ? 0 : 1);
}

bool is_power_of(std::uint64_t value, std::uint64_t base) {
  while (value % base == 0) value /= base;
  return value == 1;
}

// Checks the fields on which all arithmetic rests.
Result<void> check_super(const ExtSuper& super, std::uint64_t inode_size,
                         std::uint64_t descriptor_size, std::uint64_t block_count) {
  if (super.magic != 0xef53) return fail(ErrorCode::corrupt, "no magic");
  if (super.log_block_size > 6)
    return fail(ErrorCode::corrupt, fmt::format("blocks of 2^{} KiB", super.log_block_size.get()));
  const std::uint64_t block_size = 1024ULL << super.log_block_size;
  if (inode_size < 128 || inode_size > block_size || !std::has_single_bit(inode_size))
    return fail(ErrorCode::corrupt, fmt::format("inodes of {} bytes", inode_size));
  if (descriptor_size < 32 || descriptor_size > 1024 || !std::has_single_bit(descriptor_size))
    return fail(ErrorCode::corrupt, fmt::format("group descriptors of {} bytes", descriptor_size));
  // A group's bitmap is one block; with clusters (bigalloc) a bit stands for several blocks.
  const std::uint64_t blocks_in_cluster =
      1ULL << std::min<std::uint32_t>(
          super.log_cluster_size -
              std::min<std::uint32_t>(super.log_cluster_size, super.log_block_size),
          20);
  const std::uint64_t blocks_per_group_max = 8 * block_size * blocks_in_cluster;
  if (super.first_data_block > 1 || super.group_number != 0 || super.blocks_per_group < 64 ||
      super.blocks_per_group > blocks_per_group_max || super.inodes_per_group == 0 ||
      super.inodes_per_group > 8 * block_size || super.inode_count == 0 ||
      block_count <= super.first_data_block || block_count > (1ULL << 46U) || super.revision > 1) {
    return fail(ErrorCode::corrupt,
                fmt::format("{} blocks, {} a group, {} inodes, {} a group", block_count,
                            super.blocks_per_group.get(), super.inode_count.get(),
                            super.inodes_per_group.get()));
  }
  const std::uint64_t groups =
      round_up(block_count - super.first_data_block, super.blocks_per_group);
  if (super.inode_count > groups * super.inodes_per_group)
    return fail(ErrorCode::corrupt, "more inodes than the groups have");
  if ((super.incompatible & ExtFeature::journal_device) != 0)
    return fail(ErrorCode::unsupported, "a journal without a file system");
  return {};
}

// Collects the runs of one file, in order, up to its size.
class Mapper {
 public:
  Mapper(const ExtVolume& volume, const ExtInode& inode, ExtMap& map, std::uint64_t& pieces_left)
      : volume_(volume), inode_(inode), map_(map), pieces_left_(pieces_left) {
    blocks_end_ = round_up(inode.size, volume.block_size());
  }

  Result<void> by_extents() {
    struct Level {
      Range range;
      int depth;  // -1: any
    };
    std::vector<Level> todo = {{inode_.map, -1}};
    while (!todo.empty()) {
      const Level level = todo.back();
      todo.pop_back();
      const Bytes node = TRY(slice(volume_.bytes(), level.range));
      const std::uint16_t magic = TRY(read<le16>(node, 0));
      const std::uint16_t count = TRY(read<le16>(node, 2));
      const std::uint16_t depth = TRY(read<le16>(node, 6));
      constexpr int depth_max = 5;
      if (magic != 0xf30a || count > (node.size() - 12) / 12 || depth > depth_max ||
          (level.depth >= 0 && depth != level.depth)) {
        return fail(ErrorCode::corrupt, fmt::format("inode {}: no extents at {:#x}", inode_.number,
                                                    level.range.offset));
      }
      for (std::size_t i = 0; i < count; i++) {
        // Inner entries are put off in reverse, so that they are taken in order.
        const std::size_t at = 12 + 12 * (depth == 0 ? i : count - 1 - i);
        if (depth == 0) {
          TRY(add_extent(node, at));
          continue;
        }
        const std::uint64_t block =
            TRY(read<le32>(node, at + 4)) | std::uint64_t{TRY(read<le16>(node, at + 8))} << 32U;
        TRY(enter(block));
        todo.push_back({volume_.block_range(block), depth - 1});
      }
    }
    return {};
  }

  Result<void> by_numbers() {
    struct Pointer {
      std::uint64_t block;
      int level;  // 0: data
      std::uint64_t logical;
    };
    const std::uint64_t per_block = volume_.block_size() / 4;
    const std::uint64_t spans[] = {1, per_block, per_block * per_block,
                                   per_block * per_block * per_block};
    std::vector<Pointer> todo;
    const Bytes numbers = TRY(slice(volume_.bytes(), inode_.map));
    std::uint64_t logical = 0;
    for (std::uint64_t i = 0; i < 15; i++) {
      const int level = i < 12 ? 0 : static_cast<int>(i) - 11;
      todo.push_back({TRY(read<le32>(numbers, 4 * i)), level, logical});
      logical += spans[level];
    }
    std::ranges::reverse(todo);
    while (!todo.empty()) {
      const Pointer pointer = todo.back();
      todo.pop_back();
      if (pointer.block == 0 || pointer.logical >= blocks_end_) continue;
      if (pointer.level == 0) {
        TRY(add({pointer.logical, pointer.block, 1}));
        continue;
      }
      TRY(enter(pointer.block));
      const Bytes block = TRY(slice(volume_.bytes(), volume_.block_range(pointer.block)));
      for (std::uint64_t i = per_block; i-- > 0;) {
        const std::uint32_t number = TRY(read<le32>(block, 4 * i));
        if (number != 0) {
          todo.push_back(
              {number, pointer.level - 1, pointer.logical + i * spans[pointer.level - 1]});
        }
      }
    }
    return {};
  }

 private:
  // Notes a block of the map; one that is met twice would make the work endless.
  Result<void> enter(std::uint64_t block) {
    if (block == 0 || block >= volume_.block_count())
      return fail(ErrorCode::corrupt,
                  fmt::format("inode {}: block {} is outside", inode_.number, block));
    map_.blocks.push_back(block);
    seen_.push_back(block);
    if (std::has_single_bit(seen_.size())) {  // looked at each time their number doubles
      std::ranges::sort(seen_);
      if (std::ranges::adjacent_find(seen_) != seen_.end())
        return fail(ErrorCode::corrupt, fmt::format("inode {}: its map loops", inode_.number));
    }
    return charge();
  }

  Result<void> charge() {
    if (pieces_left_ == 0) return fail(ErrorCode::limit, "too many pieces of files");
    pieces_left_--;
    return {};
  }

  Result<void> add_extent(Bytes node, std::size_t at) {
    constexpr std::uint16_t unwritten = 0x8000;
    const std::uint32_t logical = TRY(read<le32>(node, at));
    const std::uint16_t count = TRY(read<le16>(node, at + 4));
    const std::uint64_t block =
        TRY(read<le32>(node, at + 8)) | std::uint64_t{TRY(read<le16>(node, at + 6))} << 32U;
    if (count > unwritten) return add({logical, 0, std::uint64_t{count} - unwritten});
    return add({logical, block, count});
  }

  Result<void> add(ExtRun run) {
    if (run.logical >= blocks_end_ || run.count == 0) return {};
    run.count = std::min(run.count, blocks_end_ - run.logical);
    if (run.physical >= volume_.block_count() || run.count > volume_.block_count() - run.physical) {
      return fail(ErrorCode::corrupt, fmt::format("inode {}: {} blocks at {} are outside",
                                                  inode_.number, run.count, run.physical));
    }
    if (!map_.runs.empty()) {
      ExtRun& last = map_.runs.back();
      if (run.logical < last.logical + last.count)
        return fail(ErrorCode::corrupt,
                    fmt::format("inode {}: block {} is mapped twice", inode_.number, run.logical));
      if (run.physical != 0 && last.physical != 0 && run.logical == last.logical + last.count &&
          run.physical == last.physical + last.count) {
        last.count += run.count;
        return {};
      }
    }
    map_.runs.push_back(run);
    return charge();
  }

  const ExtVolume& volume_;
  const ExtInode& inode_;
  ExtMap& map_;
  std::uint64_t& pieces_left_;
  std::uint64_t blocks_end_ = 0;
  std::vector<std::uint64_t> seen_;
};

}  // namespace

Result<ExtVolume> ExtVolume::open(Bytes bytes) {
  ExtVolume volume;
  volume.bytes_ = bytes;
  volume.super_ = TRY(read<ExtSuper>(bytes, 1024));
  const ExtSuper& super = volume.super_;
  const bool bits_64 = volume.has(ExtFeature::bits_64);
  volume.block_count_ =
      super.block_count_low | (bits_64 ? std::uint64_t{super.block_count_high} << 32U : 0);
  volume.inode_size_ = super.revision == 0 ? 128 : super.inode_size.get();
  volume.descriptor_size_ = bits_64 ? super.descriptor_size.get() : 32;
  TRY(check_super(super, volume.inode_size_, volume.descriptor_size_, volume.block_count_));
  volume.block_size_ = 1024ULL << super.log_block_size;
  volume.group_count_ =
      round_up(volume.block_count_ - super.first_data_block, super.blocks_per_group);
  return volume;
}

bool ExtVolume::checksum_holds() const {
  return ~crc32c(bytes_.subspan(1024, 0x3fc)) == super_.checksum;
}

bool ExtVolume::has_super_copy(std::uint64_t group) const {
  if (group == 0) return true;
  if ((super_.compatible & ExtFeature::sparse_super2) != 0)
    return group == super_.backup_groups[0] || group == super_.backup_groups[1];
  if (group == 1 || (super_.read_only_compatible & ExtFeature::sparse_super) == 0) return true;
  return is_power_of(group, 3) || is_power_of(group, 5) || is_power_of(group, 7);
}

std::uint64_t ExtVolume::first_block(std::uint64_t group) const {
  return super_.first_data_block + group * super_.blocks_per_group;
}

std::uint64_t ExtVolume::inode_table_blocks() const {
  return round_up(super_.inodes_per_group * inode_size_, block_size_);
}

std::uint64_t ExtVolume::descriptor_block(std::uint64_t n) const {
  if (!has(ExtFeature::meta_groups) || n < super_.first_meta_group)
    return super_.first_data_block + 1 + n;
  const std::uint64_t group = n * descriptors_per_block();
  return first_block(group) + (has_super_copy(group) ? 1 : 0);
}

Result<ExtGroup> ExtVolume::group(std::uint64_t number) const {
  if (number >= group_count_)
    return fail(ErrorCode::corrupt, fmt::format("group {} of {}", number, group_count_));
  const std::uint64_t at = descriptor_block(number / descriptors_per_block()) * block_size_ +
                           number % descriptors_per_block() * descriptor_size_;
  const auto low = TRY(read<Descriptor>(bytes_, at));
  ExtGroup group{low.block_bitmap_low, low.inode_bitmap_low, low.inode_table_low};
  if (descriptor_size_ >= 64) {
    const auto high = TRY(read<DescriptorHigh>(bytes_, at + sizeof(Descriptor)));
    group.block_bitmap |= std::uint64_t{high.block_bitmap_high} << 32U;
    group.inode_bitmap |= std::uint64_t{high.inode_bitmap_high} << 32U;
    group.inode_table |= std::uint64_t{high.inode_table_high} << 32U;
  }
  for (const std::uint64_t block : {group.block_bitmap, group.inode_bitmap, group.inode_table})
    if (block >= block_count_)
      return fail(ErrorCode::corrupt, fmt::format("group {}: block {}", number, block));
  return group;
}

Result<ExtInode> ExtVolume::inode(std::uint32_t number) const {
  if (number == 0 || number > super_.inode_count) {
    return fail(ErrorCode::corrupt,
                fmt::format("inode {} of {}", number, super_.inode_count.get()));
  }
  const ExtGroup owner = TRY(group((number - 1) / super_.inodes_per_group));
  ExtInode inode;
  inode.number = number;
  inode.range = {
      owner.inode_table * block_size_ + (number - 1) % super_.inodes_per_group * inode_size_,
      inode_size_};
  const Bytes bytes = TRY(slice(bytes_, inode.range));
  const auto fields = TRY(read<InodeFields>(bytes, 0));
  inode.mode = fields.mode;
  inode.uid = fields.uid_low | std::uint32_t{fields.uid_high} << 16U;
  inode.gid = fields.gid_low | std::uint32_t{fields.gid_high} << 16U;
  const bool is_file = (inode.mode & 0xf000U) == 0x8000U;
  inode.size = fields.size_low | (is_file ? std::uint64_t{fields.size_high} << 32U : 0);
  constexpr std::uint64_t file_size_max = 1ULL << 60U;
  if (inode.size > file_size_max)
    return fail(ErrorCode::corrupt, fmt::format("inode {} of {} bytes", number, inode.size));
  inode.mtime_s = static_cast<std::int32_t>(fields.mtime.get());
  inode.flags = fields.flags;
  inode.links = fields.links;
  inode.attribute_block = fields.attribute_block_low;
  if (has(ExtFeature::bits_64))
    inode.attribute_block |= std::uint64_t{fields.attribute_block_high} << 32U;
  inode.map = {inode.range.offset + 40, 60};
  if (inode_size_ > 128 + 4) {
    const std::uint64_t extra = TRY(read<le16>(bytes, 128));
    if (extra >= 12) inode.mtime_s += std::int64_t{TRY(read<le32>(bytes, 136)) & 3U} << 32U;
    if (extra % 4 == 0 && 128 + extra < inode_size_) {
      inode.body_attributes = {inode.range.offset + 128 + extra, inode_size_ - 128 - extra};
    }
  }
  return inode;
}

ExtMap ExtVolume::map(const ExtInode& inode, std::uint64_t& pieces_left) const {
  ExtMap map;
  Mapper mapper(*this, inode, map, pieces_left);
  const auto done =
      (inode.flags & ExtInode::flag_extents) != 0 ? mapper.by_extents() : mapper.by_numbers();
  if (!done) map.error = done.error();
  return map;
}

}  // namespace assay::unpack
