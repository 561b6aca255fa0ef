// Vector move: how an instruction of AArch64 or x86 changes vector registers, as far as bytes go
// through them from memory to memory as they are: so compilers copy constants.
#pragma once

#include <array>

#include "code/decoder.h"

namespace assay::code {

constexpr Register vector_register_count = 32;
constexpr std::size_t vector_size = 16;  // bytes of a register that are told

struct VectorMove {
  enum class Way : std::uint8_t {
    none,    // changes no vector register, and stores none
    load,    // `registers` from memory; their other bytes become zero
    store,   // `registers` to memory
    clear,   // the first register becomes zero
    change,  // the first register becomes what is not told; without one, any of them
  };
  Way way = Way::none;
  std::uint8_t size = 0;  // bytes of each register that are moved, up to vector_size
  std::array<Register, 2> registers = {no_register, no_register};
  Instruction place;  // of load and store: one whose address is the first register's in memory
};

// `bytes` begin with the instruction that decodes to `in`, of AArch64 or x86.
VectorMove vector_move_of(Bytes bytes, const Instruction& in, std::uint64_t address,
                          const Decoder& decoder);

}  // namespace assay::code
