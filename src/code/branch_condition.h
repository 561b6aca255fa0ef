// Branch conditions on numbers: whether a condition holds after a comparison of two that are known.
#pragma once

#include <optional>

#include "code/instruction.h"

namespace assay::code {

// Two numbers that were compared, by flags or in the branch itself.
struct ComparedNumbers {
  Op op = Op::unknown;    // compare, compare_negated, test, test_equal; unknown: nothing is known
  std::uint8_t size = 8;  // bytes of them that count
  std::uint64_t left = 0;
  std::uint64_t right = 0;
  bool is_unsigned = false;  // less, greater and their like mean below and above (PowerPC)
  bool of_result = false;    // flags that a result left: only zero and sign are known
};

// Nothing where the flags do not tell it.
std::optional<bool> holds(Condition condition, const ComparedNumbers& numbers);

}  // namespace assay::code
