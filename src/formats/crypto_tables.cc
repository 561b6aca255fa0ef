// What can be computed is computed here, as the standard says it:
//
//   AES     FIPS 197: the S-box is the inverse in GF(2^8) modulo x^8+x^4+x^3+x+1, then an affine
//           map; the tables that join it with MixColumns have 02 s, s, s, 03 s in a word, those of
//           the inverse cipher 0e, 09, 0d, 0b times the inverse S-box
//   SHA-2   FIPS 180-4, 4.2.2 and 4.2.3: the first bits behind the point of the cube roots of the
//           first primes
//   MD5     RFC 1321, 3.4: 4294967296 times abs(sin(i)), i in radians
//   CRC-32  ISO 3309: of each byte, modulo the polynomial edb88320 with its bits reversed
//   SM4     GB/T 32907: an affine map before the inverse in GF(2^8) modulo
//           x^8+x^7+x^6+x^5+x^4+x^2+1, and the same behind it
//   Ed25519 RFC 8032, 5.1: d = -121665/121666 modulo 2^255-19, as libraries cut it: five words of
//   51
//           bits, or ten of 26 and 25 bits in turn with signs
//
// DES has des_boxes.cc. The curve P-256 and its base point are of FIPS 186-4, D.1.2.3, that of
// P-384 of D.1.2.4, the points of Dual_EC_DRBG of NIST SP 800-90A of 2012, A.1; ChaCha's constant
// of RFC 8439, 2.3; Blowfish's first words, the first bits of pi, of B. Schneier, FSE 1993.
#include "formats/crypto_tables.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <initializer_list>
#include <string>

#include "formats/des_boxes.h"

