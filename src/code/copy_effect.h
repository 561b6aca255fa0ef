// What functions that fill and copy memory leave behind their target, where it is known.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "code/step.h"

namespace assay::code {

constexpr std::size_t copied_bytes_max = 256;  // of one call that are kept track of

// Bytes from the target's first on that a call of `function` writes: numbers where memset, memcpy,
// strcpy and the like, with their checked forms, write what is known. Empty for all others.
std::vector<std::optional<std::uint8_t>> copied_bytes(const Machine& machine,
                                                      std::string_view function,
                                                      std::span<const Value> arguments,
                                                      const State& state);

// The byte at `address`, on the stack or in memory that the program does not change.
std::optional<std::uint8_t> known_byte(const Machine& machine, const Value& address,
                                       const State& state);

// Stores those that are known, from `offset` of the stack on.
void store_bytes(const Machine& machine, std::int64_t offset,
                 std::span<const std::optional<std::uint8_t>> bytes, State& state);

}  // namespace assay::code
