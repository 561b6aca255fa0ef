#include "code/state.h"

#include <algorithm>

namespace assay::code {

void State::start(const Decoder& decoder, const Abi& abi, std::uint64_t address,
                  std::optional<std::uint64_t> table) {
  for (Register r = 0; r < register_count; r++) registers_[r] = {Value::Kind::entry, 0, r, 0};
  registers_[decoder.stack] = {Value::Kind::stack, 0, 0, 0};
  zero_ = decoder.zero;
  if (zero_ != no_register) registers_[zero_] = Value::of(0);
  if (abi.start != no_register) registers_[abi.start] = Value::of(address);
  if (abi.table != no_register && table) registers_[abi.table] = Value::of(*table);
  words_.clear();
  let_out_ = INT64_MAX;
  compared = {};
}

void State::forget(std::uint64_t registers) {
  for (Register r = 0; registers != 0 && r < register_count; r++, registers >>= 1U)
    if ((registers & 1U) != 0 && r != zero_) registers_[r] = {};
}

Value State::stack_word(std::int64_t offset, unsigned size) const {
  const auto found = std::ranges::lower_bound(words_, offset, {}, &StackWord::offset);
  if (found != words_.end() && found->offset == offset && found->size == size) return found->value;
  const bool overlaps =
      (found != words_.end() && found->offset < offset + std::int64_t{size}) ||
      (found != words_.begin() && std::prev(found)->offset + std::prev(found)->size > offset);
  if (overlaps) return {};
  return {Value::Kind::stack_content, static_cast<std::uint8_t>(size), 0,
          static_cast<std::uint64_t>(offset)};
}

void State::forget_stack(std::int64_t offset, std::uint64_t size) {
  constexpr auto far = static_cast<std::uint64_t>(INT64_MAX);
  const std::int64_t end =
      size > far - static_cast<std::uint64_t>(std::max<std::int64_t>(offset, 0))
          ? INT64_MAX
          : offset + static_cast<std::int64_t>(size);
  std::erase_if(words_, [&](const StackWord& word) {
    return word.offset < end && word.offset + word.size > offset;
  });
}

void State::store_stack(std::int64_t offset, unsigned size, const Value& value) {
  if (size == 0 || size > 8 || offset > INT32_MAX || offset < INT32_MIN) return;
  forget_stack(offset, size);
  if (words_.size() >= stack_words_max) return;
  const auto at = std::ranges::lower_bound(words_, offset, {}, &StackWord::offset);
  words_.insert(at, {offset, static_cast<std::uint8_t>(size), value});
}

void State::let_out(std::int64_t offset) { let_out_ = std::min(let_out_, offset); }

bool State::join(const State& other) {
  bool lost = false;
  for (Register r = 0; r < register_count; r++) {
    if (registers_[r] == other.registers_[r] || registers_[r].is(Value::Kind::unknown)) continue;
    registers_[r] = {};
    lost = true;
  }
  const auto kept = [&](const StackWord& word) {
    const auto at = std::ranges::lower_bound(other.words_, word.offset, {}, &StackWord::offset);
    return at != other.words_.end() && *at == word;
  };
  // A word that only one of two ways stores is unknown, not what it was at the start.
  for (StackWord& word : words_) {
    if (word.value.is(Value::Kind::unknown) || kept(word)) continue;
    word.value = {};
    lost = true;
  }
  for (const StackWord& word : other.words_) {
    const Value mine = stack_word(word.offset, word.size);
    if (mine == word.value || mine.is(Value::Kind::unknown)) continue;
    store_stack(word.offset, word.size, {});
    lost = true;
  }
  if (other.let_out_ < let_out_) {
    let_out_ = other.let_out_;
    lost = true;
  }
  if (compared.op != Op::unknown && !(compared == other.compared)) {
    compared = {};
    lost = true;
  }
  return lost;
}

void State::lose_all(Register stack) {
  const Value pointer = stack < register_count ? registers_[stack] : Value{};
  for (Register r = 0; r < register_count; r++)
    if (r != zero_) registers_[r] = {};
  if (pointer.is(Value::Kind::stack)) registers_[stack] = pointer;
  for (StackWord& word : words_) word.value = {};
  let_out_ = INT64_MIN;
  compared = {};
}

}  // namespace assay::code
