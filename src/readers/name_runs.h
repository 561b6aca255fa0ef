// Runs of the characters that names are made of: letters, digits and  . _ + - @
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace assay::readers {

enum class Letter : std::uint8_t { none, edge, inner };  // only `edge` stands at a name's ends

constexpr auto letter_table = [] {
  std::array<Letter, 256> table{};
  for (unsigned c = '0'; c <= 'z'; c++)
    if (c <= '9' || (c >= 'A' && c <= 'Z') || c >= 'a' || c == '_') table[c] = Letter::edge;
  for (const char c : {'.', '+', '-', '@'}) table[static_cast<unsigned char>(c)] = Letter::inner;
  return table;
}();

constexpr Letter letter_of(char c) { return letter_table[static_cast<unsigned char>(c)]; }

constexpr std::size_t run_size_min = 3;

// Which of the first 64 bytes are letters of either kind: the bit of the first is the lowest.
std::uint64_t letters_among(std::string_view text);

// The same where the processor has only registers of sixteen bytes.
std::uint64_t plain_letters_among(std::string_view text);

// Calls `take` with each longest run of run_size_min letters or more, in order. Linear.
template <class Take>
void for_each_run(std::string_view text, const Take& take) {
  static_assert(run_size_min == 3);
  while (!text.empty()) {
    std::uint64_t mask = letters_among(text);
    // The run that may go on behind these 64 bytes is followed to its end by itself.
    const std::size_t open = 64 - static_cast<std::size_t>(std::countl_one(mask));
    if (open < 64) mask &= (std::uint64_t{1} << open) - 1;
    // A bit stays where a run of three or more begins.
    const std::uint64_t starts = mask & ~(mask << 1U) & mask >> 1U & mask >> 2U;
    for (std::uint64_t left = starts; left != 0; left &= left - 1) {
      const auto first = static_cast<unsigned>(std::countr_zero(left));
      take({text.data() + first, static_cast<unsigned>(std::countr_one(mask >> first))});
    }
    std::size_t end = std::min<std::size_t>(64, text.size());
    if (open < end) {
      while (end < text.size() && letter_of(text[end]) != Letter::none) end++;
      if (end - open >= run_size_min) take({text.data() + open, end - open});
    }
    text.remove_prefix(end);
  }
}

}  // namespace assay::readers
