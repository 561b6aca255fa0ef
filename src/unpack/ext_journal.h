// The journal of ext3 and ext4: how much of it has not been written to its place.
//
// The journal's first block is its super block, big-endian:
//
//   0   4  c03b3998      12  4  block size          20  4  first block of the log
//   4   4  3 or 4        16  4  blocks of all       24  4  number of the first transaction
//                                                   28  4  block where the log starts; 0: empty
//
// From there on blocks follow each other, from the last to the first, as in a ring. Those of the
// journal itself start with the same magic, a type (1 descriptor, 2 commit, 5 revocations) and the
// number of their transaction; a transaction counts once its commit block is there. Blocks of data
// never start with the magic, as the kernel masks it.
//
// Source: Linux, Documentation/filesystems/ext4/journal.rst.
#pragma once

#include <cstdint>

#include "unpack/ext_volume.h"

namespace assay::unpack {

// How many committed transactions the journal in the volume holds that were not replayed.
// Errors: corrupt, truncated, where there is no journal to be read; limit.
Result<std::uint64_t> count_unreplayed(const ExtVolume& volume);

}  // namespace assay::unpack
