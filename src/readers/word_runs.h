// Runs of the characters that the words of a program's texts are made of: letters, digits and
// - . / _
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <string_view>

#include "base/byte_block.h"

namespace assay::readers {

constexpr std::size_t word_size_min = 2;

// Which of the first 64 bytes are such characters: the bit of the first is the lowest.
inline std::uint64_t word_characters(const char* bytes) {
  const auto in = [&](std::size_t at) {
    const ByteBlock block = load_block(bytes + at);
    return std::uint64_t{mask_of(between(block | 0x20, 'a', 'z') | between(block, '-', '9') |
                                 ByteBlock(block == '_'))};
  };
  return in(0) | in(16) << 16U | in(32) << 32U | in(48) << 48U;
}

// Calls `take` with the start and the end of each longest run of word_size_min characters or more,
// in order. Linear.
template <class Take>
void for_each_word(std::string_view text, const Take& take) {
  constexpr std::size_t step = 64;
  static_assert(word_size_min == 2);
  bool inside = false;  // a run that began at `start` reaches into these bytes
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size(); at += step) {
    std::uint64_t mask = 0;
    if (text.size() - at >= step) {
      mask = word_characters(text.data() + at);
    } else {
      std::array<char, step> last{};
      text.copy(last.data(), step, at);
      mask = word_characters(last.data());
    }
    if (inside) {
      const auto count = static_cast<std::size_t>(std::countr_one(mask));
      if (count == step) continue;
      if (at + count - start >= word_size_min) take(start, at + count);
      mask &= ~std::uint64_t{0} << count;
    }
    inside = false;
    // Where one begins that is no character alone; of the last one that is not known yet.
    std::uint64_t starts = mask & ~(mask << 1U) & (mask >> 1U | std::uint64_t{1} << (step - 1));
    for (; starts != 0; starts &= starts - 1) {
      const auto first = static_cast<unsigned>(std::countr_zero(starts));
      const auto count = static_cast<unsigned>(std::countr_one(mask >> first));
      start = at + first;
      inside = first + count == step;
      if (!inside) take(start, start + count);
    }
  }
  if (inside && text.size() - start >= word_size_min) take(start, text.size());
}

}  // namespace assay::readers
