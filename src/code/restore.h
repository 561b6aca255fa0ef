// Code that many functions share, since it is shorter so: what they end in by a jump, which only
// takes the registers back that were kept on the stack and returns (PowerPC, RISC-V), and what they
// call at their start, which only keeps them there (PowerPC).
#pragma once

#include "code/step.h"

namespace assay::code {

// Whether the code at `address` returns with the result that it found.
bool only_restores(const Program& program, const Decoder& decoder, std::uint64_t address);

// Where the code at `address` stores registers and does nothing else before it returns: carries the
// stores out. False, with `state` as it was, where it does anything else.
bool carry_out_saves(const Machine& machine, std::uint64_t address, State& state);

}  // namespace assay::code
