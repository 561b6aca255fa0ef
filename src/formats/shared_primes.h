// RSA moduli that have a prime in common.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace assay::formats {

constexpr std::size_t shared_prime_moduli_max = 256;  // that are looked at
constexpr std::size_t shared_prime_bits_max = 8192;   // of one; larger ones are passed over

// The places of those in `moduli` (hexadecimal) that share a prime with a different one of them,
// in order. Whoever divides the two has the private halves of both. Numbers that are none, and
// equal ones, count once or not at all. The time is bounded by some hundred long divisions.
std::vector<std::size_t> find_shared_primes(std::span<const std::string> moduli);

}  // namespace assay::formats
