#include "code/interpreter_memory.h"

#include <algorithm>

namespace assay::code {
namespace {

using Kind = Value::Kind;

constexpr std::int64_t stack_reach = 1 << 19;  // bytes to either side of the pointer at the start

constexpr std::uint64_t stack_base(unsigned word_size) {
  return word_size == 8 ? 0x7fff'ff00'0000U : 0x7ff0'0000U;
}
constexpr std::uint64_t heap_base(unsigned word_size) {
  return word_size == 8 ? 0x7ffe'0000'0000U : 0x7fe0'0000U;
}

}  // namespace

void InterpreterMemory::start(const State& state) {
  state_ = &state;
  written_ = {};
}

std::uint64_t InterpreterMemory::stack_address(std::int64_t offset) const {
  return zero_extended(stack_base(decoder_.word_size) + static_cast<std::uint64_t>(offset),
                       decoder_.word_size);
}

std::uint64_t InterpreterMemory::allocate(std::uint64_t size) {
  const std::uint64_t place = heap_base(decoder_.word_size) + written_.heap_used;
  constexpr std::uint64_t heap_max = 1 << 19;
  written_.heap_used =
      std::min(heap_max, written_.heap_used + std::min(size, heap_max) + 32) & ~std::uint64_t{15};
  return place;
}

std::optional<std::int64_t> InterpreterMemory::stack_offset(std::uint64_t address) const {
  const auto offset = static_cast<std::int64_t>(address - stack_base(decoder_.word_size));
  if (offset <= -stack_reach || offset >= stack_reach) return std::nullopt;
  return offset;
}

// Of the stack, as the analysis left it, or of the file.
std::optional<std::uint8_t> InterpreterMemory::byte_at_first(std::uint64_t address) const {
  const auto offset = stack_offset(address);
  if (!offset) {
    const Word word = program_.first_word(address, 1);
    if (word.kind != Word::Kind::number) return std::nullopt;
    return static_cast<std::uint8_t>(word.value);
  }
  if (const auto byte = state_->stack_byte(*offset)) return byte;
  const std::int64_t word = decoder_.word_size;
  const std::int64_t into = (*offset % word + word) % word;
  const Value whole = state_->stack_word(*offset - into, decoder_.word_size);
  if (!whole.is(Kind::stack)) return std::nullopt;
  const std::uint64_t number = stack_address(static_cast<std::int64_t>(whole.number));
  const std::int64_t place = decoder_.order == ByteOrder::big ? word - 1 - into : into;
  return static_cast<std::uint8_t>(number >> static_cast<unsigned>(8 * place));
}

std::optional<std::uint8_t> InterpreterMemory::byte(std::uint64_t address) const {
  return written_.bytes.contains(address) ? written_.bytes.at(address) : byte_at_first(address);
}

std::vector<std::uint8_t> InterpreterMemory::bytes(std::uint64_t address,
                                                   std::size_t size_max) const {
  std::vector<std::uint8_t> known;
  while (known.size() < size_max) {
    const std::uint64_t at = address + known.size();
    const std::uint64_t count =
        std::min<std::uint64_t>(size_max - known.size(), WrittenBytes::rest_of_piece(at));
    // Most texts are the file's, which has many bytes at once.
    if (!written_.bytes.touched(at) && !stack_offset(at) && !stack_offset(at + count - 1)) {
      const Bytes there = program_.at(at);
      if (there.empty()) break;
      const Bytes taken = there.first(std::min<std::uint64_t>(there.size(), count));
      known.insert(known.end(), taken.begin(), taken.end());
      continue;
    }
    const auto one = byte(at);
    if (!one) break;
    known.push_back(*one);
  }
  return known;
}

Value InterpreterMemory::load(std::uint64_t address, unsigned size) const {
  if (size == 0 || size > 8) return {};
  bool touched = false;
  for (unsigned i = 0; i < size; i++) touched = touched || written(address + i);
  if (!touched) {
    if (const auto offset = stack_offset(address)) {
      const Value value = state_->stack_word(*offset, size);
      if (value.is(Kind::number) || value.is(Kind::import)) return value;
    } else {
      Word word = program_.word(address, size);
      if (word.kind == Word::Kind::unknown) word = program_.first_word(address, size);
      if (word.kind == Word::Kind::import)
        return {Kind::import, 0, static_cast<std::uint32_t>(word.value), 0};
      return word.kind == Word::Kind::number ? Value::of(word.value) : Value{};
    }
  }
  std::uint64_t number = 0;
  for (unsigned i = 0; i < size; i++) {
    const auto part = byte(address + (decoder_.order == ByteOrder::big ? i : size - 1 - i));
    if (!part) return {};
    number = number << 8U | *part;
  }
  return Value::of(number);
}

void InterpreterMemory::store_byte(std::uint64_t address, std::optional<std::uint8_t> byte) {
  written_.bytes.put(zero_extended(address, decoder_.word_size), byte);
}

void InterpreterMemory::store_unknown(std::uint64_t address, std::uint64_t size) {
  while (size != 0) {
    address = zero_extended(address, decoder_.word_size);
    const std::uint64_t count = std::min(size, WrittenBytes::rest_of_piece(address));
    written_.bytes.put_unknown(address, count);
    address += count;
    size -= count;
  }
}

void InterpreterMemory::store(std::uint64_t address, unsigned size, const Value& value) {
  for (unsigned i = 0; i < size; i++) {
    const unsigned shift = 8 * (decoder_.order == ByteOrder::big ? size - 1 - i : i);
    if (value.is(Kind::number) && size <= 8)
      store_byte(address + i, static_cast<std::uint8_t>(value.number >> shift));
    else
      store_byte(address + i, std::nullopt);
  }
}

}  // namespace assay::code
