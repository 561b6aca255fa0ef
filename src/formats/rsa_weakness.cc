// Three ways in which an RSA modulus n betrays its factors p and q:
//
//   small factor  a prime below 1000 divides it: it was made by no generator of primes
//   close primes  p and q agree in their upper half: with a the root of n, rounded up, one of the
//                 first numbers a, a + 1, ... has a square that is a square above n (Fermat)
//   roca          p and q are powers of 65537 modulo a product of small primes, and so is n: modulo
//                 each of the primes it is one of the few such powers. By chance that is so for one
//                 modulus in 2^27
//
// Source: Fermat's factorization, in Bosselaers et al., "Fermat Factorization in the Wild" (2023);
// Nemec et al., "The Return of Coppersmith's Attack" (CCS 2017), 2.3 and 2.4.
#include "formats/rsa_weakness.h"

#include <array>
#include <memory>

namespace assay::formats {
namespace {

constexpr int bits_min = 256;
constexpr int bits_max = 4096;
constexpr int fermat_steps = 32;

struct Free {
  void operator()(BIGNUM* number) const { BN_free(number); }
  void operator()(BN_CTX* context) const { BN_CTX_free(context); }
};
using Number = std::unique_ptr<BIGNUM, Free>;
using Context = std::unique_ptr<BN_CTX, Free>;

// Source: the primes up to 167 for which the table of the paper has a subgroup smaller than all.
constexpr std::array<unsigned, 38> roca_primes = {
    3,  5,  7,  11, 13, 17,  19,  23,  29,  31,  37,  41,  43,  47,  53,  59,  61,  67,  71,
    73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};

bool has_small_factor(const BIGNUM* modulus) {
  for (unsigned divisor = 3; divisor < 1000; divisor += 2)
    if (BN_mod_word(modulus, divisor) == 0) return true;
  return false;
}

bool looks_like_roca(const BIGNUM* modulus) {
  for (const unsigned prime : roca_primes) {
    const auto rest = static_cast<unsigned>(BN_mod_word(modulus, prime));
    bool reached = false;
    unsigned power = 1;
    do {
      reached = reached || power == rest;
      power = power * (65537U % prime) % prime;
    } while (power != 1);
    if (!reached) return false;
  }
  return true;
}

// The largest number whose square is at most `n`, by Newton's method from above. Null where
// OpenSSL has no memory.
Number root_of(const BIGNUM* n, BN_CTX* context) {
  Number root(BN_new());
  Number next(BN_new());
  if (!root || !next || BN_set_bit(root.get(), (BN_num_bits(n) + 1) / 2) != 1) return nullptr;
  // Each step doubles the digits that are right.
  for (int step = 0; step < 2 * bits_max; step++) {
    if (BN_div(next.get(), nullptr, n, root.get(), context) != 1 ||
        BN_add(next.get(), next.get(), root.get()) != 1 || BN_rshift1(next.get(), next.get()) != 1)
      return nullptr;
    if (BN_cmp(next.get(), root.get()) >= 0) return root;
    root.swap(next);
  }
  return nullptr;
}

bool is_square(const BIGNUM* number, BN_CTX* context) {
  const Number root = root_of(number, context);
  const Number square(BN_new());
  return root && square && BN_sqr(square.get(), root.get(), context) == 1 &&
         BN_cmp(square.get(), number) == 0;
}

bool has_close_primes(const BIGNUM* modulus, BN_CTX* context) {
  const Number a = root_of(modulus, context);
  const Number above(BN_new());
  if (!a || !above) return false;
  for (int step = 0; step < fermat_steps; step++) {
    if (BN_sqr(above.get(), a.get(), context) != 1 ||
        BN_sub(above.get(), above.get(), modulus) != 1)
      return false;
    // A square has few rests: most numbers are none for that alone.
    const auto rest = BN_is_negative(above.get()) == 1 ? 3 : BN_mod_word(above.get(), 16);
    const bool may_be = rest == 0 || rest == 1 || rest == 4 || rest == 9;
    if (may_be && (BN_is_zero(above.get()) == 1 || is_square(above.get(), context))) return true;
    if (BN_add_word(a.get(), 1) != 1) return false;
  }
  return false;
}

}  // namespace

std::string_view weakness_of_modulus(const BIGNUM* modulus) {
  const int bits = BN_num_bits(modulus);
  if (bits < bits_min || bits > bits_max || BN_is_odd(modulus) != 1) return {};
  const Context context(BN_CTX_new());
  if (!context) return {};
  if (has_small_factor(modulus)) return "small factor";
  if (has_close_primes(modulus, context.get())) return "close primes";
  return looks_like_roca(modulus) ? "roca" : std::string_view();
}

}  // namespace assay::formats
