// Four lanes take 16 bytes a round; what is left is mixed in at the end, by four bytes and by one.
//
// Source: xxHash, doc/xxhash_spec.md, "XXH32 algorithm description".
#include "codec/xxh32.h"

#include <array>
#include <bit>

#include "base/endian.h"

namespace assay::codec {
namespace {

constexpr std::uint32_t prime_1 = 0x9e3779b1;
constexpr std::uint32_t prime_2 = 0x85ebca77;
constexpr std::uint32_t prime_3 = 0xc2b2ae3d;
constexpr std::uint32_t prime_4 = 0x27d4eb2f;
constexpr std::uint32_t prime_5 = 0x165667b1;

std::uint32_t four_bytes(const std::uint8_t* at) {
  le32 value;
  std::memcpy(&value, at, sizeof(value));
  return value;
}

}  // namespace

std::uint32_t xxh32(Bytes bytes) {
  const std::uint8_t* at = bytes.data();
  std::size_t left = bytes.size();
  std::uint32_t sum = prime_5;
  if (left >= 16) {
    std::array<std::uint32_t, 4> lanes = {prime_1 + prime_2, prime_2, 0, 0 - prime_1};
    for (; left >= 16; left -= 16) {
      for (std::uint32_t& lane : lanes) {
        lane = std::rotl(lane + four_bytes(at) * prime_2, 13) * prime_1;
        at += 4;
      }
    }
    sum = std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) +
          std::rotl(lanes[3], 18);
  }
  sum += static_cast<std::uint32_t>(bytes.size());
  for (; left >= 4; left -= 4, at += 4)
    sum = std::rotl(sum + four_bytes(at) * prime_3, 17) * prime_4;
  for (; left > 0; left--, at++) sum = std::rotl(sum + *at * prime_5, 11) * prime_1;
  sum = (sum ^ sum >> 15U) * prime_2;
  sum = (sum ^ sum >> 13U) * prime_3;
  return sum ^ sum >> 16U;
}

}  // namespace assay::codec
