// Private and public keys in DER, and the keys of PEM blocks.
#pragma once

#include "formats/key.h"
#include "formats/pem.h"

namespace assay::formats {

// A private key in PKCS#1, PKCS#8 (encrypted or not), SEC1 or OpenSSL's DSA form at the start of
// `der`; its range says how long it is. Errors: truncated, corrupt, unsupported, limit.
Result<Key> read_private_key(Bytes der);

// A public key in SubjectPublicKeyInfo or PKCS#1 form at the start of `der`. Errors: as above.
Result<Key> read_public_key(Bytes der);

// The key of a PEM block, with the block's range. Errors: as above; unsupported where the label is
// not of a key.
Result<Key> read_pem_key(const PemBlock& block);

}  // namespace assay::formats
