// The password field of passwd(5) and shadow(5): which scheme hashed it, and whether a word from a
// list opens it.
#pragma once

#include <optional>
#include <span>

#include "formats/stated.h"

namespace assay::formats {

enum class HashScheme : std::uint8_t {
  empty,          // no password is needed
  locked,         // "!", "*", "!!", "*LK*": no password can match
  shadowed,       // "x": the hash stands in the shadow file
  des,            // 13 characters, 8 significant characters of password
  bsdi,           // "_", extended DES
  md5,            // $1$
  apr1,           // $apr1$, of Apache and lighttpd
  sun_md5,        // $md5
  bcrypt,         // $2a$, $2b$, $2x$, $2y$
  sha256,         // $5$
  sha512,         // $6$
  yescrypt,       // $y$
  gost_yescrypt,  // $gy$
  scrypt,         // $7$
  sha1crypt,      // $sha1$
  nt,             // $3$
  unknown,        // anything else, perhaps a password in the clear
};

constexpr std::string_view hash_scheme_names[] = {
    "empty",         "locked",  "shadowed",  "des",    "bsdi",   "md5",
    "apr1",          "sun_md5", "bcrypt",    "sha256", "sha512", "yescrypt",
    "gost_yescrypt", "scrypt",  "sha1crypt", "nt",     "unknown"};

inline std::string_view to_string(HashScheme scheme) {
  return hash_scheme_names[static_cast<std::size_t>(scheme)];
}

// What a copy of the hash costs an attacker with graphics cards: `weak` is billions of tries a
// second (DES, NT), `outdated` millions (MD5, SHA-1), `sound` thousands or fewer.
enum class HashStrength : std::uint8_t { none, weak, outdated, sound, not_shown };

constexpr std::string_view hash_strength_names[] = {"none", "weak", "outdated", "sound",
                                                    "not_shown"};

inline std::string_view to_string(HashStrength strength) {
  return hash_strength_names[static_cast<std::size_t>(strength)];
}

struct CryptHash {
  HashScheme scheme = HashScheme::unknown;
  HashStrength strength = HashStrength::not_shown;
  bool disabled = false;  // a hash behind "!" or "*": kept, but no password matches it
  std::string_view hash;  // the field without what disables it
  std::string_view salt;  // within `hash`; empty where there is none
  std::optional<std::uint64_t> rounds;  // iterations; bcrypt: 2 to the cost; scrypt, yescrypt: N
  std::uint64_t memory = 0;             // bytes that one try takes, by its own parameters
  std::uint64_t microseconds = 0;       // that one try takes on a slow processor, estimated
};

// What `field` is. Never fails: what fits no scheme is `unknown`. Views point into `field`.
CryptHash identify_crypt_hash(std::string_view field);

constexpr std::uint64_t crypt_field_size_max = 384;            // bytes, as libxcrypt has it
constexpr std::uint64_t crypt_candidate_size_max = 512;        // bytes
constexpr std::uint64_t crypt_try_microseconds_max = 500'000;  // one try
constexpr std::uint64_t crypt_memory_max = 64U << 20U;         // bytes, one try

struct PasswordTrial {
  std::size_t tried = 0;             // candidates hashed, from the first on
  std::optional<std::size_t> match;  // index of the candidate that opens it
  bool complete = false;             // a match, or every candidate was tried
};

// Hashes each of `candidates` as `hash` states, until one matches or `budget_microseconds` of
// estimated work are spent. A disabled hash is tried like any other. Errors: unsupported, where the
// scheme takes no password or is not known; limit, where one try costs more than the constants
// above (the rounds are chosen by whoever wrote the file).
Result<PasswordTrial> try_passwords(const CryptHash& hash,
                                    std::span<const std::string_view> candidates,
                                    std::uint64_t budget_microseconds);

}  // namespace assay::formats
