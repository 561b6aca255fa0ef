// State: what is known of all registers and of the stack at one place of the code.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <type_traits>
#include <vector>

#include "code/abi.h"
#include "code/shared.h"
#include "code/value.h"

namespace assay::code {

constexpr std::size_t stack_words_max = 256;  // of a function that are kept track of

// The last comparison, whose outcome conditional instructions ask for.
struct Compared {
  Op op = Op::unknown;  // compare, compare_negated, test, test_equal; unknown: nothing is known
  Register field = no_register;  // of the condition register, on PowerPC
  std::uint8_t size = 0;
  Value left;
  Value right;
  std::uint64_t address = 0;  // of the instruction
  friend bool operator==(const Compared&, const Compared&) = default;
};

// The registers that an architecture has; of others nothing is ever known. Copies only those.
class Registers {
 public:
  Registers() = default;
  explicit Registers(Register count) : count_(count) {}
  Registers(const Registers& other) { *this = other; }
  Registers& operator=(const Registers& other) {
    count_ = other.count_;
    std::copy_n(other.values_.begin(), count_, values_.begin());
    return *this;
  }
  Register count() const { return count_; }
  const Value& operator[](Register r) const { return r < count_ ? values_[r] : nothing_; }
  std::span<Value> all() { return std::span(values_).first(count_); }
  std::span<const Value> all() const { return std::span(values_).first(count_); }

 private:
  static constexpr Value nothing_{};
  Register count_ = 0;
  std::array<Value, register_count> values_;
};

// What is known where several ways meet that know different things of one value.
enum class Meeting : std::uint8_t {
  agree,          // nothing
  constants_win,  // the number that one of them knows, where the others have none
  inputs_win,     // what a call gave back or the caller passed, where the others have numbers
};

class State {
 public:
  struct StackWord {
    std::int32_t offset = 0;
    std::uint32_t size = 0;  // up to 8
    Value value;
    std::int64_t end() const { return std::int64_t{offset} + size; }
    friend bool operator==(const StackWord& a, const StackWord& b) {
      const auto x = std::bit_cast<std::array<std::uint64_t, 3>>(a);
      const auto y = std::bit_cast<std::array<std::uint64_t, 3>>(b);
      return ((x[0] ^ y[0]) | (x[1] ^ y[1]) | (x[2] ^ y[2])) == 0;
    }
  };
  static_assert(std::has_unique_object_representations_v<StackWord>);
  using StackWords = std::vector<StackWord>;

  // The state at a function's start.
  void start(const Decoder& decoder, const Abi& abi, std::uint64_t address,
             std::optional<std::uint64_t> table, Meeting meeting = Meeting::agree);

  const Value& operator[](Register r) const { return registers_[r]; }
  void set(Register r, const Value& value) {
    if (r < registers_.count() && r != zero_) registers_.all()[r] = value;
  }
  void forget(std::uint64_t registers);

  // What stores left at `offset` (from the stack pointer at the start); a number also where several
  // of them, or a part of one, make it up.
  Value stack_word(std::int64_t offset, unsigned size) const;
  // What stores left in the words from `offset` on, `size` bytes each; nothing is known of one that
  // nothing was stored to.
  void stored_words(std::int64_t offset, unsigned size, std::span<Value> out) const;
  std::optional<std::uint8_t> stack_byte(std::int64_t offset) const;
  // The bytes from `offset` on that are known to be certain numbers, as far as they go.
  std::vector<std::uint8_t> stack_bytes(std::int64_t offset, std::size_t size_max) const;
  void store_stack(std::int64_t offset, unsigned size, const Value& value);
  // Nothing is known of the stack from `offset` on, `size` bytes of it. Of a number that reaches
  // over the bounds, the bytes beyond them stay known.
  void forget_stack(std::int64_t offset, std::uint64_t size);
  // Someone else has an address of the stack, and may write at and behind it whenever it is called.
  void let_out(std::int64_t offset);
  std::int64_t let_out_from() const { return let_out_; }

  // Whether both know the same of everything.
  bool same_as(const State& other) const;
  // Keeps what both know. Gives whether anything was lost.
  bool join(const State& other);
  // Likewise, of registers alone.
  bool join_registers(const State& other);
  // Nothing is known of the stack any longer.
  void lose_stack();
  // Nothing is known any longer, but the stack pointer where it is known.
  void lose_all(Register stack);

  Compared compared;

 private:
  friend class KeptStates;
  std::uint8_t byte_of(const StackWord& word, std::int64_t offset) const;
  bool join(Value& mine, const Value& other) const;
  // Whether nothing that another way knows instead changes `mine`.
  bool stays(const Value& mine) const {
    return mine.is(Value::Kind::unknown) && meeting_ != Meeting::constants_win;
  }
  Value joined(const Value& mine, const Value& other) const;
  bool join_stack(const State& other);
  bool join_overlapping(const State& other);

  // Blocks that store nothing leave it as it was, so most states have it in common with others.
  Shared<StackWords> words_;  // by offset, disjoint
  std::int64_t let_out_ = INT64_MAX;
  Register zero_ = no_register;
  bool big_ = false;
  Meeting meeting_ = Meeting::agree;
  Registers registers_;  // last: of most architectures it is not full, and not copied whole
};

}  // namespace assay::code