namespace assay::formats {
namespace {

using Words = std::vector<std::uint64_t>;

// In GF(2^8) modulo `polynomial`.
std::uint8_t times(std::uint8_t a, std::uint8_t b, unsigned polynomial = 0x11bU) {
  unsigned product = 0;
  unsigned left = a;
  for (unsigned right = b; right != 0; right >>= 1U) {
    if ((right & 1U) != 0) product ^= left;
    left <<= 1U;
    if ((left & 0x100U) != 0) left ^= polynomial;
  }
  return static_cast<std::uint8_t>(product);
}

std::vector<std::uint8_t> aes_box() {
  // 3 generates all numbers but 0, so its powers i and 255 - i are inverse to each other.
  std::array<std::uint8_t, 256> power{};
  power[0] = 1;
  for (std::size_t i = 1; i < power.size(); i++) power[i] = times(power[i - 1], 3);
  std::vector<std::uint8_t> box(256, 0x63);
  for (std::size_t i = 0; i < 255; i++) {
    const unsigned inverse = power[255 - i];
    unsigned mapped = 0x63U;
    for (unsigned turn = 0; turn < 5; turn++)
      mapped ^= (inverse << turn | inverse >> (8U - turn)) & 0xffU;
    box[power[i]] = static_cast<std::uint8_t>(mapped);
  }
  return box;
}

std::vector<std::uint8_t> sm4_box() {
  constexpr unsigned polynomial = 0x1f5U;
  constexpr unsigned added = 0xd3U;
  const auto mapped = [](unsigned x) {
    unsigned y = added;
    for (unsigned bit = 0; bit < 8; bit++) {
      const unsigned row = (0xa7U << bit | 0xa7U >> (8U - bit)) & 0xffU;
      y ^= (static_cast<unsigned>(std::popcount(row & x)) & 1U) << bit;
    }
    return static_cast<std::uint8_t>(y);
  };
  // x^254 is the inverse: the product of x^2, x^4, ... x^128.
  const auto inverse = [](std::uint8_t x) {
    std::uint8_t result = 1;
    for (unsigned i = 0; i < 7; i++) {
      x = times(x, x, polynomial);
      result = times(result, x, polynomial);
    }
    return result;
  };
  std::vector<std::uint8_t> box;
  for (unsigned x = 0; x < 256; x++) box.push_back(mapped(inverse(mapped(x))));
  return box;
}

std::vector<std::uint8_t> inverse_of(const std::vector<std::uint8_t>& box) {
  std::vector<std::uint8_t> inverse(box.size());
  for (std::size_t i = 0; i < box.size(); i++) inverse[box[i]] = static_cast<std::uint8_t>(i);
  return inverse;
}

// A word has the products with these four, the highest byte first.
Words joined(const std::vector<std::uint8_t>& box, std::array<std::uint8_t, 4> factors) {
  Words words;
  for (const std::uint8_t s : box) {
    std::uint64_t word = 0;
    for (const std::uint8_t factor : factors) word = word << 8U | times(s, factor);
    words.push_back(word);
  }
  return words;
}

using Number = std::array<std::uint32_t, 8>;  // 256 bits, the lowest first

Number product(const Number& a, const Number& b) {
  Number result{};
  for (std::size_t i = 0; i < a.size(); i++) {
    if (a[i] == 0) continue;
    std::uint64_t carry = 0;
    for (std::size_t j = 0; i + j < result.size(); j++) {
      carry += std::uint64_t{a[i]} * b[j] + result[i + j];
      result[i + j] = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
  }
  return result;
}

// The 64 bits behind the point of the cube root of `prime`: of the greatest number whose cube is
// at most prime * 2^192.
std::uint64_t cube_root_bits(std::uint32_t prime) {
  // The estimate is good to 48 bits behind the point: one less in the 44th is too small.
  const auto estimate =
      static_cast<std::uint64_t>(std::cbrt(static_cast<double>(prime)) * 17592186044416.0) - 1;
  constexpr unsigned below = 20;  // 64 - 44
  Number root{static_cast<std::uint32_t>(estimate << below),
              static_cast<std::uint32_t>(estimate >> (32 - below)),
              static_cast<std::uint32_t>(estimate >> (64 - below))};
  for (unsigned bit = below + 2; bit-- > 0;) {
    Number more = root;
    std::uint64_t carry = std::uint64_t{1} << bit;
    for (std::uint32_t& limb : more) {
      carry += limb;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
    const Number cube = product(more, product(more, more));
    Number limit{};
    limit[6] = prime;
    bool above = false;
    for (std::size_t i = cube.size(); i-- > 0;)
      if (cube[i] != limit[i]) {
        above = cube[i] > limit[i];
        break;
      }
    if (!above) root = more;
  }
  return std::uint64_t{root[1]} << 32U | root[0];
}

Words sha2_words(std::size_t count, unsigned bits) {
  Words words;
  for (std::uint32_t n = 2; words.size() < count; n++) {
    bool prime = true;
    for (std::uint32_t d = 2; d * d <= n; d++) prime = prime && n % d != 0;
    if (prime) words.push_back(cube_root_bits(n) >> (64 - bits));
  }
  return words;
}

Words md5_words() {
  Words words;
  for (int i = 1; i <= 64; i++)
    words.push_back(static_cast<std::uint64_t>(4294967296.0 * std::fabs(std::sin(i))));
  return words;
}

Words crc32_words() {
  Words words;
  for (std::uint64_t i = 0; i < 256; i++) {
    std::uint64_t crc = i;
    for (int bit = 0; bit < 8; bit++) crc = (crc & 1U) != 0 ? crc >> 1U ^ 0xedb88320U : crc >> 1U;
    words.push_back(crc);
  }
  return words;
}

Words blowfish_words() {
  return {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0,
          0x082efa98, 0xec4e6c89, 0x452821e6, 0x38d01377, 0xbe5466cf, 0x34e90c6c,
          0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917, 0x9216d5d9, 0x8979fb1b};
}

Words words_with_signs(std::initializer_list<std::int32_t> numbers) {
  Words words;
  for (const std::int32_t number : numbers) words.push_back(static_cast<std::uint32_t>(number));
  return words;
}

std::vector<std::uint8_t> of_hex(std::string_view hex) {
  const auto digit = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<std::uint8_t>(digit(hex[i]) << 4U | digit(hex[i + 1])));
  return bytes;
}

// Where the eight bytes stand, near the start, that have the fewest zeros among them: those of
// zeros alone are in every file, and to look at each costs time.
std::size_t least_common(const std::vector<std::uint8_t>& bytes) {
  constexpr std::size_t looked_at = 32;
  std::size_t best = 0;
  auto fewest = static_cast<std::ptrdiff_t>(crypto_known_by_size + 1);
  for (std::size_t at = 0; at + crypto_known_by_size <= std::min(bytes.size(), looked_at); at++) {
    const auto start = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    const auto zeros = std::count(start, start + crypto_known_by_size, 0);
    if (zeros < fewest) {
      fewest = zeros;
      best = at;
    }
  }
  return best;
}

class Tables {
 public:
  Tables() {
    const auto box = aes_box();
    const auto inverse = inverse_of(box);
    constexpr std::string_view aes = "FIPS 197";
    add({"AES", "S-box", "bytes", aes, box});
    add({"AES", "inverse S-box", "bytes", aes, inverse});
    add_words({"AES", "S-box with MixColumns", {}, aes, {}}, joined(box, {2, 1, 1, 3}), 4);
    add_words({"AES", "inverse S-box with InvMixColumns", {}, aes, {}},
              joined(inverse, {14, 9, 13, 11}), 4);
    add_words({"SHA-256", "round constants", {}, "FIPS 180-4, 4.2.2", {}}, sha2_words(64, 32), 4);
    add_words({"SHA-512", "round constants", {}, "FIPS 180-4, 4.2.3", {}}, sha2_words(80, 64), 8);
    add_words({"MD5", "round constants", {}, "RFC 1321, 3.4", {}}, md5_words(), 4);
    add_words({"CRC-32", "table", {}, "ISO 3309", {}}, crc32_words(), 4);
    add_words({"Blowfish", "P-array", {}, "FSE 1993", {}}, blowfish_words(), 4);
    constexpr std::string_view des = "FIPS 46-3, appendix 1";
    add({"DES", "S-boxes", "bytes", des, des_boxes()});
    add_words({"DES", "S-boxes with P, bits reversed", {}, des, {}}, des_boxes_reversed(), 4);
    add_words({"DES", "S-box 1 with P", {}, des, {}}, des_box_permuted(0), 4);
    add({"SM4", "S-box", "bytes", "GB/T 32907-2016", sm4_box()});
    constexpr std::string_view edwards = "RFC 8032, 5.1";
    add_words(
        {"Ed25519", "constant d in words of 51 bits", {}, edwards, {}},
        {929955233495203, 466365720129213, 1662059464998953, 2033849074728123, 1442794654840575},
        8);
    add_words({"Ed25519", "constant d in words of 26 and 25 bits", {}, edwards, {}},
              words_with_signs({-10913610, 13857413, -15372611, 6949391, 114729, -8787816, -6275908,
                                -3247719, -18696448, -12055116}),
              4);
    const std::string_view sigma = "expand 32-byte k";
    add({"ChaCha", "constant", "bytes", "RFC 8439, 2.3", {sigma.begin(), sigma.end()}});
    constexpr std::string_view curves = "FIPS 186-4, D.1.2";
    number("P-256", "coefficient b", curves,
           "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
    number("P-256", "base point x", curves,
           "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");
    number("P-256", "base point y", curves,
           "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
    number(
        "P-384", "coefficient b", curves,
        "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8ed"
        "d3ec2aef");
    number(
        "P-384", "base point x", curves,
        "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e38"
        "72760ab7");
    number("Dual_EC_DRBG", "point Q x", "NIST SP 800-90A (2012), A.1",
           "c97445f45cdef9f0d3e05e1e585fc297235b82b5be8ff3efca67c59852018192");
    number("Dual_EC_DRBG", "point Q y", "NIST SP 800-90A (2012), A.1",
           "b28ef557ba31dfcbdd21ac46e2a91e3c304f44cb87058ada2cb815151e610046");
  }
  std::vector<CryptoTable> all;

 private:
  void add(CryptoTable table) {
    table.known_by = least_common(table.bytes);
    all.push_back(std::move(table));
  }

  void add_words(CryptoTable table, const Words& words, unsigned size) {
    for (const bool big : {false, true}) {
      CryptoTable one = table;
      one.form = big ? "big-endian words" : "little-endian words";
      for (const std::uint64_t word : words)
        for (unsigned i = 0; i < size; i++)
          one.bytes.push_back(static_cast<std::uint8_t>(word >> 8U * (big ? size - 1 - i : i)));
      add(std::move(one));
    }
  }

  void number(std::string_view algorithm, std::string_view name, std::string_view standard,
              std::string_view hex) {
    const auto bytes = of_hex(hex);
    add({algorithm, name, "bytes", standard, bytes});
    add({algorithm, name, "little-endian words", standard, {bytes.rbegin(), bytes.rend()}});
  }
};

}  // namespace

std::span<const CryptoTable> crypto_tables() {
  static const Tables tables;
  return tables.all;
}

}  // namespace assay::formats
