// What stands in the blocks of ext2, ext3 and ext4 besides file data: directory entries and
// extended attributes. All integers are little-endian.
//
//   entry      inode (4; 0: unused), size of the entry (2), size of the name (1), type (1), name;
//              padded to 4. Without the feature "filetype" the name's size takes the type's byte
//              too. The inner nodes of hashed directories and checksums look like unused entries.
//
//   attribute  size of the name (1), index of the prefix (1), offset of the value (2), inode of the
//              value (4; 0: it stands here), size of the value (4), hash (4), name; padded to 4.
//              Four zero bytes end the list.
//
// Source: Linux, Documentation/filesystems/ext4/directory.rst and attributes.rst.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "model/value.h"

namespace assay::unpack {

struct ExtEntry {
  std::uint32_t inode = 0;
  std::uint8_t type = 0;  // 0 where the file system does not say
  std::string_view name;
};

// The entries of one block of a directory, or of what an inode holds of one, with "." and ".."
// left out, added to `entries`. Errors: corrupt; entries before the defect are kept.
Result<void> read_ext_entries(Bytes block, bool with_types, std::vector<ExtEntry>& entries);

struct ExtAttribute {
  std::string name;         // with its prefix
  std::string_view value;   // empty where it stands in an inode
  Range value_range;        // of the bytes that `values` names
  std::uint32_t inode = 0;  // that holds the value; 0: none
};

// The attributes whose list starts with `entries`; their values are offsets into `values`.
// Errors: corrupt; attributes before the defect are kept.
Result<void> read_ext_attributes(Bytes entries, Bytes values, std::vector<ExtAttribute>& found);

}  // namespace assay::unpack
