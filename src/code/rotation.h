// Rotation: an instruction of PowerPC that rotates a register and keeps bits of it, for which the
// small form has no word. Constants of 64 bits are made by it.
#pragma once

#include <optional>

#include "code/program.h"

namespace assay::code {

struct Rotation {
  Register from = no_register;
  Register to = no_register;
  unsigned by = 0;         // to the left
  bool of_words = false;   // the halves of 32 bits are rotated alike
  std::uint64_t kept = 0;  // bits of what was rotated
  bool inserts = false;    // the other bits of `to` stay; else they are zeros
  bool compares = false;   // the result with zero, into field 0

  // Of `from`, and `old` of `to`; as wide as 64 bits.
  std::uint64_t result(std::uint64_t value, std::uint64_t old) const;
};

// rlwinm, rlwimi, rldicl, rldicr, rldic, rldimi; nothing for any other word.
std::optional<Rotation> rotation_of(std::uint32_t word, unsigned word_size);

// Of the instruction at `address` of a program for PowerPC.
std::optional<Rotation> rotation_at(const Program& program, std::uint64_t address);

}  // namespace assay::code
