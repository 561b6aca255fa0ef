// What the two instruction sets of 32-bit Arm, A32 and Thumb, encode and mean alike.
#pragma once

#include <bit>

#include "code/bits.h"

namespace assay::code::arm_parts {

constexpr Register stack = 13;
constexpr Register link = 14;
constexpr Register counter = 15;  // reads as the address of the instruction plus 8, in Thumb plus 4

constexpr Register four(std::uint32_t word, unsigned low) {
  return static_cast<Register>(bits(word, low, 4));
}

// Condition fields; 15 is not a condition.
constexpr Condition conditions[16] = {
    Condition::equal,    Condition::not_equal,    Condition::above_equal,   Condition::below,
    Condition::negative, Condition::not_negative, Condition::overflow,      Condition::no_overflow,
    Condition::above,    Condition::below_equal,  Condition::greater_equal, Condition::less,
    Condition::greater,  Condition::less_equal,   Condition::always,        Condition::always};

// The operations of data processing, by the 4-bit field of A32.
enum class Data : std::uint8_t {
  and_,
  eor,
  sub,
  rsb,
  add,
  adc,
  sbc,
  rsc,
  tst,
  teq,
  cmp,
  cmn,
  orr,
  mov,
  bic,
  mvn,
  orn,  // Thumb only
};

void forget(Instruction& out, std::uint64_t kills);

// rd = rn `data` operand, whose b, shift and immediate stand in `out`. Where rd is the program
// counter, control goes elsewhere. `known` is false where the operand is not in the form.
void process(Instruction& out, Data data, Register rd, Register rn, bool sets_flags, bool known,
             std::uint64_t counter_value);

// The shift of a register by an immediate. False for rrx, which takes the carry.
bool shift_by_immediate(Instruction& out, unsigned type, unsigned amount);

// How many of sixteen. (std::popcount is a function of a library where the processor that is
// compiled for need not have an instruction for it.)
constexpr unsigned registers_in(std::uint32_t list) {
  list -= list >> 1U & 0x5555U;
  list = (list & 0x3333U) + (list >> 2U & 0x3333U);
  list = (list + (list >> 4U)) & 0x0f0fU;
  return (list + (list >> 8U)) & 0x1fU;
}

// ldm and stm. `list` has a bit for each register; the address moves up or down, before or after.
void multiple(Instruction& out, std::uint32_t list, Register base, bool load, bool up, bool before,
              bool write_back);

// Coprocessors, floating point among them: A32's words from bit 27 on; Thumb's are the same.
void coprocessor(Instruction& out, std::uint32_t word);

// A NEON load or store of structures: bits 16 to 21 as in both sets.
void structures(Instruction& out, std::uint32_t word);

// A load or store of one register whose address stands in `out`; a load of the program counter goes
// there.
void transfer(Instruction& out, bool load, unsigned size, bool is_signed, Register value);

}  // namespace assay::code::arm_parts
