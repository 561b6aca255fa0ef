// Directory: reads a SquashFS directory's listing, one name after the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "unpack/squashfs/inode.h"

namespace assay::unpack::sqfs {

struct DirectoryEntry {
  std::string name;
  std::uint64_t reference = 0;  // of its inode
  std::uint64_t type = 0;       // InodeType as the listing has it; 0 in version 1 for fifo, socket
};

// Holds a place in the listing, not the listing, so that a deep tree of large directories costs
// no memory.
class Directory {
 public:
  Directory(Metadata& metadata, const Inode& inode);

  // The next entry, or nothing behind the last.
  // Errors: those of Metadata::block(); corrupt. There is no going on after one.
  Result<std::optional<DirectoryEntry>> next();

 private:
  const Superblock* super_;
  Cursor cursor_;
  std::uint64_t left_ = 0;       // bytes of the listing
  std::uint64_t run_left_ = 0;   // entries under the current header
  std::uint64_t run_block_ = 0;  // metadata block of their inodes
};

}  // namespace assay::unpack::sqfs
