// Table: records of one size in metadata blocks that an array of offsets leads to. SquashFS keeps
// fragments, owners, export references and sets of extended attributes so.
#pragma once

#include <cstdint>
#include <vector>

#include "unpack/squashfs/metadata.h"

namespace assay::unpack::sqfs {

class Table {
 public:
  struct Shape {
    std::uint64_t pointers = absent_table;  // offset of the array
    std::uint64_t count = 0;                // of records, as stated; not trusted
    std::uint64_t record_size = 0;          // divides 8192
    unsigned pointer_size = 8;
  };

  Table() = default;
  Table(Metadata& metadata, const Shape& shape) : metadata_(&metadata), shape_(shape) {}

  // Where record `index` stands. Errors: corrupt (no such record); those of Metadata.
  Result<Cursor> record(std::uint64_t index) const;

  std::uint64_t count() const { return shape_.count; }

  // Where the array and its blocks stand, as far as they lie in the image.
  std::vector<Range> ranges() const;

 private:
  std::uint64_t block_count() const;
  Result<std::uint64_t> block_offset(std::uint64_t block) const;

  Metadata* metadata_ = nullptr;
  Shape shape_;
};

// The tables that `super` names. Versions 1 to 3 keep owners in plain arrays: see read_owner().
Table fragment_table(Metadata& metadata);
Table id_table(Metadata& metadata);
Table export_table(Metadata& metadata);

struct Fragment {
  Range stored;
  bool compressed = false;
};

// Errors: corrupt, where there is no such fragment; those of Metadata.
Result<Fragment> read_fragment(const Table& fragments, const Superblock& super,
                               std::uint64_t index);

struct Owner {
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
};

// The numbers that an inode's indexes `uid` and `gid` stand for. Errors as of read_fragment().
Result<Owner> read_owner(const Metadata& metadata, const Table& ids, std::uint64_t uid,
                         std::uint64_t gid);

}  // namespace assay::unpack::sqfs
