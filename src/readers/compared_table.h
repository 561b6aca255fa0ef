// Compared tables: the constants of a table that a loop compares something with, one after the
// other, and what each of them leads to.
#pragma once

#include "readers/computed_constant.h"

namespace assay::readers {

struct TableConstant {
  std::vector<std::uint8_t> bytes;
  std::uint64_t address = 0;  // of the bytes
  std::uint64_t slot = 0;     // of the pointer to them in the table; 0: the table has the bytes
  std::uint64_t handler = 0;  // the function that is called where they are equal; 0: not known
  bool second = false;        // which operand of the comparator they are
};

// The constants that `call` of a comparator, in a loop of the function that was analysed last, gets
// in turn when none of them is equal: the loop is carried out. Empty where it is no such loop, or
// not all of its turns are known.
std::vector<TableConstant> compared_table(RunBefore& runs, const code::Analysis& analysis,
                                          const code::Dominators& dominators,
                                          const code::Call& call, const Comparator& comparator,
                                          std::size_t size_max);

}  // namespace assay::readers
