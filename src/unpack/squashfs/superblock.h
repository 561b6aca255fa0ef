// Superblock: the fixed structure at the start of a SquashFS image of version 1 to 4.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/endian.h"

namespace assay::unpack::sqfs {

constexpr std::uint64_t absent_table = ~std::uint64_t{0};
constexpr std::uint64_t metadata_size_max = 8192;  // plain bytes of one metadata block

enum Flag : std::uint64_t {
  check_data = 1U << 2U,  // versions 1 to 3: a marker byte follows each metadata block's length
  exportable = 1U << 7U,
  has_compression_options = 1U << 10U,
};

// All offsets are from the super block's first byte. Fields that a version lacks are 0, tables that
// an image lacks `absent_table`.
struct Superblock {
  ByteOrder order = ByteOrder::little;
  std::uint64_t size = 0;  // of the super block itself

  std::uint64_t magic = 0;
  std::uint64_t inodes = 0;
  std::uint64_t major = 0, minor = 0;
  std::uint64_t created_s = 0;  // seconds since 1970
  std::uint64_t block_size = 0, block_log = 0;
  std::uint64_t flags = 0;
  std::uint64_t compression = 0;     // version 4: 1 to 6
  std::uint64_t ids = 0;             // version 4: entries of the id table
  std::uint64_t uids = 0, gids = 0;  // versions 1 to 3: entries of the uid and gid tables
  std::uint64_t root_inode = 0;      // a reference: see inode.h
  std::uint64_t fragments = 0;
  std::uint64_t bytes_used = 0;
  std::uint64_t inode_table = 0, directory_table = 0;
  std::uint64_t fragment_table = 0, export_table = 0, id_table = 0, xattr_table = 0;
  std::uint64_t uid_table = 0, gid_table = 0;

  // 32-bit forerunners of the fields above, which version 3 still has room for.
  std::uint64_t bytes_used_32 = 0, uid_table_32 = 0, gid_table_32 = 0, inode_table_32 = 0;
  std::uint64_t directory_table_32 = 0, fragment_table_32 = 0, block_size_16 = 0;

  bool has(Flag flag) const { return (flags & flag) != 0; }
  std::string version() const;  // "4.0"
};

// The super block at the start of `bytes`. The byte order is taken from the version field, as
// vendors' magics contradict it.
// Errors: truncated; corrupt, where version, block size or counts cannot be.
Result<Superblock> read_superblock(Bytes bytes);

}  // namespace assay::unpack::sqfs
