// Asymmetric keys, whatever container they stand in, with fingerprints under which a private key,
// its public key and its certificate are found to belong together.
#pragma once

#include "formats/stated.h"

namespace assay::formats {

enum class KeyKind : std::uint8_t { private_key, public_key };

struct Key {
  KeyKind kind = KeyKind::public_key;
  // The container: "pkcs1", "pkcs8", "sec1", "dsa", "openssh", "dropbear", "putty" of private keys;
  // "spki", "pkcs1", "openssh" of public ones.
  std::string_view container;
  std::string
      algorithm;         // "rsa", "rsa-pss", "dsa", "ec", "ed25519" ...; empty where encrypted away
  unsigned bits = 0;     // 0: not shown
  std::string curve;     // "prime256v1"; empty where not on a named curve
  std::string exponent;  // of RSA, decimal; hexadecimal with 0x past 64 bits
  std::string modulus;   // of RSA, hexadecimal in capitals; empty past 8192 bits
  std::string_view weak;  // of RSA: "close primes", "small factor", "roca"; empty where none shows
  bool encrypted = false;
  std::string cipher;  // of an encrypted key, where it is named
  // Whether the parts of a private key fit together (RSA: p times q is n; OpenSSH: both check
  // numbers are equal).
  Presence consistent = Presence::not_shown;
  std::string spki_sha256;  // of the SubjectPublicKeyInfo in DER, 64 hexadecimal digits; or empty
  std::string
      ssh_sha256;       // as `ssh-keygen -l` prints it, "SHA256:..."; empty where SSH has no form
  std::string comment;  // OpenSSH and PuTTY
  Range range;          // of the container, in the bytes read
};

}  // namespace assay::formats
