#include "readers/password_trial.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/digest.h"
#include "readers/dictionary.h"

namespace assay::readers {
namespace {

constexpr std::uint64_t hash_microseconds_max = 500'000;  // of trying, one hash
constexpr std::uint64_t digest_microseconds = 2;          // of one digest

std::vector<std::string_view> candidates_for(std::string_view user) {
  const Dictionary& dictionary = default_passwords();
  std::vector<std::string_view> candidates = {"", user};
  candidates.insert(candidates.end(), dictionary.passwords.begin(), dictionary.passwords.end());
  return candidates;
}

void set_match(std::size_t match, std::string_view password, Fact& fact) {
  fact.set("known_plaintext", password);
  if (match < 2) {
    fact.set("dictionary_source", match == 0 ? "the empty password" : "the account's name");
    return;
  }
  const Dictionary& dictionary = default_passwords();
  fact.set("dictionary_line", dictionary.lines[match - 2]);
  fact.set("dictionary_source",
           std::string(dictionary.name) + ": " + std::string(dictionary.sources[match - 2]));
}

std::string lower(std::string_view hex) {
  std::string small(hex);
  for (char& c : small)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  return small;
}

// Whether `made`, a digest of each candidate in turn, is `hex`.
template <class Make>
void try_each(std::string_view hex, std::string_view user, std::uint64_t& left, Fact& fact,
              const Make& make) {
  const std::vector<std::string_view> candidates = candidates_for(user);
  const std::string wanted = lower(hex);
  std::size_t tried = 0;
  std::optional<std::size_t> match;
  for (; tried < candidates.size() && left >= digest_microseconds && !match; tried++) {
    left -= digest_microseconds;
    const Result<Buffer> made = make(candidates[tried]);
    if (!made) break;
    if (to_hex(Bytes(*made)) == wanted) match = tried;
  }
  fact.set("tried_count", tried);
  if (match) set_match(*match, candidates[*match], fact);
}

}  // namespace

void PasswordTrial::try_hash(const formats::CryptHash& hash, std::string_view user, Fact& fact) {
  const std::vector<std::string_view> candidates = candidates_for(user);
  const auto trial =
      formats::try_passwords(hash, candidates, std::min(hash_microseconds_max, left_));
  if (!trial) {
    fact.set("tried_count", 0);
    return;
  }
  left_ -= std::min<std::uint64_t>(left_, trial->tried * (hash.microseconds + 1));
  fact.set("tried_count", trial->tried);
  if (trial->match) set_match(*trial->match, candidates[*trial->match], fact);
}

void PasswordTrial::try_digest(std::string_view algorithm, std::string_view hex,
                               std::string_view user, Fact& fact) {
  try_each(hex, user, left_, fact,
           [&](std::string_view password) { return digest_by(algorithm, {as_bytes(password)}); });
}

void PasswordTrial::try_realm(std::string_view realm, std::string_view hex, std::string_view user,
                              Fact& fact) {
  const std::string head = std::string(user) + ":" + std::string(realm) + ":";
  try_each(hex, user, left_, fact, [&](std::string_view password) {
    return digest_by("md5", {as_bytes(head), as_bytes(password)});
  });
}

void look_up(std::string_view password, std::string_view user, Fact& fact) {
  const std::vector<std::string_view> candidates = candidates_for(user);
  const auto at = std::ranges::find(candidates.begin() + 1, candidates.end(), password);
  if (at == candidates.end() || password.empty()) return;
  set_match(static_cast<std::size_t>(at - candidates.begin()), password, fact);
}

}  // namespace assay::readers
