// Xattrs: reads the extended attributes of a SquashFS 4 image.
#pragma once

#include <cstdint>
#include <vector>

#include "model/value.h"
#include "unpack/squashfs/table.h"

namespace assay::unpack::sqfs {

class Xattrs {
 public:
  explicit Xattrs(Metadata& metadata);

  // The attributes of set `index`, as an inode names it, in stored order.
  // Errors: corrupt; those of Metadata; limit, past 64 MiB of all sets read so far.
  Result<std::vector<Field>> read(std::uint64_t index);

  std::uint64_t count() const { return sets_.count(); }  // of sets; 0 where there is no table

  // Where names and values start, `absent_table` where there are none.
  std::uint64_t start() const { return start_; }

  // Where the table of sets stands, its header included.
  std::vector<Range> ranges() const;

 private:
  Result<Field> read_pair(Cursor& cursor);
  Result<std::string> read_value(Cursor& cursor);

  Metadata& metadata_;
  Table sets_;
  std::uint64_t start_ = absent_table;
  std::uint64_t total_size_ = 0;  // of what was read
};

}  // namespace assay::unpack::sqfs
