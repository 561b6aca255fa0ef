// Compared memory: two pieces of memory that a function compares by instructions of its own, as
// compilers put them in the place of a call of memcmp with a small size.
#pragma once

#include "code/trace.h"

namespace assay::code {

constexpr std::uint64_t compared_memory_min = 8;  // bytes

struct ComparedMemory {
  std::uint64_t address = 0;  // of the first instruction that compares
  Value left;                 // where the pieces begin
  Value right;
  std::uint64_t size = 0;  // bytes
};

// `analysis` is the last one of `analyser`. By address.
std::vector<ComparedMemory> compared_memory(const Program& program, Analyser& analyser,
                                            const Analysis& analysis);

}  // namespace assay::code
