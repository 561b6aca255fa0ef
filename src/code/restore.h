// Restore: code that many functions end in by a jump, which only takes the registers back that were
// kept on the stack and returns: compilers for PowerPC and RISC-V have it where size matters.
#pragma once

#include "code/abi.h"
#include "code/program.h"

namespace assay::code {

// Whether the code at `address` returns with the result that it found.
bool only_restores(const Program& program, const Decoder& decoder, std::uint64_t address);

}  // namespace assay::code
