// Tries the likeliest passwords on hashes, within the time that is allowed for one file.
#pragma once

#include <cstdint>
#include <string_view>

#include "formats/crypt_hash.h"
#include "model/fact.h"

namespace assay::readers {

// The number that are tried depends on what the hashes state of their own cost, never on a clock,
// and is the same on every machine.
class PasswordTrial {
 public:
  // Tries the empty password, `user` and the shipped dictionary, and sets the columns tried_count,
  // known_plaintext, dictionary_line and dictionary_source.
  void try_hash(const formats::CryptHash& hash, std::string_view user, Fact& fact);

  // The same for a digest in hex, of the password alone: by "md5", "sha1" or "sha256".
  void try_digest(std::string_view algorithm, std::string_view hex, std::string_view user,
                  Fact& fact);

  // The same for a digest of "user:realm:password" by MD5.
  void try_realm(std::string_view realm, std::string_view hex, std::string_view user, Fact& fact);

 private:
  std::uint64_t left_ = 4'000'000;  // microseconds, of all hashes of a file
};

// Sets known_plaintext, dictionary_line and dictionary_source where the dictionary has `password`.
void look_up(std::string_view password, std::string_view user, Fact& fact);

}  // namespace assay::readers
