// Inode: what SquashFS keeps of a file, directory, link or device, whatever its version.
//
// A reference names an inode by its place: bits 16 and up are the offset of its metadata block from
// the inode table's start, the low 16 bits the offset in the plain block.
#pragma once

#include <cstdint>
#include <string>

#include "unpack/squashfs/metadata.h"

namespace assay::unpack::sqfs {

constexpr std::uint64_t no_fragment = 0xffffffff;
constexpr std::uint64_t no_xattrs = 0xffffffff;

enum InodeType : std::uint64_t {
  directory = 1,
  file = 2,
  symlink = 3,
  block_device = 4,
  char_device = 5,
  fifo = 6,
  socket = 7,
};

struct Inode {
  std::uint64_t type = 0;    // InodeType; the extended kinds 8 to 14 are folded into it
  std::uint64_t mode = 0;    // 07777
  std::uint64_t uid = 0;     // index into the id or uid table
  std::uint64_t gid = 0;     // index into the id or gid table
  std::uint64_t mtime = 0;   // seconds since 1970; see has_mtime
  std::uint64_t number = 0;  // 1 up; 0 in versions 1 and 2
  std::uint64_t links = 0;
  std::uint64_t start = 0;  // file: offset of its first block; directory: of its listing's block
  std::uint64_t size = 0;   // of a file in bytes; of a directory's listing, 3 more from version 3
  std::uint64_t fragment = no_fragment;
  std::uint64_t offset = 0;  // in the fragment, or in the listing's plain block
  std::uint64_t sparse = 0;  // bytes that are in no block
  std::uint64_t xattr = no_xattrs;
  std::uint64_t device = 0;
  std::uint64_t target_size = 0;
  std::uint64_t parent = 0;
  std::uint64_t indexes = 0;
  std::uint64_t extended_type = 0, uid_group = 0;  // version 1
  bool has_mtime = true;
  std::string target;  // of a symlink
  Cursor blocks;       // of a file: where the list of its blocks' sizes stands
};

// The inode at `reference`. Errors: those of Metadata::block(); corrupt; unsupported (its type).
Result<Inode> read_inode(Metadata& metadata, std::uint64_t reference);

// The inode at `cursor`, which is left behind its fixed part (and a symlink's target).
Result<Inode> read_inode(Cursor& cursor, const Superblock& super);

}  // namespace assay::unpack::sqfs
