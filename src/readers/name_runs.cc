#include "readers/name_runs.h"

#include <array>
#include <cstring>

#include "base/byte_block.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace assay::readers {
namespace {

// The bit of each byte that is a letter of either kind.
std::uint64_t letters_of(const char* text) {
  const ByteBlock bytes = load_block(text);
  return mask_of(between(bytes | 0x20, 'a', 'z') | between(bytes, '0', '9') |
                 between(bytes, '-', '.') | ByteBlock(bytes == '_') | ByteBlock(bytes == '+') |
                 ByteBlock(bytes == '@'));
}

std::uint64_t plain_letters_of_64(const char* text) {
  return letters_of(text) | letters_of(text + 16) << 16U | letters_of(text + 32) << 32U |
         letters_of(text + 48) << 48U;
}

#ifdef __x86_64__
// Of each lower half of a byte, the upper halves (a bit each) with which it is a letter; twice, as
// the processor looks up in either half of a register by itself.
constexpr auto upper_halves = [] {
  std::array<std::uint8_t, 32> table{};
  for (unsigned c = 0; c < 128; c++)
    if (letter_table[c] != Letter::none)
      for (const unsigned twice : {0U, 16U})
        table[twice + (c & 15U)] |= static_cast<std::uint8_t>(1U << (c >> 4U));
  return table;
}();

constexpr auto upper_half_bits = [] {
  std::array<std::uint8_t, 32> table{};
  for (unsigned i = 0; i < table.size(); i++)
    if ((i & 15U) < 8) table[i] = static_cast<std::uint8_t>(1U << (i & 15U));
  return table;
}();

// Every byte of every program and text comes by here, and two look-ups in a register take the place
// of ten comparisons.
__attribute__((target("avx2"))) std::uint32_t wide_letters_of_32(const char* text) {
  const auto* const at = reinterpret_cast<const __m256i*>(text);
  const auto* const halves = reinterpret_cast<const __m256i*>(upper_halves.data());
  const auto* const bits = reinterpret_cast<const __m256i*>(upper_half_bits.data());
  const __m256i bytes = _mm256_loadu_si256(at);
  const __m256i upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
  // A byte with its highest bit set looks up 0.
  const __m256i both = _mm256_and_si256(_mm256_shuffle_epi8(_mm256_loadu_si256(halves), bytes),
                                        _mm256_shuffle_epi8(_mm256_loadu_si256(bits), upper));
  const __m256i others = _mm256_cmpeq_epi8(both, _mm256_setzero_si256());
  return ~static_cast<std::uint32_t>(_mm256_movemask_epi8(others));
}

__attribute__((target("avx2"))) std::uint64_t wide_letters_of_64(const char* text) {
  return wide_letters_of_32(text) | std::uint64_t{wide_letters_of_32(text + 32)} << 32U;
}

const bool is_wide = __builtin_cpu_supports("avx2") != 0;
#endif

// Of text that is shorter than 64 bytes. NUL is no letter.
std::uint64_t letters_of_few(std::string_view text) {
  std::array<char, 64> bytes{};
  std::memcpy(bytes.data(), text.data(), text.size());
  return plain_letters_of_64(bytes.data());
}

}  // namespace

std::uint64_t letters_among(std::string_view text) {
#ifdef __x86_64__
  if (is_wide && text.size() >= 64) return wide_letters_of_64(text.data());
#endif
  return plain_letters_among(text);
}

std::uint64_t plain_letters_among(std::string_view text) {
  return text.size() < 64 ? letters_of_few(text) : plain_letters_of_64(text.data());
}

}  // namespace assay::readers
