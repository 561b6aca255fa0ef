// DER: tag u8, length (one byte under 128; else 0x80 + n, and n bytes, highest first), content.
//
// Source: ITU-T X.690 (2021), clauses 8.1 and 10.1.
#include "formats/der.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::formats {

Result<DerValue> read_der(Bytes bytes, std::uint64_t offset) {
  const Bytes head = TRY(slice(bytes, {offset, 2}));
  DerValue value;
  value.tag = head[0];
  if ((value.tag & 0x1fU) == 0x1f)
    return fail(ErrorCode::unsupported, fmt::format("DER tag {:#x}", value.tag));
  std::uint64_t size = head[1];
  std::uint64_t head_size = 2;
  if (size >= 0x80) {
    const std::uint64_t count = size & 0x7fU;
    if (count == 0 || count > 4)
      return fail(ErrorCode::corrupt, fmt::format("a DER length of {} bytes", count));
    size = 0;
    for (const std::uint8_t byte : TRY(slice(bytes, {offset + 2, count}))) size = size << 8U | byte;
    head_size += count;
    if (size < 0x80 || size >> (8 * (count - 1)) == 0)
      return fail(ErrorCode::corrupt, fmt::format("a DER length of {} in {} bytes", size, count));
  }
  if (size > der_object_size_max) {
    return fail(ErrorCode::limit,
                fmt::format("a DER record of {} bytes, {} at most", size, der_object_size_max));
  }
  value.content = TRY(slice(bytes, {offset + head_size, size}));
  value.size = head_size + size;
  return value;
}

Result<void> check_der_integers(Bytes content, std::uint64_t size_max) {
  // Every record is at least two bytes on, and the content of constructed ones is entered and not
  // passed over, so that the walk is linear and needs no stack.
  for (std::uint64_t at = 0; at < content.size();) {
    const DerValue value = TRY(read_der(content, at));
    if (value.tag == der_tag::integer && value.content.size() > size_max) {
      return fail(ErrorCode::limit,
                  fmt::format("a number of {} bytes, {} at most", value.content.size(), size_max));
    }
    const bool constructed = (value.tag & 0x20U) != 0;
    at += constructed ? value.size - value.content.size() : value.size;
  }
  return {};
}

std::vector<std::uint8_t> write_der(std::uint8_t tag, std::initializer_list<Bytes> parts) {
  std::uint64_t size = 0;
  for (const Bytes part : parts) size += part.size();
  std::vector<std::uint8_t> out = {tag};
  if (size < 0x80) {
    out.push_back(static_cast<std::uint8_t>(size));
  } else {
    std::uint8_t count = 0;
    for (std::uint64_t left = size; left > 0; left >>= 8U) count++;
    out.push_back(static_cast<std::uint8_t>(0x80U | count));
    for (unsigned shift = 8U * count; shift > 0; shift -= 8)
      out.push_back(static_cast<std::uint8_t>(size >> (shift - 8)));
  }
  for (const Bytes part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

std::vector<std::uint8_t> write_der_integer(Bytes magnitude) {
  while (!magnitude.empty() && magnitude[0] == 0) magnitude = magnitude.subspan(1);
  static constexpr std::uint8_t zero[] = {0};
  const bool padded = magnitude.empty() || magnitude[0] >= 0x80;
  return write_der(der_tag::integer, {padded ? Bytes(zero) : Bytes(), magnitude});
}

std::vector<std::uint8_t> write_der_bits(Bytes bytes) {
  static constexpr std::uint8_t no_unused_bits[] = {0};
  return write_der(der_tag::bit_string, {no_unused_bits, bytes});
}

}  // namespace assay::formats
