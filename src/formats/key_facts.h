// What OpenSSL says of a key that it has read: the one place where `Key` is filled in.
#pragma once

#include <openssl/evp.h>

#include <memory>

#include "formats/key.h"

namespace assay::formats {

struct EvpKeyFree {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using EvpKey = std::unique_ptr<EVP_PKEY, EvpKeyFree>;

// Fills algorithm, bits, curve, exponent and fingerprints of `facts` from `key`. Errors:
// unsupported, where OpenSSL cannot write the public half.
Result<void> fill_key(EVP_PKEY* key, Key& facts);

// The public key of a SubjectPublicKeyInfo in DER. Errors: truncated, corrupt, unsupported, limit.
Result<EvpKey> parse_public_key(Bytes der);

// "SHA256:..." of a public key in SSH's wire format.
std::string ssh_fingerprint(Bytes blob);

}  // namespace assay::formats
