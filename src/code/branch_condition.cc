#include "code/branch_condition.h"

#include "code/value.h"

namespace assay::code {
namespace {

struct Flags {
  bool zero = false;
  bool negative = false;
  bool borrow = false;  // below
  bool overflow = false;
};

Flags flags_of(const ComparedNumbers& numbers) {
  const unsigned size = numbers.size;
  const std::uint64_t a = zero_extended(numbers.left, size);
  const std::uint64_t b = zero_extended(numbers.right, size);
  const unsigned top = (size == 0 || size > 8 ? 64U : size * 8U) - 1U;
  const auto negative = [top](std::uint64_t value) { return (value >> top & 1U) != 0; };
  Flags flags;
  std::uint64_t result = 0;
  switch (numbers.op) {
    case Op::compare:
      result = zero_extended(a - b, size);
      flags.borrow = a < b;
      flags.overflow = negative((a ^ b) & (a ^ result));
      break;
    case Op::compare_negated:
      result = zero_extended(a + b, size);
      flags.borrow = result >= a;  // the carry says not below
      flags.overflow = negative(~(a ^ b) & (a ^ result));
      break;
    case Op::test_equal:
      result = a ^ b;
      break;
    default:
      result = a & b;
      break;
  }
  flags.zero = result == 0;
  flags.negative = negative(result);
  return flags;
}

Condition as_unsigned(Condition condition) {
  switch (condition) {
    case Condition::less:
      return Condition::below;
    case Condition::greater_equal:
      return Condition::above_equal;
    case Condition::greater:
      return Condition::above;
    case Condition::less_equal:
      return Condition::below_equal;
    default:
      return condition;
  }
}

}  // namespace

std::optional<bool> holds(Condition condition, const ComparedNumbers& numbers) {
  if (condition == Condition::always) return true;
  if (numbers.op == Op::unknown || condition == Condition::other) return std::nullopt;
  if (condition == Condition::bit_clear || condition == Condition::bit_set) {
    const bool set = numbers.right < 64 && (numbers.left >> numbers.right & 1U) != 0;
    return set == (condition == Condition::bit_set);
  }
  const Flags flags = flags_of(numbers);
  if (numbers.is_unsigned) condition = as_unsigned(condition);
  switch (condition) {
    case Condition::equal:
      return flags.zero;
    case Condition::not_equal:
      return !flags.zero;
    case Condition::negative:
      return flags.negative;
    case Condition::not_negative:
      return !flags.negative;
    default:
      break;
  }
  if (numbers.of_result) return std::nullopt;
  switch (condition) {
    case Condition::less:
      return flags.negative != flags.overflow;
    case Condition::greater_equal:
      return flags.negative == flags.overflow;
    case Condition::greater:
      return !flags.zero && flags.negative == flags.overflow;
    case Condition::less_equal:
      return flags.zero || flags.negative != flags.overflow;
    case Condition::below:
      return flags.borrow;
    case Condition::above_equal:
      return !flags.borrow;
    case Condition::above:
      return !flags.borrow && !flags.zero;
    case Condition::below_equal:
      return flags.borrow || flags.zero;
    case Condition::overflow:
      return flags.overflow;
    case Condition::no_overflow:
      return !flags.overflow;
    default:
      return std::nullopt;
  }
}

}  // namespace assay::code
