#include "readers/name_runs.h"

#include <array>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace assay::readers {
namespace {

// Sixteen bytes at a time, whatever the processor calls that.
using Bytes16 = std::uint8_t __attribute__((vector_size(16)));

using Signed16 = std::int8_t __attribute__((vector_size(16)));

// Brings `last` to the highest signed number, so that one comparison is enough: few processors
// compare bytes without a sign.
Bytes16 between(Bytes16 bytes, std::uint8_t first, std::uint8_t last) {
  const auto moved = Signed16(bytes + static_cast<std::uint8_t>(0x7f - last));
  return Bytes16(moved > static_cast<std::int8_t>(0x7f - last + first - 1));
}

// All bits of each byte that is a letter of either kind.
Bytes16 letters_of(Bytes16 bytes) {
  return between(bytes | 0x20, 'a', 'z') | between(bytes, '0', '9') | between(bytes, '-', '.') |
         Bytes16(bytes == '_') | Bytes16(bytes == '+') | Bytes16(bytes == '@');
}

// The highest bit of each byte, that of the first byte lowest.
std::uint64_t mask_of(Bytes16 bytes) {
#ifdef __SSE2__
  return static_cast<std::uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(bytes)));
#else
  const auto eights =
      reinterpret_cast<std::uint64_t __attribute__((vector_size(16)))>(bytes & 0x01);
  // One bit of each of eight bytes, brought together in the highest byte.
  constexpr std::uint64_t gather = 0x0102040810204080U;
  return (eights[0] * gather >> 56U) | (eights[1] * gather >> 56U) << 8U;
#endif
}

}  // namespace

std::uint64_t letters_among(std::string_view text) {
  std::array<Bytes16, 4> bytes{};  // NUL is no letter
  if (text.size() >= sizeof(bytes))
    std::memcpy(bytes.data(), text.data(), sizeof(bytes));
  else
    std::memcpy(bytes.data(), text.data(), text.size());
  return mask_of(letters_of(bytes[0])) | mask_of(letters_of(bytes[1])) << 16U |
         mask_of(letters_of(bytes[2])) << 32U | mask_of(letters_of(bytes[3])) << 48U;
}

}  // namespace assay::readers
