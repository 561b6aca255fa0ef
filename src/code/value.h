// Value: what is known of the contents of a register or a word on the stack at one place of the
// code.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>

#include "code/instruction.h"

namespace assay::code {

struct Value {
  enum class Kind : std::uint16_t {
    unknown,
    number,         // `number`, as wide as an address: a constant, an address of this file
    import,         // the address of import `id`, plus `number`
    stack,          // the stack pointer at the function's start, plus `number`
    entry,          // what register `id` held at the start, plus `number`
    result,         // what call `id` of this function gave back, plus `number`
    indexed,        // the address `number` of this file, plus what is not known
    element,        // what a table of constants at `number` has at a place that is not known
    element_sum,    // likewise, plus an address: see TableEntry
    variable,       // what memory at the address `number` holds
    stack_content,  // what the stack holds at `number` from the stack pointer at the start
    behind_entry,   // what memory holds at `number` from what register `id` held at the start
    behind_result,  // likewise from what call `id` gave back
  };
  Kind kind = Kind::unknown;
  // Bytes that were read, of the last four kinds; of elements see TableEntry.
  std::uint16_t size = 0;
  std::uint32_t id = 0;
  std::uint64_t number = 0;

  using Words = std::array<std::uint64_t, 2>;  // all of it: values are compared more than all else
  bool is(Kind k) const { return kind == k; }
  friend bool operator==(const Value& a, const Value& b) {
    const auto x = std::bit_cast<Words>(a);
    const auto y = std::bit_cast<Words>(b);
    return ((x[0] ^ y[0]) | (x[1] ^ y[1])) == 0;
  }

  static Value of(std::uint64_t number) { return {Kind::number, 0, 0, number}; }
};

static_assert(std::has_unique_object_representations_v<Value>);

// The form of the entries of a table, which elements carry in `size` and `id`.
struct TableEntry {
  std::uint8_t size = 0;  // bytes: 1, 2, 4, 8
  bool is_signed = false;
  std::uint8_t shift = 0;      // that an entry is shifted left by, at most 7
  std::uint64_t distance = 0;  // of element_sum: from the table to the address that is added

  static TableEntry of(const Value& value);
  void put(Value& value) const;
};

// The result of the operation of `in` on numbers; nothing for an operation that has none.
std::optional<std::uint64_t> evaluate(const Instruction& in, std::uint64_t a, std::uint64_t b);

// The low `size` bytes with each `group` of them in the other order.
std::uint64_t bytes_reversed(std::uint64_t value, unsigned size, unsigned group);

// The low `size` bytes, the rest being zeros, or copies of the sign.
constexpr std::uint64_t zero_extended(std::uint64_t value, unsigned size) {
  return size >= 8 || size == 0 ? value : value & ((std::uint64_t{1} << (size * 8)) - 1);
}
constexpr std::uint64_t sign_extended(std::uint64_t value, unsigned size) {
  if (size >= 8 || size == 0) return value;
  const std::uint64_t sign = std::uint64_t{1} << (size * 8 - 1);
  return (zero_extended(value, size) ^ sign) - sign;
}

}  // namespace assay::code
