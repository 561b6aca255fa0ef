// Bytes: a read-only view of input, and Buffer, bytes that we own. Every read of input goes through
// slice() or read().
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.h"

namespace assay {

using Bytes = std::span<const std::uint8_t>;

// A half-open range of bytes: [offset, offset + size). Both in bytes, from the start of one blob.
struct Range {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t end() const { return offset + size; }
  friend bool operator==(const Range&, const Range&) = default;
};

// An allocator whose resize() leaves new bytes as they are: decoders overwrite them at once.
template <class T>
struct UninitializedAllocator : std::allocator<T> {
  template <class U>
  struct rebind {  // NOLINT(readability-identifier-naming): the standard's name
    using other = UninitializedAllocator<U>;
  };
  // Nothing to be done, which compilers see only where nothing stands.
  template <class U>
  void construct(U* /*at*/) noexcept {
    static_assert(std::is_trivially_default_constructible_v<U>);
  }
  template <class U, class... Args>
  void construct(U* at, Args&&... args) {
    ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
  }
};

using Buffer = std::vector<std::uint8_t, UninitializedAllocator<std::uint8_t>>;

// The part of `bytes` that `range` names. Errors: truncated, where it does not lie inside.
Result<Bytes> slice(Bytes bytes, Range range);

// All of `bytes` from `offset` on. Errors: truncated, where `offset` is past the end.
Result<Bytes> slice_from(Bytes bytes, std::uint64_t offset);

// A copy of the T at `offset`. T is a struct of file integers (base/endian.h) and char arrays.
// Errors: truncated.
template <class T>
Result<T> read(Bytes bytes, std::uint64_t offset) {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) == 1);
  T value;
  std::memcpy(&value, TRY(slice(bytes, {offset, sizeof(T)})).data(), sizeof(T));
  return value;
}

// The same bytes as characters and back. No encoding is implied.
inline std::string_view as_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// The characters of a fixed-size field up to its first NUL, or all of them where there is none.
std::string_view until_nul(Bytes field);

}  // namespace assay
