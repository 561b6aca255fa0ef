#include "code/pointed.h"

#include <algorithm>

namespace assay::code {
namespace {

using Kind = Value::Kind;

bool same_base(const Value& a, const Value& b) {
  return a.kind == b.kind && a.id == b.id && (a.kind <= Kind::result);
}

}  // namespace

// Bytes from where the pointer points to where the store writes.
std::optional<std::int64_t> Pointed::distance(const Store& store) const {
  if (base_.is(Kind::unknown) || !same_base(store.place, base_)) return std::nullopt;
  return static_cast<std::int64_t>(store.place.number - base_.number);
}

// What a store of a number puts at `offset`, where it writes all of it.
std::optional<std::uint64_t> Pointed::part(const Store& store, std::int64_t offset,
                                           unsigned size) const {
  const auto at = distance(store);
  if (!at || !store.value.is(Kind::number) || *at > offset || offset - *at + size > store.size)
    return std::nullopt;
  const auto skipped = static_cast<unsigned>(offset - *at);
  const bool big = program_.elf().order == ByteOrder::big;
  const unsigned low = big ? store.size - skipped - size : skipped;
  return zero_extended(low >= 8 ? 0 : store.value.number >> (low * 8), size);
}

const Store* Pointed::store(std::int64_t offset, unsigned size) const {
  const Store* last = nullptr;
  for (const Store& one : stores_) {
    const auto at = distance(one);
    if (!at || *at > offset || offset - *at + size > one.size) continue;
    if (last == nullptr || one.address > last->address) last = &one;
  }
  return last;
}

Value Pointed::stored(std::int64_t offset, unsigned size) const {
  Value found;
  for (const Store& one : stores_) {
    const auto number = part(one, offset, size);
    if (number) {
      if (*number == 0) continue;
      if (found.is(Kind::number) && found.number != *number) return {};
      found = Value::of(*number);
    } else if (distance(one) == offset && one.size == size && found.is(Kind::unknown)) {
      found = one.value;
    }
  }
  return found;
}

Value Pointed::word(std::int64_t offset, unsigned size) const {
  const auto at = base_.number + static_cast<std::uint64_t>(offset);
  if (base_.is(Kind::stack)) {
    const Value value = state_.stack_word(static_cast<std::int64_t>(at), size);
    const bool known = !value.is(Kind::unknown) && !value.is(Kind::stack_content);
    return known || !initial_ ? value : stored(offset, size);
  }
  if (base_.is(Kind::number) && program_.constant(at)) {
    const Word word = program_.word(at, size);
    return word.kind == Word::Kind::number ? Value::of(word.value) : Value{};
  }
  const Value value = stored(offset, size);
  if (!value.is(Kind::unknown) || !initial_ || !base_.is(Kind::number)) return value;
  const Word word = program_.first_word(at, size);
  return word.kind == Word::Kind::number ? Value::of(word.value) : Value{};
}

std::optional<std::uint64_t> Pointed::number(std::int64_t offset, unsigned size) const {
  const Value value = word(offset, size);
  if (!value.is(Kind::number)) return std::nullopt;
  return zero_extended(value.number, size);
}

std::optional<std::string> Pointed::text(std::int64_t offset, std::size_t size_max) const {
  std::string text;
  for (std::size_t i = 0; i < size_max; i++) {
    const auto byte = number(offset + static_cast<std::int64_t>(i), 1);
    if (!byte) return std::nullopt;
    if (*byte == 0) return text;
    text += static_cast<char>(*byte);
  }
  return std::nullopt;
}

}  // namespace assay::code
