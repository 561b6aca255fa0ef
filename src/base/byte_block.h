// Blocks of sixteen bytes that are looked at as one, whatever the processor calls that: for what
// every byte of every text and program comes by.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace assay {

using ByteBlock = std::uint8_t __attribute__((vector_size(16)));

inline ByteBlock load_block(const char* bytes) {
  ByteBlock block;
  std::memcpy(&block, bytes, sizeof(block));
  return block;
}

// The highest bit of each byte, that of the first byte lowest.
inline std::uint32_t mask_of(ByteBlock block) {
#ifdef __SSE2__
  return static_cast<std::uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(block)));
#else
  const auto eights = reinterpret_cast<std::uint64_t __attribute__((vector_size(16)))>(block >> 7);
  // One bit of each of eight bytes, brought together in the highest byte.
  constexpr std::uint64_t gather = 0x0102040810204080U;
  return static_cast<std::uint32_t>(eights[0] * gather >> 56U | (eights[1] * gather >> 56U) << 8U);
#endif
}

// All bits of each byte from `first` to `last`. Brings `last` to the highest signed number, so that
// one comparison is enough: few processors compare bytes without a sign.
inline ByteBlock between(ByteBlock bytes, std::uint8_t first, std::uint8_t last) {
  using SignedBlock = std::int8_t __attribute__((vector_size(16)));
  const auto moved = SignedBlock(bytes + static_cast<std::uint8_t>(0x7f - last));
  return ByteBlock(moved > static_cast<std::int8_t>(0x7f - last + first - 1));
}

// Where the first of three characters stands from `at` on, which is not behind the end; the size of
// `text` where none does. They may be the same.
inline std::size_t find_one_of(std::string_view text, std::size_t at, char a, char b, char c) {
  for (; text.size() - at >= sizeof(ByteBlock); at += sizeof(ByteBlock)) {
    const ByteBlock block = load_block(text.data() + at);
    const auto found = ByteBlock(block == static_cast<std::uint8_t>(a)) |
                       ByteBlock(block == static_cast<std::uint8_t>(b)) |
                       ByteBlock(block == static_cast<std::uint8_t>(c));
    if (const std::uint32_t mask = mask_of(found); mask != 0)
      return at + static_cast<std::size_t>(std::countr_zero(mask));
  }
  while (at < text.size() && text[at] != a && text[at] != b && text[at] != c) at++;
  return at;
}

// The bit of each of 64 bytes that is `c`.
inline std::uint64_t places_of(const char* bytes, char c) {
  const auto in = [&](std::size_t at) {
    const auto found = load_block(bytes + at) == static_cast<std::uint8_t>(c);
    return std::uint64_t{mask_of(ByteBlock(found))};
  };
  return in(0) | in(16) << 16U | in(32) << 32U | in(48) << 48U;
}

// Calls `see` with each place of `c` in `text`, in order, until it returns false.
template <class See>
void each_place(std::string_view text, char c, const See& see) {
  constexpr std::size_t step = 64;
  const std::size_t size = text.size();
  for (std::size_t at = 0; at < size; at += step) {
    std::uint64_t mask = 0;
    if (at + step <= size) {
      mask = places_of(text.data() + at, c);
    } else {
      char last[step] = {};
      std::memcpy(last, text.data() + at, size - at);
      mask = places_of(last, c) & ((std::uint64_t{1} << (size - at)) - 1);
    }
    for (; mask != 0; mask &= mask - 1)
      if (!see(at + static_cast<std::size_t>(std::countr_zero(mask)))) return;
  }
}

}  // namespace assay
