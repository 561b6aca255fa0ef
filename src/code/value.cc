#include "code/value.h"

namespace assay::code {

std::uint64_t bytes_reversed(std::uint64_t value, unsigned size, unsigned group) {
  std::uint64_t result = 0;
  for (unsigned at = 0; group != 0 && at < size; at += group)
    for (unsigned i = 0; i < group && at + i < size && at + group - 1 - i < 8; i++)
      result |= (value >> 8 * (at + i) & 0xffU) << 8 * (at + group - 1 - i);
  return result;
}

TableEntry TableEntry::of(const Value& value) {
  return {static_cast<std::uint8_t>(value.size & 15U), (value.size & 16U) != 0,
          static_cast<std::uint8_t>(value.size >> 5U), sign_extended(value.id, 4)};
}

void TableEntry::put(Value& value) const {
  value.size = static_cast<std::uint16_t>(size | (is_signed ? 16U : 0U) | shift << 5U);
  value.id = static_cast<std::uint32_t>(distance);
}

namespace {

std::uint64_t shifted(Op op, std::uint64_t a, std::uint64_t by, unsigned size) {
  const unsigned width = size >= 8 || size == 0 ? 64 : size * 8U;
  const std::uint64_t low = zero_extended(a, size);
  if (op == Op::rotate_right) {
    by %= width;
    return by == 0 ? low : low >> by | low << (width - by);
  }
  if (op == Op::shift_right_signed) {
    const auto wide = static_cast<std::int64_t>(sign_extended(a, size));
    return static_cast<std::uint64_t>(wide >> (by >= 64 ? 63 : by));
  }
  if (by >= width) return 0;
  return op == Op::shift_left ? a << by : low >> by;
}

bool holds(Condition condition, std::uint64_t a, std::uint64_t b) {
  const auto sa = static_cast<std::int64_t>(a);
  const auto sb = static_cast<std::int64_t>(b);
  switch (condition) {
    case Condition::equal:
      return a == b;
    case Condition::not_equal:
      return a != b;
    case Condition::less:
      return sa < sb;
    case Condition::greater_equal:
      return sa >= sb;
    case Condition::greater:
      return sa > sb;
    case Condition::less_equal:
      return sa <= sb;
    case Condition::below:
      return a < b;
    case Condition::above_equal:
      return a >= b;
    case Condition::above:
      return a > b;
    default:
      return a <= b;
  }
}

}  // namespace

std::optional<std::uint64_t> evaluate(const Instruction& in, std::uint64_t a, std::uint64_t b) {
  switch (in.op) {
    case Op::add:
      return a + b;
    case Op::subtract:
      return a - b;
    case Op::reverse_subtract:
      return b - a;
    case Op::multiply:
      return a * b;
    case Op::bit_and:
      return a & b;
    case Op::bit_or:
      return a | b;
    case Op::bit_xor:
      return a ^ b;
    case Op::bit_nor:
      return ~(a | b);
    case Op::and_not:
      return a & ~b;
    case Op::or_not:
      return a | ~b;
    case Op::xor_not:
      return a ^ ~b;
    case Op::not_and:
      return ~(a & b);
    case Op::shift_left:
    case Op::shift_right:
    case Op::shift_right_signed:
    case Op::rotate_right:
      return shifted(in.op, a, b, in.size);
    case Op::set:
      if (in.condition > Condition::below_equal || in.condition == Condition::always)
        return std::nullopt;
      return holds(in.condition, a, b) ? 1 : 0;
    default:
      return std::nullopt;
  }
}

}  // namespace assay::code
