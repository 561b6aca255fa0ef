// What pax extended headers say of a tar member besides its header block.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "model/value.h"

namespace assay::unpack {

// How GNU tar states the pieces of a sparse file in pax headers.
struct PaxSparse {
  std::int64_t major = 0;  // 1: the map stands in front of the data
  std::optional<std::int64_t> real_size;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> map;  // offset and size of each piece
};

struct PaxRecords {
  std::optional<std::string> path, linkpath, user, group, sparse_name, comment;
  std::optional<std::int64_t> size, uid, gid, mtime_s, device_major, device_minor;
  std::vector<Field> xattrs;
  std::optional<PaxSparse> sparse;
};

// Adds the records in `data` ("LENGTH KEY=VALUE\n" each) to `records`; a later one replaces an
// earlier one. Unknown keys are skipped. Errors: corrupt; what was read before stays.
Result<void> read_pax(Bytes data, PaxRecords& records);

// The records of `over` on top of those of `base`.
PaxRecords laid_over(PaxRecords over, const PaxRecords& base);

}  // namespace assay::unpack
