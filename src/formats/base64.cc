#include "formats/base64.h"

#include <fmt/core.h>

#include <array>
#include <string>

namespace assay::formats {
namespace {

constexpr std::string_view digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::uint8_t not_a_digit = 0xff;

constexpr std::array<std::uint8_t, 256> values = [] {
  std::array<std::uint8_t, 256> table{};
  table.fill(not_a_digit);
  for (std::size_t i = 0; i < digits.size(); i++)
    table[static_cast<std::uint8_t>(digits[i])] = static_cast<std::uint8_t>(i);
  return table;
}();

bool is_skipped(char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t' || c == '"'; }

}  // namespace

bool is_base64_digit(char c) { return values[static_cast<std::uint8_t>(c)] != not_a_digit; }

Result<std::vector<std::uint8_t>> decode_base64(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  std::size_t count = 0;
  bool padded = false;
  for (std::size_t i = 0; i < text.size(); i++) {
    if (is_skipped(text[i])) continue;
    if (text[i] == '=') {
      padded = true;
      continue;
    }
    const std::uint8_t value = values[static_cast<std::uint8_t>(text[i])];
    if (value == not_a_digit || padded) {
      return fail(ErrorCode::corrupt,
                  fmt::format("byte {:#04x} at {} of {} bytes of base 64",
                              static_cast<std::uint8_t>(text[i]), i, text.size()));
    }
    bits = bits << 6U | value;
    if (++count % 4 == 0)
      for (const unsigned shift : {16U, 8U, 0U})
        bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
  }
  if (count % 4 == 1) return fail(ErrorCode::truncated, "base 64 ends within a byte");
  if (count % 4 >= 2)
    bytes.push_back(static_cast<std::uint8_t>(bits >> (count % 4 == 2 ? 4U : 10U)));
  if (count % 4 == 3) bytes.push_back(static_cast<std::uint8_t>(bits >> 2U));
  return bytes;
}

std::string encode_base64_unpadded(Bytes bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t there = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; j++) bits = bits << 8U | (j < there ? bytes[i + j] : 0U);
    for (std::size_t j = 0; j <= there; j++) text += digits[bits >> (18 - 6 * j) & 63U];
  }
  return text;
}

}  // namespace assay::formats
