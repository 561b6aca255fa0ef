// What calls of the C library do while code is carried out.
// Source: ISO C11 7.24 and 7.22.3; strlcpy(3) of FreeBSD; for __NAME_chk the Linux Standard Base
// core 5.0.
#include <algorithm>

#include "code/interpreter.h"
#include "code/library.h"

namespace assay::code {
namespace {

using Kind = Value::Kind;

std::string_view plain_name(std::string_view name) {
  if (name.starts_with("__") && name.ends_with("_chk")) return name.substr(2, name.size() - 6);
  return name;
}

}  // namespace

std::optional<std::uint64_t> Interpreter::number(std::size_t argument_index) const {
  const Value value = argument(argument_index);
  return value.is(Kind::number) ? std::optional(value.number) : std::nullopt;
}

void Interpreter::forget_after_call(const Value& result) {
  std::uint64_t lost = ~abi_->preserved & ~register_bit(decoder_->stack);
  if (decoder_->zero != no_register) lost &= ~register_bit(decoder_->zero);
  state_.forget(lost);
  state_.set(decoder_->result, result);
  forget_vectors_after_call();
  flags_ = {};
  for (unsigned i = 0; i < fields_.size(); i++)
    if ((abi_->preserved >> (condition_field + i) & 1U) == 0) fields_[i] = {};
}

// The functions that fill, copy and measure memory. Gives whether `name` is one; `known` says
// whether what it did is known.
bool Interpreter::copy(std::string_view name, bool& known) {
  const bool fills = name == "memset" || name == "bzero";
  const bool moves = name == "memcpy" || name == "memmove" || name == "mempcpy";
  const bool counted = name == "strncpy" || name == "strlcpy";
  const bool texts = name == "strcpy" || name == "stpcpy" || name == "strcat" || counted;
  const bool gives = name == "strlen" || name == "malloc" || name == "calloc" || name == "strdup";
  if (!fills && !moves && !texts && !gives) return false;
  known = false;
  const auto first = number(0);
  const auto second = number(1);
  const auto third = number(2);
  if (!first) return true;
  const auto length = [&](std::uint64_t from) -> std::optional<std::uint64_t> {
    const auto found = bytes(from, limits_.written);
    const auto end = std::ranges::find(found, std::uint8_t{0});
    if (end == found.end()) return std::nullopt;
    steps_ += static_cast<std::uint32_t>(found.size());
    return static_cast<std::uint64_t>(end - found.begin());
  };
  std::uint64_t to = *first;
  std::uint64_t from = second.value_or(0);
  std::uint64_t size = 0;
  std::uint64_t zeros = 0;
  Value result = Value::of(*first);
  if (fills || moves) {
    const auto count = name == "bzero" ? second : third;
    if (!count || *count > limits_.written || (moves && !second)) return true;
    size = *count;
    if (name == "mempcpy") result.number += size;
  } else if (texts || name == "strdup") {
    if (texts && !second) return true;
    const auto source = length(name == "strdup" ? *first : *second);
    if (!source || (counted && (!third || *third > limits_.written))) return true;
    size = *source + 1;
    if (counted) size = std::min(size, *third);
    if (name == "strncpy") zeros = *third - size;
    if (name == "strlcpy" && size == *third && size != 0) size--, zeros = 1;
    if (name == "stpcpy") result.number += *source;
    if (name == "strlcpy") result = Value::of(*source);
    if (name == "strcat") {
      const auto end = length(to);
      if (!end) return true;
      to += *end;
    }
    if (name == "strdup") {
      from = *first;
      to = memory_->allocate(size);
      result = Value::of(to);
    }
  } else if (name == "strlen") {
    const auto found = length(*first);
    if (!found) return true;
    result = Value::of(*found);
  } else {
    const bool clears = name == "calloc";
    if (clears && (!second || *first > limits_.written || *second > limits_.written)) return true;
    const std::uint64_t wanted = clears ? *first * *second : *first;
    if (wanted > limits_.written) return true;
    to = memory_->allocate(wanted);
    result = Value::of(to);
    if (clears) zeros = wanted;
  }
  std::vector<std::optional<std::uint8_t>> moved(size);
  for (std::uint64_t i = 0; i < size; i++) {
    if (!fills)
      moved[i] = memory_->byte(from + i);
    else if (name == "bzero" || second)
      moved[i] = name == "bzero" ? std::uint8_t{0} : static_cast<std::uint8_t>(*second);
  }
  moved.resize(size + zeros, std::uint8_t{0});
  for (std::uint64_t i = 0; i < moved.size(); i++) memory_->store_byte(to + i, moved[i]);
  steps_ += static_cast<std::uint32_t>(moved.size());
  forget_after_call(result);
  known = true;
  return true;
}

// Others write at most what library.h says; what they give back is not known.
bool Interpreter::call_library(std::string_view name) {
  bool known = false;
  if (copy(plain_name(name), known)) return known;
  const LibraryFunction* function = library_function(name);
  if (function == nullptr || !function->returns) return false;
  if (function->writes >= 0) {
    const auto place = number(static_cast<std::size_t>(function->writes));
    std::uint64_t size = function->size;
    if (function->size_from >= 0)
      size = number(static_cast<std::size_t>(function->size_from)).value_or(0);
    if (!place || size == 0 || size > limits_.written) return false;
    memory_->store_unknown(*place, size);
    steps_ += static_cast<std::uint32_t>(size);
  }
  if (function->writes_count >= 0) {
    const auto place = number(static_cast<std::size_t>(function->writes_count));
    if (!place) return false;
    if (*place != 0) memory_->store_unknown(*place, 4);
  }
  forget_after_call(function->gives_back >= 0
                        ? argument(static_cast<std::size_t>(function->gives_back))
                        : Value{});
  return true;
}

}  // namespace assay::code
