// Whether an RSA modulus gives its factors away.
#pragma once

#include <openssl/bn.h>

#include <string_view>

namespace assay::formats {

// "small factor", "close primes" or "roca"; empty where none of the three shows. Looks at odd
// moduli of 256 to 4096 bits, in a time that is bounded by a few hundred multiplications.
std::string_view weakness_of_modulus(const BIGNUM* modulus);

}  // namespace assay::formats
