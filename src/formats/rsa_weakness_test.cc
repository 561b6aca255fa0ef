#include "formats/rsa_weakness.h"

#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

// What of the modulus that Python computes is told.
std::string_view weakness_of(const std::string& python) {
  const std::string hex = output_of(
      "python3 - <<'E'\n"
      "import random\n"
      "random.seed(7)\n"
      "def is_prime(n):\n"
      "  return all(pow(a, n - 1, n) == 1 for a in (2, 3, 5, 7, 11))\n"
      "def prime(n):\n"
      "  n |= 1\n"
      "  while not is_prime(n): n += 2\n"
      "  return n\n"
      "small = [p for p in range(3, 168) if all(p % d for d in range(2, p))]\n"
      "product = 1\n"
      "for p in small: product *= p\n" +
      python + "\nprint('%x' % n, end='')\nE\n");
  EXPECT_GT(hex.size(), 60U) << python;
  BIGNUM* number = nullptr;
  BN_hex2bn(&number, hex.c_str());
  const std::string_view weakness = weakness_of_modulus(number);
  BN_free(number);
  return weakness;
}

TEST(RsaWeakness, ShowsWhereTheFactorsComeOut) {
  EXPECT_EQ(weakness_of("p = prime(random.getrandbits(512) | 1 << 511)\nn = p * prime(p + 99)"),
            "close primes");
  EXPECT_EQ(weakness_of("p = prime(random.getrandbits(512) | 1 << 511)\nn = p * p"),
            "close primes");
  EXPECT_EQ(weakness_of("n = prime(random.getrandbits(512) | 1 << 511) * 7"), "small factor");
  // Powers of 65537 modulo the product of the small primes.
  EXPECT_EQ(weakness_of("def made():\n"
                        "  while True:\n"
                        "    p = random.getrandbits(250) * product + pow(65537, "
                        "random.getrandbits(40), product)\n"
                        "    if p % 2 and is_prime(p): return p\n"
                        "n = made() * made()"),
            "roca");
}

TEST(RsaWeakness, IsNotSeenInSoundKeys) {
  for (const char* seed : {"1", "2", "3"}) {
    EXPECT_EQ(weakness_of("random.seed(" + std::string(seed) +
                          ")\nn = prime(random.getrandbits(512) | 3 << 510) * "
                          "prime(random.getrandbits(512) | 3 << 510)"),
              "");
  }
}

}  // namespace
}  // namespace assay::formats
