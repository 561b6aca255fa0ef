// What the two ways of decoding Thumb share: by `switch`, one at a time (thumb.cc), and by rows,
// many (thumb_rows.cc).
#pragma once

#include <bit>
#include <cstddef>
#include <span>

#include "base/bytes.h"
#include "code/arm_parts.h"

namespace assay::code::thumb_parts {

constexpr std::uint32_t first_word = 0xe800;  // from here on halfwords begin a word

template <bool big>
[[gnu::always_inline]] inline std::uint32_t half_at(const std::uint8_t* bytes) {
  const std::uint32_t low = bytes[big ? 1 : 0];
  const std::uint32_t high = bytes[big ? 0 : 1];
  return low | high << 8U;
}

constexpr Register three(std::uint32_t half, unsigned low) {
  return static_cast<Register>(bits(half, low, 3));
}

// i:imm3:imm8: a byte, repeated by a pattern or rotated.
constexpr std::int64_t modified_immediate(std::uint32_t word) {
  const std::uint32_t value = bits(word, 0, 8);
  const std::uint32_t twelve = bits(word, 26, 1) << 11U | bits(word, 12, 3) << 8U | value;
  switch (twelve >> 8U) {
    case 0:
      return value;
    case 1:
      return value << 16U | value;
    case 2:
      return static_cast<std::int64_t>(value << 24U | value << 8U);
    case 3:
      return static_cast<std::int64_t>(value * 0x01010101U);
    default:
      return std::rotr(value | 0x80U, static_cast<int>(twelve >> 7U));
  }
}

// Any instruction but `it`'s effect on those behind it. `second` counts where `first` begins a
// word.
void decode(Instruction& out, std::uint32_t first, std::uint32_t second, std::uint64_t address);

// A word that is a branch, or what the system is asked for: bit 15 is set.
void branch(Instruction& out, std::uint32_t word, std::uint64_t address);

// As the functions of Decoder.
template <bool big>
void decode_one(Bytes bytes, std::uint64_t address, Instruction& out) {
  out = Instruction{};
  if (bytes.size() < 2) return;
  const std::uint32_t first = half_at<big>(bytes.data());
  if (first >= first_word && bytes.size() < 4) return;
  decode(out, first, first < first_word ? 0 : half_at<big>(bytes.data() + 2), address);
}
template <bool big>
std::size_t decode_all(Bytes bytes, std::uint64_t address, std::span<Instruction> out);

}  // namespace assay::code::thumb_parts
