// Layers: what stands between a process that reads a hostile image and the machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace assay::sandbox {

// How much confinement is asked for.
enum class Level : std::uint8_t {
  full,  // every required layer, or not at all
  weak,  // whatever this machine has
  none,  // for debugging the engine itself
};

// One layer, and whether it is in force (or would be, where it is asked of no process).
struct Layer {
  std::string name;  // "seccomp", "landlock", ...
  bool in_force = false;
  bool required = true;  // by Level::full
  std::string detail;    // what it forbids, or why it is missing
};

struct Confinement {
  Level level = Level::full;
  int directory_fd = -1;      // may be read beneath, with all that is in it; -1: nothing
  std::vector<int> keep_fds;  // stay open, besides standard error in a sanitizer build
  std::uint64_t memory_max = 8ULL << 30U;  // bytes of address space
};

// Confines the calling process for good, before it has threads. Gives back the layers; where a
// required one is missing at Level::full, the error says which, and the process must end.
Result<std::vector<Layer>> confine(const Confinement& confinement);

// The layers that this machine gives, found out by a child that confines itself.
std::vector<Layer> available_layers();

}  // namespace assay::sandbox
