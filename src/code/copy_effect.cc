// Source: ISO C11 7.24; strlcpy(3) of FreeBSD; for __NAME_chk the Linux Standard Base core 5.0.
#include "code/copy_effect.h"

#include <algorithm>

namespace assay::code {
namespace {

using Kind = Value::Kind;
using Known = std::vector<std::optional<std::uint8_t>>;

enum class Way : std::uint8_t { fill, zero, copy, text, text_padded, text_cut };

struct Copier {
  std::string_view name;
  Way way;
};

constexpr Copier copiers[] = {
    {"memset", Way::fill},  {"bzero", Way::zero},          {"memcpy", Way::copy},
    {"memmove", Way::copy}, {"mempcpy", Way::copy},        {"strcpy", Way::text},
    {"stpcpy", Way::text},  {"strncpy", Way::text_padded}, {"strlcpy", Way::text_cut},
};

// "__memcpy_chk" is memcpy: the checked forms have the same arguments, and one more.
std::string_view plain_name(std::string_view name) {
  if (name.starts_with("__") && name.ends_with("_chk")) return name.substr(2, name.size() - 6);
  return name;
}

Known text_at(const Machine& machine, const Value& source, std::size_t most, bool padded,
              const State& state) {
  Known bytes;
  while (bytes.size() < most) {
    const auto byte = known_byte(machine, plus(machine, source, bytes.size()), state);
    bytes.push_back(byte);
    if (!byte || *byte == 0) break;
  }
  if (padded && !bytes.empty() && bytes.back() == 0) bytes.resize(most, std::uint8_t{0});
  return bytes;
}

}  // namespace

std::optional<std::uint8_t> known_byte(const Machine& machine, const Value& address,
                                       const State& state) {
  if (address.is(Kind::stack)) return state.stack_byte(static_cast<std::int64_t>(address.number));
  if (!address.is(Kind::number)) return std::nullopt;
  const Word word = machine.initial_data ? machine.program.first_word(address.number, 1)
                                         : machine.program.word(address.number, 1);
  if (word.kind != Word::Kind::number) return std::nullopt;
  return static_cast<std::uint8_t>(word.value);
}

Known copied_bytes(const Machine& machine, std::string_view function,
                   std::span<const Value> arguments, const State& state) {
  const auto* copier = std::ranges::find(copiers, plain_name(function), &Copier::name);
  if (copier == std::end(copiers) || arguments.size() < 3) return {};
  const Value& count = arguments[copier->way == Way::zero ? 1 : 2];
  std::size_t size = copied_bytes_max;
  if (copier->way != Way::text) {
    if (!count.is(Kind::number)) return {};
    size = static_cast<std::size_t>(std::min<std::uint64_t>(count.number, copied_bytes_max));
  }
  const Value& source = arguments[1];
  switch (copier->way) {
    case Way::zero:
      return Known(size, std::uint8_t{0});
    case Way::fill:
      if (!source.is(Kind::number)) return {};
      return Known(size, static_cast<std::uint8_t>(source.number));
    case Way::copy: {
      Known bytes;
      for (std::size_t i = 0; i < size; i++)
        bytes.push_back(known_byte(machine, plus(machine, source, i), state));
      return bytes;
    }
    case Way::text:
    case Way::text_cut:
      return text_at(machine, source, size, false, state);
    case Way::text_padded:
      return text_at(machine, source, size, true, state);
  }
  return {};
}

void store_bytes(const Machine& machine, std::int64_t offset,
                 std::span<const std::optional<std::uint8_t>> bytes, State& state) {
  const bool big = machine.decoder.order == ByteOrder::big;
  for (std::size_t at = 0; at < bytes.size();) {
    // Eight at a time while that is so many, else one: the state keeps so many words and no more.
    const unsigned size = bytes.size() - at >= 8 ? 8 : 1;
    std::uint64_t number = 0;
    bool known = true;
    for (unsigned i = 0; i < size; i++) {
      const auto& byte = bytes[at + (big ? i : size - 1 - i)];
      known = known && byte;
      number = number << 8U | byte.value_or(0);
    }
    if (known) {
      state.store_stack(offset + static_cast<std::int64_t>(at), size, Value::of(number));
    } else if (size == 8) {
      for (unsigned i = 0; i < size; i++)
        if (const auto& byte = bytes[at + i])
          state.store_stack(offset + static_cast<std::int64_t>(at + i), 1, Value::of(*byte));
    }
    at += size;
  }
}

}  // namespace assay::code
