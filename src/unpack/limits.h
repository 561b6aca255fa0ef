// Limits: every bound on what an image may make the engine do, in one place. The sink and the
// engine enforce them, so that no handler can forget one. Sizes are bytes.
#pragma once

#include <cstdint>

namespace assay::unpack {

struct Limits {
  std::uint64_t image_size_max = 64ULL << 30U;      // of what is given to scan
  std::uint64_t plain_size_max = 2ULL << 30U;       // of one member, decoded
  std::uint64_t plain_total_max = 32ULL << 30U;     // of all members of an image together
  std::uint64_t ratio_max = 4096;                   // plain bytes for each stored byte ...
  std::uint64_t ratio_free_size = 64ULL << 20U;     // ... of members larger than this
  std::uint64_t container_free_size = 1ULL << 30U;  // ... or of what a container decodes to
  std::uint64_t sharing_max = 16;                   // its members' plain runs: times its size
  std::uint64_t members_max = 1'000'000;            // of one container
  std::uint64_t nodes_max = 4'000'000;              // of an image
  std::uint64_t name_size_max = 4096;               // of a member's name or link text
  std::uint64_t text_size_max = 128ULL << 20U;      // names, links, attributes of one container ...
  std::uint64_t text_total_max = 256ULL << 20U;     // ... and of an image
  std::uint64_t extents_max = 16'000'000;           // pieces of one container's members
  std::uint64_t candidates_max = 4'000'000;         // places in one node that look like a format
  std::uint64_t trial_factor = 8;                   // trial decoding in one node: this many times
  std::uint64_t trial_free_size = 256ULL << 20U;    // its size, and this much besides
  std::uint64_t kept_trial_size = 32ULL << 20U;     // what comes of a trial is kept up to this
  std::uint64_t small_size = 32ULL << 20U;          // larger members are read one at a time
  std::uint32_t depth_max = 16;                     // containers in containers
  std::uint32_t problems_max = 64;                  // told of one node; the rest is counted
};

}  // namespace assay::unpack
