// With P the product of all different moduli, n shares a prime with another one where
//
//   gcd(n, (P mod n*n) / n)
//
// is not 1: (P mod n*n) / n is the product of the others, modulo n.
//
// Source: Bernstein, "How to find smooth parts of integers" (2004); Heninger et al., "Mining Your
// Ps and Qs" (USENIX Security 2012), 3.3.
#include "formats/shared_primes.h"

#include <openssl/bn.h>

#include <map>
#include <memory>

namespace assay::formats {
namespace {

struct Free {
  void operator()(BIGNUM* number) const { BN_free(number); }
  void operator()(BN_CTX* context) const { BN_CTX_free(context); }
};
using Number = std::unique_ptr<BIGNUM, Free>;
using Context = std::unique_ptr<BN_CTX, Free>;

Number number_of(const std::string& hex) {
  BIGNUM* number = nullptr;
  if (hex.empty() || hex.size() > shared_prime_bits_max / 4 ||
      BN_hex2bn(&number, hex.c_str()) != static_cast<int>(hex.size())) {
    BN_free(number);
    return nullptr;
  }
  Number read(number);
  return BN_num_bits(read.get()) < 128 || BN_is_negative(read.get()) ? nullptr : std::move(read);
}

// Multiplied in pairs, so that both factors of each step are about as long.
Number product_of(const std::vector<Number>& numbers, BN_CTX* context) {
  std::vector<Number> level;
  for (const Number& number : numbers) level.emplace_back(BN_dup(number.get()));
  while (level.size() > 1) {
    std::vector<Number> next;
    for (std::size_t i = 0; i + 1 < level.size(); i += 2) {
      next.emplace_back(BN_new());
      BN_mul(next.back().get(), level[i].get(), level[i + 1].get(), context);
    }
    if (level.size() % 2 == 1) next.push_back(std::move(level.back()));
    level = std::move(next);
  }
  return level.empty() ? nullptr : std::move(level[0]);
}

bool shares_prime(const BIGNUM* modulus, const BIGNUM* product, BN_CTX* context) {
  const Number square(BN_new());
  const Number rest(BN_new());
  const Number divisor(BN_new());
  BN_sqr(square.get(), modulus, context);
  BN_nnmod(rest.get(), product, square.get(), context);
  BN_div(rest.get(), nullptr, rest.get(), modulus, context);
  BN_gcd(divisor.get(), rest.get(), modulus, context);
  return BN_is_one(divisor.get()) == 0;
}

}  // namespace

std::vector<std::size_t> find_shared_primes(std::span<const std::string> moduli) {
  std::map<std::string, std::size_t> places;  // of each different modulus among `numbers`
  std::vector<Number> numbers;
  for (const std::string& modulus : moduli) {
    if (numbers.size() == shared_prime_moduli_max || places.contains(modulus)) continue;
    Number number = number_of(modulus);
    if (number == nullptr) continue;
    places[modulus] = numbers.size();
    numbers.push_back(std::move(number));
  }
  std::vector<std::size_t> found;
  if (numbers.size() < 2) return found;
  const Context context(BN_CTX_new());
  const Number product = product_of(numbers, context.get());
  std::vector<bool> shares;
  shares.reserve(numbers.size());
  for (const Number& number : numbers)
    shares.push_back(shares_prime(number.get(), product.get(), context.get()));
  for (std::size_t i = 0; i < moduli.size(); i++) {
    const auto place = places.find(moduli[i]);
    if (place != places.end() && shares[place->second]) found.push_back(i);
  }
  return found;
}

}  // namespace assay::formats
