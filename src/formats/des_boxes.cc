// An input of six bits chooses the row by its first and last bit, and the column by the four
// between them. Bits are numbered from the highest, from 1.
//
// Source: FIPS 46-3, appendix 1 (S1 to S8, P). The two forms with P are those of libdes and OpenSSL
// (DES_SPtrans), and of Libgcrypt and Mbed TLS.
#include "formats/des_boxes.h"

#include <array>
#include <bit>
#include <string_view>

namespace assay::formats {
namespace {

// A digit of base 16 for each number, a line for each row.
constexpr std::array<std::string_view, 8> boxes = {
    "e4d12fb83a6c5907"
    "0f74e2d1a6cb9538"
    "41e8d62bfc973a50"
    "fc8249175b3ea06d",
    "f18e6b34972dc05a"
    "3d47f28ec01a69b5"
    "0e7ba4d158c6932f"
    "d8a13f42b67c05e9",
    "a09e63f51dc7b428"
    "d709346a285ecbf1"
    "d6498f30b12c5ae7"
    "1ad069874fe3b52c",
    "7de3069a1285bc4f"
    "d8b56f03472c1ae9"
    "a690cb7df13e5284"
    "3f06a1d8945bc72e",
    "2c417ab6853fd0e9"
    "eb2c47d150fa3986"
    "421bad78f9c5630e"
    "b8c71e2d6f09a453",
    "c1af92680d34e75b"
    "af427c9561de0b38"
    "9ef528c3704a1db6"
    "432c95fabe17608d",
    "4b2ef08d3c975a61"
    "d0b7491ae35c2f86"
    "14bdc37eaf680592"
    "6bd814a7950fe23c",
    "d2846fb1a93e50c7"
    "1fd8a374c56b0e92"
    "7b419ce206adf358"
    "21e74a8dfc90356b",
};

constexpr std::array<std::uint8_t, 32> permutation = {16, 7, 20, 21, 29, 12, 28, 17, 1,  15, 23,
                                                      26, 5, 18, 31, 10, 2,  8,  24, 14, 32, 27,
                                                      3,  9, 19, 13, 30, 6,  22, 11, 4,  25};

std::uint32_t digit(char c) {
  return static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

std::uint32_t reversed(std::uint32_t value, unsigned bits) {
  std::uint32_t turned = 0;
  for (unsigned i = 0; i < bits; i++) turned |= (value >> i & 1U) << (bits - 1 - i);
  return turned;
}

std::uint32_t permuted(unsigned box, std::uint32_t input) {
  const std::uint32_t row = (input >> 5U & 1U) * 2 + (input & 1U);
  const std::uint32_t column = input >> 1U & 15U;
  const std::uint32_t word = digit(boxes[box][row * 16 + column]) << (28 - 4 * box);
  std::uint32_t result = 0;
  for (unsigned i = 0; i < 32; i++) result |= (word >> (32 - permutation[i]) & 1U) << (31 - i);
  return result;
}

}  // namespace

std::vector<std::uint8_t> des_boxes() {
  std::vector<std::uint8_t> all;
  for (const std::string_view box : boxes)
    for (const char c : box) all.push_back(static_cast<std::uint8_t>(digit(c)));
  return all;
}

std::vector<std::uint64_t> des_box_permuted(unsigned box) {
  std::vector<std::uint64_t> words;
  for (std::uint32_t input = 0; input < 64; input++)
    words.push_back(std::rotl(permuted(box, input), 1));
  return words;
}

std::vector<std::uint64_t> des_boxes_reversed() {
  std::vector<std::uint64_t> words;
  for (unsigned box = 0; box < 8; box++)
    for (std::uint32_t input = 0; input < 64; input++)
      words.push_back(std::rotl(reversed(permuted(box, reversed(input, 6)), 32), 3));
  return words;
}

}  // namespace assay::formats
