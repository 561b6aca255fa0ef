// Global pointer: where gp of RISC-V points throughout a program, near its variables.
#pragma once

#include "code/program.h"

namespace assay::code {

// What all pairs of instructions that set gp set it to; nothing where there is none, as in
// libraries, or where two differ. Reads the code once.
std::optional<std::uint64_t> global_pointer(const Program& program);

}  // namespace assay::code
