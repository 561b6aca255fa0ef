// The log of a JFFS2 file system: the nodes that stand in flash one after the other, read in both
// byte orders, before anything is made of them.
//
// Every node starts at a multiple of 4 with 12 bytes:
//
//   offset  bytes  field       meaning
//   0       2      magic       0x1985; 0x1984 in early versions
//   2       2      type        0xe001 name, 0xe002 inode, 0x2003 clean marker, 0x2004 padding,
//                              0x2006 summary, 0xe008 extended attribute, 0xe009 its use;
//                              without bit 0x2000: marked obsolete
//   4       4      size        of the node with its data
//   8       4      header crc  of the first 8 bytes, with bit 0x2000 of the type set
//
// CRCs are CRC-32 with neither initial nor final xor.
//
// Source: Linux, include/uapi/linux/jffs2.h and fs/jffs2/.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/endian.h"

namespace assay::unpack {

struct Jffs2Inode {
  Range node;
  Range data;  // as stored
  std::uint32_t ino = 0;
  std::uint32_t version = 0;
  std::uint32_t mode = 0;
  std::uint16_t uid = 0;
  std::uint16_t gid = 0;
  std::uint32_t size = 0;  // of the file, as of this version
  std::uint32_t mtime_s = 0;
  std::uint32_t offset = 0;  // of the plain data in the file
  std::uint32_t plain_size = 0;
  std::uint8_t compression = 0;
};

struct Jffs2Name {
  Range node;
  std::uint32_t parent = 0;
  std::uint32_t version = 0;
  std::uint32_t ino = 0;  // 0: the name was deleted
  std::uint32_t mtime_s = 0;
  std::uint8_t type = 0;  // as in struct dirent
  std::string_view name;
};

struct Jffs2Xattr {
  Range node;
  std::uint32_t id = 0;
  std::uint32_t version = 0;
  std::uint8_t prefix = 0;
  std::string_view name, value;
};

struct Jffs2XattrUse {
  Range node;
  std::uint32_t ino = 0;
  std::uint32_t id = 0;
  std::uint32_t sequence = 0;  // odd: the use was deleted
};

struct Jffs2Other {
  Range node;
  std::string_view label;
};

struct Jffs2Log {
  ByteOrder order = ByteOrder::little;
  std::vector<Jffs2Inode> inodes;
  std::vector<Jffs2Name> names;
  std::vector<Jffs2Xattr> xattrs;
  std::vector<Jffs2XattrUse> xattr_uses;
  std::vector<Jffs2Other> others;      // in order; neighbours of one label are one
  std::vector<Range> damaged;          // nodes whose second or third checksum does not hold
  std::uint64_t nodes = 0;             // whose header checksum holds
  std::uint64_t erase_block_size = 0;  // as far as the nodes show it
  std::uint64_t size = 0;              // to the end of the last erase block
  bool cut_short = false;              // the last node reaches past the end
};

// Reads the log that starts with `bytes`. Names and values point into `bytes`.
// Errors: corrupt, where there is no node at the start; limit, too many nodes.
Result<Jffs2Log> read_jffs2_log(Bytes bytes);

// A big- or little-endian integer in the log.
std::uint32_t jffs2_u32(Bytes bytes, std::uint64_t offset, ByteOrder order);

}  // namespace assay::unpack
