// Finds the central directory of the zip archive that starts at a place, and where its entries are.
#pragma once

#include <cstdint>
#include <vector>

#include "unpack/handler.h"
#include "unpack/zip_records.h"

namespace assay::unpack {

struct ZipDirectory {
  ZipEnd end;
  Range range;                        // of the central headers that could be read
  std::vector<ZipHeader> entries;     // in the directory's order
  std::vector<std::uint64_t> places;  // of each entry's local header in the archive's bytes
  std::vector<Problem> problems;
};

// The directory whose end stands at `end_at`. An entry whose local
// header would lie before the archive or behind the directory is left out and told.
// Errors: truncated, corrupt.
Result<ZipDirectory> read_zip_directory(Bytes archive, std::uint64_t end_at);

// The directory that lists the local header with which the candidate starts. The search is charged
// to the node. Errors: corrupt, where there is none; limit.
Result<ZipDirectory> find_zip_directory(const Candidate& candidate);

}  // namespace assay::unpack
