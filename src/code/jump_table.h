// Jump tables: where a jump leads whose target was read from a table of constants.
#pragma once

#include "code/step.h"

namespace assay::code {

constexpr std::size_t jump_table_entries_max = 1024;

// Where a table that a jump went through stands.
struct JumpTable {
  std::uint64_t address = 0;
  std::uint64_t size = 0;  // bytes
};

// Where the entries of a table may lead.
struct JumpBounds {
  std::uint64_t low = 0;  // the function
  std::uint64_t high = 0;
  std::uint32_t count = 0;  // of entries; 0: nothing tells
};

// The places in the function, each once and by address, that a jump to `target` leads to, where
// `target` is an entry of a table, or computed from one. A table whose length is known may lead
// elsewhere in the code as well; another ends at an entry that leads out of the function. Empty
// where `target` is something else. `table` says where it is.
std::vector<std::uint64_t> jump_table_targets(const Machine& machine, const Value& target,
                                              const JumpBounds& bounds, JumpTable& table);

// What `add pc, rN, rM` of Arm at `address` jumps to; unknown where something else stands there.
Value sum_into_counter(const Machine& machine, std::uint64_t address, const State& state);

// Likewise, of the instruction at `address` that adds an index to the program counter of Arm.
std::vector<std::uint64_t> branch_table_targets(const Machine& machine, std::uint64_t address,
                                                std::uint64_t high);

}  // namespace assay::code
