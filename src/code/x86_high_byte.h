// High bytes: instructions of x86 that have ah, ch, dh or bh, which the shared form has no name
// for, told with a register in the place of each.
#pragma once

#include <array>
#include <optional>

#include "code/decoder.h"

namespace assay::code {

// These stand for second bytes in the low one of theirs. No instruction has both them and ah.
constexpr std::array<Register, 2> high_byte_registers = {14, 15};

struct HighByteInstruction {
  Instruction in;
  // The registers whose second bytes stand in high_byte_registers; no_register where none does.
  std::array<Register, 2> of = {no_register, no_register};
};

// The instruction that `bytes` begin with; nothing where it has no such byte.
std::optional<HighByteInstruction> high_byte_instruction(Bytes bytes, std::uint64_t address,
                                                         const Decoder& decoder);

}  // namespace assay::code
