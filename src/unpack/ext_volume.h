// The block level of ext2, ext3 and ext4: super block, groups, inodes, and which blocks of the
// volume hold a file. All integers are little-endian.
//
// The super block stands at 1024. The volume is cut into groups of equal size; a table of group
// descriptors behind the super block says where each group's bitmaps and inodes are. An inode maps
// its file to blocks in one of two ways: by 12 block numbers and three trees of them (ext2, ext3),
// or by a tree of extents (ext4). Small files of ext4 stand in the inode itself.
//
// Source: Linux, Documentation/filesystems/ext4/ and fs/ext4/ext4.h; e2fsprogs, lib/ext2fs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/endian.h"

namespace assay::unpack {

// The fields of the super block that are read here.
struct ExtSuper {
  le32 inode_count;
  le32 block_count_low;
  le32 reserved_block_count;
  le32 free_block_count;
  le32 free_inode_count;
  le32 first_data_block;
  le32 log_block_size;
  le32 log_cluster_size;
  le32 blocks_per_group;
  le32 clusters_per_group;
  le32 inodes_per_group;
  le32 mount_time;
  le32 write_time;
  le16 mount_count;
  le16 mount_count_max;
  le16 magic;
  le16 state;
  le16 errors;
  le16 minor_revision;
  le32 check_time;
  le32 check_interval;
  le32 creator_os;
  le32 revision;
  le16 reserved_uid;
  le16 reserved_gid;
  le32 first_inode;
  le16 inode_size;
  le16 group_number;  // of the group that this copy stands in
  le32 compatible;
  le32 incompatible;
  le32 read_only_compatible;
  std::uint8_t uuid[16];
  char volume_name[16];
  char last_mounted[64];
  le32 algorithms;
  std::uint8_t preallocate[2];
  le16 reserved_descriptor_blocks;
  std::uint8_t journal_uuid[16];
  le32 journal_inode;
  le32 journal_device;
  le32 last_orphan;
  le32 hash_seed[4];
  std::uint8_t hash_version;
  std::uint8_t journal_backup;
  le16 descriptor_size;
  le32 mount_options;
  le32 first_meta_group;
  le32 make_time;
  le32 journal_blocks[17];
  le32 block_count_high;
  std::uint8_t rest[0x24c - 0x154];
  le32 backup_groups[2];
  std::uint8_t rest_2[0x3fc - 0x254];
  le32 checksum;
};
static_assert(sizeof(ExtSuper) == 1024);

struct ExtFeature {
  static constexpr std::uint32_t has_journal = 4;  // compatible
  static constexpr std::uint32_t sparse_super2 = 0x200;
  static constexpr std::uint32_t compression = 1;  // incompatible
  static constexpr std::uint32_t filetype = 2;
  static constexpr std::uint32_t recover = 4;
  static constexpr std::uint32_t journal_device = 8;
  static constexpr std::uint32_t meta_groups = 0x10;
  static constexpr std::uint32_t extents = 0x40;
  static constexpr std::uint32_t bits_64 = 0x80;
  static constexpr std::uint32_t flexible_groups = 0x200;
  static constexpr std::uint32_t inline_data = 0x8000;
  static constexpr std::uint32_t incompatible_known = 0x3f7d6;
  static constexpr std::uint32_t sparse_super = 1;  // read-only compatible
  static constexpr std::uint32_t metadata_checksums = 0x400;
};

struct ExtInode {
  static constexpr std::uint32_t flag_encrypted = 0x800;
  static constexpr std::uint32_t flag_extents = 0x80000;
  static constexpr std::uint32_t flag_inline = 0x10000000;

  std::uint32_t number = 0;
  Range range;  // in the volume
  std::uint16_t mode = 0;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint64_t size = 0;
  std::int64_t mtime_s = 0;
  std::uint32_t flags = 0;
  std::uint16_t links = 0;
  std::uint64_t attribute_block = 0;
  Range map;              // the 60 bytes of block numbers, extents or data
  Range body_attributes;  // behind the inode's fields; size 0: none
};

// `count` blocks of a file from `logical` on; `physical` 0 means that they read as zeros.
struct ExtRun {
  std::uint64_t logical = 0;
  std::uint64_t physical = 0;
  std::uint64_t count = 0;
};

// Where the bytes of an inode are.
struct ExtMap {
  std::vector<ExtRun> runs;           // in order; holes are left out
  std::vector<std::uint64_t> blocks;  // of the map itself
  std::optional<Error> error;         // why the runs are not all: corrupt, truncated, limit
};

struct ExtGroup {
  std::uint64_t block_bitmap = 0;
  std::uint64_t inode_bitmap = 0;
  std::uint64_t inode_table = 0;
};

class ExtVolume {
 public:
  // Reads the super block and checks that its fields fit together.
  // Errors: truncated, corrupt, unsupported.
  static Result<ExtVolume> open(Bytes bytes);

  const ExtSuper& super() const { return super_; }
  Bytes bytes() const { return bytes_; }
  std::uint64_t block_size() const { return block_size_; }
  std::uint64_t block_count() const { return block_count_; }
  std::uint64_t group_count() const { return group_count_; }
  std::uint64_t inode_size() const { return inode_size_; }
  bool has(std::uint32_t incompatible) const { return (super_.incompatible & incompatible) != 0; }
  bool checksum_holds() const;  // of the super block

  bool has_super_copy(std::uint64_t group) const;
  std::uint64_t first_block(std::uint64_t group) const;
  std::uint64_t inode_table_blocks() const;  // of one group
  std::uint64_t descriptors_per_block() const { return block_size_ / descriptor_size_; }
  // The block with the n-th block of group descriptors.
  std::uint64_t descriptor_block(std::uint64_t n) const;

  Result<ExtGroup> group(std::uint64_t number) const;
  Result<ExtInode> inode(std::uint32_t number) const;

  // Where the first `inode.size` bytes are. `pieces_left` bounds the work over many calls.
  ExtMap map(const ExtInode& inode, std::uint64_t& pieces_left) const;

  Range block_range(std::uint64_t block, std::uint64_t count = 1) const {
    return {block * block_size_, count * block_size_};
  }

 private:
  Bytes bytes_;
  ExtSuper super_;
  std::uint64_t block_size_ = 0;
  std::uint64_t block_count_ = 0;
  std::uint64_t group_count_ = 0;
  std::uint64_t inode_size_ = 0;
  std::uint64_t descriptor_size_ = 0;
};

}  // namespace assay::unpack
