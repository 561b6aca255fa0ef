#include "readers/name_runs.h"

#include <array>
#include <cstring>

namespace assay::readers {
namespace {

// Sixteen bytes at a time, whatever the processor calls that.
using Bytes16 = std::uint8_t __attribute__((vector_size(16)));

Bytes16 between(Bytes16 bytes, std::uint8_t first, std::uint8_t last) {
  return Bytes16(bytes - first <= static_cast<std::uint8_t>(last - first));
}

// All bits of each byte that is a letter of either kind.
Bytes16 letters_of(Bytes16 bytes) {
  return between(bytes | 0x20, 'a', 'z') | between(bytes, '0', '9') | between(bytes, '-', '.') |
         Bytes16(bytes == '_') | Bytes16(bytes == '+') | Bytes16(bytes == '@');
}

}  // namespace

std::uint64_t letters_among(std::string_view text) {
  std::array<Bytes16, 4> bytes{};  // NUL is no letter
  if (text.size() >= sizeof(bytes))
    std::memcpy(bytes.data(), text.data(), sizeof(bytes));
  else
    std::memcpy(bytes.data(), text.data(), text.size());
  std::uint64_t mask = 0;
  for (unsigned i = 0; i < 4; i++) {
    const auto eights = reinterpret_cast<std::uint64_t __attribute__((vector_size(16)))>(
        letters_of(bytes[i]) & 0x01);
    // One bit of each of eight bytes, brought together in the highest byte.
    for (unsigned half = 0; half < 2; half++)
      mask |= eights[half] * 0x0102040810204080U >> 56U << (16 * i + 8 * half);
  }
  return mask;
}

}  // namespace assay::readers
