// step: what one instruction does to a State, apart from where it leads and whom it calls.
#pragma once

#include "code/program.h"
#include "code/state.h"

namespace assay::code {

// The machine that a program runs on.
struct Machine {
  const Program& program;
  const Decoder& decoder;
  const Abi& abi;
  bool initial_data = false;  // what the file has at first counts as what memory holds
  std::uint64_t table = 0;    // what the function has in Abi::table; 0: not known
};

void step(const Machine& machine, const Instruction& in, std::uint64_t address, State& state);

// Where control goes through a register: RISC-V adds a number to it.
Value jump_place(const Machine& machine, const Instruction& in, std::uint64_t address,
                 const State& state);
// The value that the operands `a` and `b` of `in` have: b with its shift, or the immediate.
Value first_operand(const Machine& machine, const Instruction& in, std::uint64_t address,
                    const State& state);
Value second_operand(const Machine& machine, const Instruction& in, std::uint64_t address,
                     const State& state);
// The address of the memory that `in` loads or stores.
Value memory_address(const Machine& machine, const Instruction& in, std::uint64_t address,
                     const State& state);
// What a store puts there, of `dest` alone.
Value stored_value(const Machine& machine, const Instruction& in, std::uint64_t address,
                   const State& state);
// What memory of `size` bytes at `address` holds.
Value loaded(const Machine& machine, const Value& address, unsigned size, bool sign,
             const State& state);

// `value` plus a number, as wide as an address.
Value plus(const Machine& machine, const Value& value, std::uint64_t number);

}  // namespace assay::code
