#include "code/state.h"

#include <bit>

namespace assay::code {
namespace {

constexpr std::uint32_t contradicted = 1;  // id of an unknown value: two numbers met

bool is_number(const Value& value) { return value.is(Value::Kind::number); }

// What two ways know between them, where numbers outlast all else, and 0, which so often stands
// for "not given", only what is no number.
Value stronger(const Value& a, const Value& b) {
  if (a == b) return a;
  for (const Value& value : {a, b})
    if (value.is(Value::Kind::unknown) && value.id == contradicted) return value;
  if (is_number(a) && is_number(b)) {
    if (a.number == 0 || b.number == 0) return a.number == 0 ? b : a;
    return {Value::Kind::unknown, 0, contradicted, 0};
  }
  if (is_number(a) || is_number(b)) return is_number(a) ? a : b;
  return {};
}

bool is_input(const Value& value) {
  return value.is(Value::Kind::result) || value.is(Value::Kind::behind_result) ||
         value.is(Value::Kind::entry) || value.is(Value::Kind::behind_entry);
}

Value input_of(const Value& a, const Value& b) {
  if (is_input(a) && is_number(b)) return a;
  return is_input(b) && is_number(a) ? b : Value{};
}

}  // namespace

void State::start(const Decoder& decoder, const Abi& abi, std::uint64_t address,
                  std::optional<std::uint64_t> table, Meeting meeting) {
  registers_ = Registers(abi.registers);
  const auto all = registers_.all();
  for (std::uint32_t r = 0; r < all.size(); r++) all[r] = {Value::Kind::entry, 0, r, 0};
  all[decoder.stack] = {Value::Kind::stack, 0, 0, 0};
  zero_ = decoder.zero;
  if (zero_ != no_register) all[zero_] = Value::of(0);
  if (abi.start != no_register) all[abi.start] = Value::of(address);
  if (abi.table != no_register && table) all[abi.table] = Value::of(*table);
  words_ = {};
  let_out_ = INT64_MAX;
  compared = {};
  big_ = decoder.order == ByteOrder::big;
  meeting_ = meeting;
}

void State::forget(std::uint64_t registers) {
  const auto all = registers_.all();
  if (all.empty()) return;
  if (zero_ != no_register) registers &= ~register_bit(zero_);
  registers &= ~std::uint64_t{0} >> (64U - all.size());
  for (; registers != 0; registers &= registers - 1)
    all[static_cast<std::size_t>(std::countr_zero(registers))] = {};
}

Value State::stack_word(std::int64_t offset, unsigned size) const {
  const StackWords& words = words_.get();
  const auto found = std::ranges::lower_bound(words, offset, {}, &StackWord::offset);
  if (found != words.end() && found->offset == offset && found->size == size) return found->value;
  const bool overlaps = (found != words.end() && found->offset < offset + std::int64_t{size}) ||
                        (found != words.begin() && std::prev(found)->end() > offset);
  if (!overlaps) {
    return {Value::Kind::stack_content, static_cast<std::uint8_t>(size), 0,
            static_cast<std::uint64_t>(offset)};
  }
  std::uint64_t number = 0;
  for (unsigned i = 0; i < size; i++) {
    const auto byte = stack_byte(offset + (big_ ? i : size - 1 - i));
    if (!byte) return {};
    number = number << 8U | *byte;
  }
  return Value::of(number);
}

void State::stored_words(std::int64_t offset, unsigned size, std::span<Value> out) const {
  const StackWords& words = words_.get();
  // Most calls pass nothing there, in functions that keep nothing there.
  if (words.empty() || words.back().end() <= offset) return void(std::ranges::fill(out, Value{}));
  // Arguments, of which this is asked most, stand below all that a function keeps.
  auto at = words.begin();
  const std::int64_t beyond = offset + std::int64_t{size} * static_cast<std::int64_t>(out.size());
  if (at->offset >= beyond) return void(std::ranges::fill(out, Value{}));
  if (at != words.end() && at->end() <= offset)
    at = std::ranges::partition_point(words,
                                      [&](const StackWord& word) { return word.end() <= offset; });
  for (Value& value : out) {
    const std::int64_t end = offset + size;
    while (at != words.end() && at->end() <= offset) ++at;
    value = {};
    if (at != words.end() && at->offset < end) {
      value = at->offset == offset && at->size == size ? at->value : stack_word(offset, size);
      // What stood there at the start was put back.
      if (value.is(Value::Kind::stack_content) && static_cast<std::int64_t>(value.number) == offset)
        value = {};
    }
    offset = end;
  }
}

std::uint8_t State::byte_of(const StackWord& word, std::int64_t offset) const {
  const auto at = static_cast<unsigned>(offset - word.offset);
  return static_cast<std::uint8_t>(word.value.number >> 8U * (big_ ? word.size - 1U - at : at));
}

std::optional<std::uint8_t> State::stack_byte(std::int64_t offset) const {
  const StackWords& words = words_.get();
  const auto after = std::ranges::upper_bound(words, offset, {}, &StackWord::offset);
  if (after == words.begin()) return std::nullopt;
  const StackWord& word = *std::prev(after);
  if (word.end() <= offset || !is_number(word.value)) return std::nullopt;
  return byte_of(word, offset);
}

std::vector<std::uint8_t> State::stack_bytes(std::int64_t offset, std::size_t size_max) const {
  std::vector<std::uint8_t> bytes;
  while (bytes.size() < size_max) {
    const auto byte = stack_byte(offset + static_cast<std::int64_t>(bytes.size()));
    if (!byte) break;
    bytes.push_back(*byte);
  }
  return bytes;
}

void State::forget_stack(std::int64_t offset, std::uint64_t size) {
  constexpr auto far = static_cast<std::uint64_t>(INT64_MAX);
  const std::int64_t end =
      size > far - static_cast<std::uint64_t>(std::max<std::int64_t>(offset, 0))
          ? INT64_MAX
          : offset + static_cast<std::int64_t>(size);
  const StackWords& words = words_.get();
  const auto first = std::ranges::partition_point(
      words, [&](const StackWord& word) { return word.end() <= offset; });
  const auto last =
      std::find_if(first, words.end(), [&](const StackWord& word) { return word.offset >= end; });
  if (first == last) return;
  StackWords rest;
  for (const StackWord& word : {*first, *std::prev(last)}) {
    if (!is_number(word.value) || (!rest.empty() && word.offset == first->offset)) continue;
    for (std::int64_t at = word.offset; at < word.end(); at++)
      if (at < offset || at >= end)
        rest.push_back({static_cast<std::int32_t>(at), 1, Value::of(byte_of(word, at))});
  }
  const auto from = first - words.begin();
  const auto to = last - words.begin();
  StackWords& own = words_.own();
  const auto place = own.erase(own.begin() + from, own.begin() + to);
  if (own.size() + rest.size() <= stack_words_max) own.insert(place, rest.begin(), rest.end());
}

void State::store_stack(std::int64_t offset, unsigned size, const Value& value) {
  if (size == 0 || offset > INT32_MAX - 8 || offset < INT32_MIN) return;
  const StackWords& words = words_.get();
  const auto same = std::ranges::lower_bound(words, offset, {}, &StackWord::offset);
  if (same != words.end() && same->offset == offset && same->size == size) {
    if (!(same->value == value)) {
      const auto place = same - words.begin();
      words_.own()[static_cast<std::size_t>(place)].value = value;
    }
    return;
  }
  forget_stack(offset, size);
  if (size > 8 || words_.get().size() >= stack_words_max) return;
  StackWords& own = words_.own();
  const auto at = std::ranges::lower_bound(own, offset, {}, &StackWord::offset);
  own.insert(at, {static_cast<std::int32_t>(offset), size, value});
}

void State::let_out(std::int64_t offset) { let_out_ = std::min(let_out_, offset); }

// What is known of a value where `mine` and `other` meet.
Value State::joined(const Value& mine, const Value& other) const {
  if (mine == other || stays(mine)) return mine;
  return meeting_ == Meeting::agree           ? Value{}
         : meeting_ == Meeting::constants_win ? stronger(mine, other)
                                              : input_of(mine, other);
}

// Makes `mine` what it and `other` know between them. Gives whether it changed.
bool State::join(Value& mine, const Value& other) const {
  const Value both = joined(mine, other);
  if (both == mine) return false;
  mine = both;
  return true;
}

// A word that only one of two ways stores is unknown, not what it was at the start.
bool State::join_stack(const State& other) {
  if (words_.same(other.words_)) return false;
  const auto untouched = [](const StackWord& word) {
    return Value{Value::Kind::stack_content, static_cast<std::uint16_t>(word.size), 0,
                 static_cast<std::uint64_t>(word.offset)};
  };
  bool lost = false;
  std::span<const StackWord> mine = words_.get();  // again whenever they are changed
  const auto join_at = [&](std::size_t at, const Value& theirs) {
    if (mine[at].value == theirs || stays(mine[at].value)) return;
    const Value both = joined(mine[at].value, theirs);
    if (both == mine[at].value) return;
    words_.own()[at].value = both;
    mine = words_.get();
    lost = true;
  };
  // Most words are the same on both ways, and those below what differs always are.
  std::size_t at = 0;
  std::span<const StackWord> others = other.words_.get();
  while (at < mine.size() && at < others.size() && mine[at] == others[at]) at++;
  if (at == mine.size() && at == others.size()) {
    words_ = other.words_;  // so that the next look at both is a short one
    return false;
  }
  for (const StackWord& theirs : others.subspan(at)) {
    if (at < mine.size() && mine[at] == theirs) {
      at++;
      continue;
    }
    for (; at < mine.size() && mine[at].end() <= theirs.offset; at++)
      join_at(at, untouched(mine[at]));
    if (at < mine.size() && mine[at].offset == theirs.offset && mine[at].size == theirs.size) {
      join_at(at, theirs.value);
      at++;
    } else if (at == mine.size() || theirs.end() <= mine[at].offset) {
      if (theirs.value == untouched(theirs)) continue;
      const Value known = joined(untouched(theirs), theirs.value);
      if (known == untouched(theirs)) continue;
      lost = true;
      if (mine.size() >= stack_words_max) continue;
      StackWords& own = words_.own();
      own.insert(own.begin() + static_cast<std::ptrdiff_t>(at),
                 {theirs.offset, theirs.size, known});
      mine = own;
      at++;
    } else {
      return join_overlapping(other) || lost;
    }
  }
  for (; at < mine.size(); at++) join_at(at, untouched(mine[at]));
  return lost;
}

// Likewise, where words of one lie across words of the other.
bool State::join_overlapping(const State& other) {
  bool lost = false;
  for (StackWord& word : words_.own())
    lost = join(word.value, other.stack_word(word.offset, word.size)) || lost;
  for (const StackWord& word : other.words_.get()) {
    Value mine = stack_word(word.offset, word.size);
    if (!join(mine, word.value)) continue;
    store_stack(word.offset, word.size, mine);
    lost = true;
  }
  return lost;
}

bool State::same_as(const State& other) const {
  return std::ranges::equal(registers_.all(), other.registers_.all()) &&
         let_out_ == other.let_out_ && compared == other.compared &&
         (words_.same(other.words_) || words_.get() == other.words_.get());
}

bool State::join_registers(const State& other) {
  bool lost = false;
  const auto mine = registers_.all();
  const auto theirs =
      other.registers_.all().first(std::min<std::size_t>(mine.size(), other.registers_.count()));
  std::size_t r = 0;
  for (const Value& value : theirs) {
    Value& known = mine[r++];
    if (!(known == value) && !stays(known) && join(known, value)) lost = true;
  }
  return lost;
}

bool State::join(const State& other) {
  bool lost = join_registers(other);
  lost = join_stack(other) || lost;
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
  const Value pointer = registers_[stack];
  forget(~std::uint64_t{0});
  if (pointer.is(Value::Kind::stack)) set(stack, pointer);
  lose_stack();
}

void State::lose_stack() {
  if (!words_.get().empty())
    for (StackWord& word : words_.own()) word.value = {};
  let_out_ = INT64_MIN;
  compared = {};
}

}  // namespace assay::code
