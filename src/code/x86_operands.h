// What Zydis says about an instruction of x86, and its operands in the words of the shared form.
#pragma once

#include <Zydis/Zydis.h>

#include <cstdint>

#include "code/instruction.h"

namespace assay::code::x86_operands {

constexpr Register stack = 4;
constexpr Register frame = 5;

struct Decoded {
  ZydisDecodedInstruction instruction;
  ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
  bool wide = false;       // 64-bit mode
  std::uint64_t next = 0;  // the address behind the instruction

  unsigned word_size() const { return wide ? 8 : 4; }
  std::uint64_t wrap(std::uint64_t address) const { return wide ? address : address & 0xffffffffU; }
};

// The general register that `name` is, or is a part of; no_register where it is of another kind.
Register number_of(ZydisRegister name);

inline bool is_memory(const ZydisDecodedOperand& operand) {
  return operand.type == ZYDIS_OPERAND_TYPE_MEMORY;
}
inline bool is_immediate(const ZydisDecodedOperand& operand) {
  return operand.type == ZYDIS_OPERAND_TYPE_IMMEDIATE;
}
// A general register from its lowest byte on: all but ah, ch, dh and bh.
bool is_register(const ZydisDecodedOperand& operand);

inline std::uint8_t bytes_of(const ZydisDecodedOperand& operand) {
  return static_cast<std::uint8_t>(operand.size / 8U);
}

// The immediate, as wide as `bytes` and without a sign below 8 of them.
std::int64_t immediate_of(const ZydisDecodedOperand& operand, unsigned bytes);

// Puts the address of a memory operand into a, b, shift and immediate. False, and nothing changes,
// where the form cannot say it: thread-local segments, addresses of 16 bits.
bool place(Instruction& out, const Decoded& in, const ZydisDecodedOperand& operand);

// Makes `out` the instruction that the form has no word for: what it writes, by Zydis's list of all
// operands, hidden ones too, is not known afterwards.
void forget(Instruction& out, const Decoded& in);

// The condition of jcc, cmovcc and setcc; `other` where it is none of those, or is on parity.
Condition condition_of(ZydisMnemonic mnemonic);

}  // namespace assay::code::x86_operands
