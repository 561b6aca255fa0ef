// Integers as they stand in a file: a byte order in the type, alignment 1, safe to overlay on
// bytes.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace assay {

template <class T, bool big>
class FileInteger {
 public:
  constexpr T get() const {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); i++)
      value = static_cast<T>(value << 8U | bytes_[big ? i : sizeof(T) - 1 - i]);
    return value;
  }
  constexpr operator T() const { return get(); }  // NOLINT: reading one is its whole use

 private:
  std::uint8_t bytes_[sizeof(T)];
};

using le16 = FileInteger<std::uint16_t, false>;
using le32 = FileInteger<std::uint32_t, false>;
using le64 = FileInteger<std::uint64_t, false>;
using be16 = FileInteger<std::uint16_t, true>;
using be32 = FileInteger<std::uint32_t, true>;
using be64 = FileInteger<std::uint64_t, true>;

static_assert(sizeof(le32) == 4);
static_assert(alignof(be64) == 1);

enum class ByteOrder : std::uint8_t { little, big };

}  // namespace assay
