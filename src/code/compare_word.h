// Words of PowerPC that compilers compare memory by and for which the small form has no operation:
// loads that turn the bytes around, a count of ones, what a difference borrowed, and compares of
// vectors.
#pragma once

#include <optional>

#include "code/program.h"

namespace assay::code {

struct CompareWord {
  enum class Kind : std::uint8_t {
    load_reversed,  // to = the `size` bytes at a + b, in the other order than the program's
    count_ones,     // to = number of ones of a: 0 where that is 0, and nowhere else
    borrow,         // to = 0, or all ones where the difference before was less than nothing
    // Of vectors; `to`, a and b are registers of 16 bytes, of which there are 64.
    load_vector,   // to = the 16 bytes at a + b, which are general registers
    equal_bytes,   // to = for each byte all ones where a and b are equal, else 0
    or_not,        // to = a | ~b
    zero_vector,   // to = 0
    other_vector,  // to is not told
  };
  Kind kind{};
  Register to = no_register;
  Register a = no_register;  // no_register: zero
  Register b = no_register;
  std::uint8_t size = 0;
  bool sets_field = false;  // of equal_bytes: field 6 is "less" where all of `to` is ones
};

// Nothing for any other word.
std::optional<CompareWord> compare_word_of(std::uint32_t word);

// Of the instruction at `address` of a program for PowerPC.
std::optional<CompareWord> compare_word_at(const Program& program, std::uint64_t address);

}  // namespace assay::code
