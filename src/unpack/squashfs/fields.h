// Fields: reads packed structures by a table of their fields, in either byte order.
//
// SquashFS 1 to 3 store C bit fields as the compiler of the writing machine laid them out: from the
// least significant bit up on a little-endian machine, from the most significant down on a
// big-endian one. Fields of whole bytes come out as plain integers of that order, so that one rule
// reads every structure of every version.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/endian.h"

namespace assay::unpack::sqfs {

// One field of the packed structure that T stands for: where it goes, and how many bits it has.
template <class T>
struct FieldSpec {
  std::uint64_t T::* member;
  unsigned bits;  // 1 to 64; over 32 only at a byte's edge
};

template <class T>
using Layout = std::span<const FieldSpec<T>>;

template <class T>
constexpr std::size_t stored_size(Layout<T> layout) {
  std::size_t bits = 0;
  for (const FieldSpec<T>& field : layout) bits += field.bits;
  return bits / 8;
}

// The `count` bits that start `at` bits into `bytes`, which must reach that far.
inline std::uint64_t read_bits(Bytes bytes, ByteOrder order, unsigned at, unsigned count) {
  const unsigned first = at / 8;
  const unsigned end = (at + count + 7) / 8;
  std::uint64_t value = 0;
  if (order == ByteOrder::little) {
    for (unsigned i = end; i > first; i--) value = value << 8U | bytes[i - 1];
    value >>= at % 8;
  } else {
    for (unsigned i = first; i < end; i++) value = value << 8U | bytes[i];
    value >>= end * 8 - at - count;
  }
  return count == 64 ? value : value & ((std::uint64_t{1} << count) - 1);
}

// Sets the members of `out` that `layout` names; `bytes` holds stored_size(layout) bytes or more.
template <class T>
void read_fields(Bytes bytes, ByteOrder order, Layout<T> layout, T& out) {
  ASSAY_ASSERT(bytes.size() >= stored_size(layout));
  unsigned at = 0;
  for (const FieldSpec<T>& field : layout) {
    out.*field.member = read_bits(bytes, order, at, field.bits);
    at += field.bits;
  }
}

}  // namespace assay::unpack::sqfs
