// Sparse files in tar: the map of their pieces, and what it makes of the stored data.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "unpack/content.h"

namespace assay::unpack {

struct SparseMap {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> pieces;  // offset in the file, size
  std::uint64_t real_size = 0;                                  // of the file
  std::uint64_t blocks = 0;  // bytes of map that stand between header and data
};

// The map in a header block of type 'S' and the blocks behind it, which start at `at`.
// Errors: truncated, corrupt.
Result<SparseMap> read_gnu_sparse(Bytes header, Bytes archive, std::uint64_t at);

// The map that stands in front of the data, as GNU's pax format 1.0 has it: lines of decimal
// numbers: how many pieces, then offset and size of each. Errors: truncated, corrupt.
Result<SparseMap> read_sparse_1_0(Bytes data);

// Pieces and holes in order. `data` is where the pieces are stored one behind the other.
// Errors: corrupt, where pieces overlap, go backwards or take more than is stored.
Result<Content> sparse_content(const SparseMap& map, Range data);

}  // namespace assay::unpack
