// DER: the tag, length, value records that keys and certificates are made of, read and written.
#pragma once

#include <initializer_list>

#include "base/bytes.h"

namespace assay::formats {

constexpr std::uint64_t der_object_size_max = 64U << 10U;  // bytes of a key or certificate
constexpr std::uint64_t der_integer_size_max = 2052;       // bytes: numbers of 16384 bits

namespace der_tag {
constexpr std::uint8_t integer = 0x02;
constexpr std::uint8_t bit_string = 0x03;
constexpr std::uint8_t octet_string = 0x04;
constexpr std::uint8_t null = 0x05;
constexpr std::uint8_t object_id = 0x06;
constexpr std::uint8_t sequence = 0x30;
}  // namespace der_tag

struct DerValue {
  std::uint8_t tag = 0;
  Bytes content;
  std::uint64_t size = 0;  // bytes of tag, length and content
};

// The record at `offset`. Errors: truncated; corrupt (no definite length, or one not written in the
// fewest bytes); unsupported (a tag of several bytes); limit, past der_object_size_max.
Result<DerValue> read_der(Bytes bytes, std::uint64_t offset);

// Fails with `limit` where a number within the nested sequences of `content` is longer than
// `size_max` bytes: what OpenSSL would do with such takes time. Errors: as read_der.
Result<void> check_der_integers(Bytes content, std::uint64_t size_max = der_integer_size_max);

// A record of `tag` around the joined `parts`.
std::vector<std::uint8_t> write_der(std::uint8_t tag, std::initializer_list<Bytes> parts);

// An INTEGER of the positive number that `magnitude` writes, highest byte first.
std::vector<std::uint8_t> write_der_integer(Bytes magnitude);

// A BIT STRING of whole bytes.
std::vector<std::uint8_t> write_der_bits(Bytes bytes);

}  // namespace assay::formats
