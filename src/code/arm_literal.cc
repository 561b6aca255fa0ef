// Source: Arm Architecture Reference Manual ARMv7-A, A8.8.333 (VLDR); ARMv8-A, F6.1.87 (2 bytes).
#include "code/arm_literal.h"

#include "code/arm_parts.h"
#include "code/arm_sets.h"

namespace assay::code {
namespace {

// A32's word, and T32's two halfwords as one: both have VLDR at the same bits.
std::uint32_t word_of(const Decoder& decoder, const std::uint8_t* at) {
  const bool big = decoder.order == ByteOrder::big;
  const std::uint32_t word = big ? read_word<true>(at) : read_word<false>(at);
  return is_t32(decoder) && !big ? word << 16U | word >> 16U : word;
}

}  // namespace

VectorLiteral vector_literal(const Decoder& decoder, Bytes bytes, std::uint64_t address) {
  if (bytes.size() < 4) return {};
  const std::uint32_t word = word_of(decoder, bytes.data());
  const unsigned scale = bits(word, 8, 2);  // of the constant's bytes: 1: 2, 2: 4, 3: 8
  const bool loads = bits(word, 24, 4) == 13 && bits(word, 20, 2) == 1 &&
                     arm_parts::four(word, 16) == arm_parts::counter && bits(word, 10, 2) == 2;
  const bool numbered = bits(word, 28, 4) != 15;  // else another load of A32
  if (!loads || !numbered || scale == 0) return {};
  const std::uint64_t counter = is_t32(decoder) ? (address + 4) & ~std::uint64_t{3} : address + 8;
  const std::uint64_t distance = std::uint64_t{bits(word, 0, 8)} << (scale == 1 ? 1 : 2);
  const std::uint64_t place = bit(word, 23) ? counter + distance : counter - distance;
  return {place & 0xffffffffU, 1U << scale};
}

}  // namespace assay::code
