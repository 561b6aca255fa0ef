// Password hashes. After a prefix that names the scheme come parameters, salt and digest:
//
//   des          SSdddddddddddd                2 salt, 11 digest, of [./0-9A-Za-z]
//   bsdi         _RRRRSSSSddddddddddd          4 rounds (6 bits each, lowest first), 4 salt
//   md5, apr1    $1$salt$digest                1000 rounds
//   bcrypt       $2b$CC$<22 salt><31 digest>   2^CC rounds
//   sha256/512   $5$[rounds=N$]salt$digest     5000 rounds where none are stated
//   sha1crypt    $sha1$N$salt$digest
//   sun_md5      $md5[,rounds=N]$salt$$digest  4096 + N rounds
//   scrypt       $7$NrrrrrpppppSALT$digest     N: log2, one character; r, p: 30 bits, lowest first
//   yescrypt     $y$PARAMETERS$salt$digest     flavour, log2(N) - 1, r in a variable-length code
//   nt           $3$$<32 hexadecimal>
//
// Where a scheme's rounds are stated, they are what a try costs, and they are attacker-chosen.
// Microseconds are of libxcrypt on one core of a 2 GHz processor, rounded up.
//
// Source: crypt(5) of libxcrypt 4.4; Drepper, "Unix crypt using SHA-256 and SHA-512"; Provos and
// Mazieres, "A Future-Adaptable Password Scheme"; yescrypt README and its encoded parameter format.
#include "formats/crypt_hash.h"

#include <crypt.h>
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "formats/apr1.h"

namespace assay::formats {
namespace {

constexpr std::string_view digits64 =
    "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

bool all_digits64(std::string_view text) {
  return text.find_first_not_of(digits64) == std::string_view::npos;
}

// The number that `text` writes in base 64, lowest digit first. `text` is of such digits.
std::uint64_t number64(std::string_view text) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < text.size(); i++)
    value |= static_cast<std::uint64_t>(digits64.find(text[i])) << (6 * i);
  return value;
}

// The leading decimal number of `text`; nothing where it has none or it is over 32 bits.
std::optional<std::uint64_t> decimal(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end == text.data()) return std::nullopt;
  return value;
}

// `text` up to the next '$', which is taken off with it.
std::string_view next_part(std::string_view& text) {
  const std::size_t end = std::min(text.find('$'), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

// Rounds that cannot be read count as too many to try.
void set_rounds(CryptHash& hash, std::optional<std::uint64_t> rounds, std::uint64_t nanoseconds) {
  hash.rounds = rounds;
  hash.microseconds =
      rounds && *rounds < UINT64_MAX / 100'000 ? *rounds * nanoseconds / 1000 + 1 : UINT64_MAX;
}

void read_sha(CryptHash& hash, std::string_view rest) {
  constexpr std::uint64_t unstated = 5000;
  constexpr std::string_view stated = "rounds=";
  std::optional<std::uint64_t> rounds = unstated;
  if (rest.starts_with(stated)) rounds = decimal(next_part(rest).substr(stated.size()));
  hash.salt = next_part(rest);
  set_rounds(hash, rounds, 700);
}

void read_bcrypt(CryptHash& hash, std::string_view rest) {
  const auto cost = decimal(next_part(rest));
  hash.salt = rest.substr(0, 22);
  set_rounds(hash, cost && *cost < 32 ? std::optional(std::uint64_t{1} << *cost) : std::nullopt,
             90'000);
}

void read_sun_md5(CryptHash& hash, std::string_view rest) {
  constexpr std::uint64_t least = 4096;
  std::optional<std::uint64_t> rounds = least;
  if (rest.starts_with(",rounds=")) {
    rounds = decimal(rest.substr(8));
    if (rounds) *rounds += least;
  }
  next_part(rest);
  hash.salt = next_part(rest);
  set_rounds(hash, rounds, 3000);
}

void set_memory_hard(CryptHash& hash, std::uint64_t log2_n, std::uint64_t r, std::uint64_t p) {
  if (log2_n > 40 || r == 0 || r > 4096 || p == 0 || p > 4096) {
    hash.memory = hash.microseconds = UINT64_MAX;
    return;
  }
  const std::uint64_t n = std::uint64_t{1} << log2_n;
  hash.memory = n * r * 128;
  hash.rounds = n;
  hash.microseconds = n * r * p * 2 / 3 + 1;
}

void read_scrypt(CryptHash& hash, std::string_view rest) {
  const std::string_view parameters = rest.substr(0, std::min<std::size_t>(rest.size(), 11));
  rest.remove_prefix(parameters.size());
  hash.salt = next_part(rest);
  if (parameters.size() < 11 || !all_digits64(parameters)) {
    set_memory_hard(hash, UINT64_MAX, 0, 0);
    return;
  }
  set_memory_hard(hash, number64(parameters.substr(0, 1)), number64(parameters.substr(1, 5)),
                  number64(parameters.substr(6, 5)));
}

// A number of one or more digits: the first says how many follow and the range it starts from.
// Nothing where it is cut short.
std::optional<std::uint64_t> yescrypt_number(std::string_view& text, std::uint64_t least) {
  if (text.empty() || !all_digits64(text.substr(0, 1))) return std::nullopt;
  std::uint64_t digit = digits64.find(text[0]);
  text.remove_prefix(1);
  std::uint64_t value = least;
  std::uint64_t start = 0;
  std::uint64_t end = 47;
  unsigned more = 0;
  while (digit > end) {
    value += (end + 1 - start) << (6 * more);
    start = end + 1;
    end = start + (62 - end) / 2;
    if (++more > 4) return std::nullopt;
  }
  value += (digit - start) << (6 * more);
  for (; more > 0; more--) {
    if (text.empty() || !all_digits64(text.substr(0, 1))) return std::nullopt;
    digit = digits64.find(text[0]);
    text.remove_prefix(1);
    value += digit << (6 * (more - 1));
  }
  return value;
}

void read_yescrypt(CryptHash& hash, std::string_view rest) {
  std::string_view parameters = next_part(rest);
  hash.salt = next_part(rest);
  const auto flavour = yescrypt_number(parameters, 0);
  const auto log2_n = yescrypt_number(parameters, 1);
  const auto r = yescrypt_number(parameters, 1);
  // Further parameters (p, t, g) multiply the work by an amount that we do not follow.
  const bool plain = flavour && log2_n && r && parameters.empty();
  set_memory_hard(hash, plain ? *log2_n : UINT64_MAX, plain ? *r : 0, 1);
}

struct PrefixedScheme {
  std::string_view prefix;
  HashScheme scheme;
  HashStrength strength;
  void (*read)(CryptHash& hash, std::string_view rest);
};

void read_md5(CryptHash& hash, std::string_view rest) {
  hash.salt = next_part(rest);
  set_rounds(hash, 1000, 700);
}

void read_sha1(CryptHash& hash, std::string_view rest) {
  const auto rounds = decimal(next_part(rest));
  hash.salt = next_part(rest);
  set_rounds(hash, rounds, 2000);
}

constexpr PrefixedScheme prefixed[] = {
    {"$1$", HashScheme::md5, HashStrength::outdated, read_md5},
    {"$apr1$", HashScheme::apr1, HashStrength::outdated, read_md5},
    {"$md5", HashScheme::sun_md5, HashStrength::outdated, read_sun_md5},
    {"$2a$", HashScheme::bcrypt, HashStrength::sound, read_bcrypt},
    {"$2b$", HashScheme::bcrypt, HashStrength::sound, read_bcrypt},
    {"$2x$", HashScheme::bcrypt, HashStrength::sound, read_bcrypt},
    {"$2y$", HashScheme::bcrypt, HashStrength::sound, read_bcrypt},
    {"$5$", HashScheme::sha256, HashStrength::sound, read_sha},
    {"$6$", HashScheme::sha512, HashStrength::sound, read_sha},
    {"$y$", HashScheme::yescrypt, HashStrength::sound, read_yescrypt},
    {"$gy$", HashScheme::gost_yescrypt, HashStrength::sound, read_yescrypt},
    {"$7$", HashScheme::scrypt, HashStrength::sound, read_scrypt},
    {"$sha1$", HashScheme::sha1crypt, HashStrength::outdated, read_sha1},
    {"$3$", HashScheme::nt, HashStrength::weak,
     [](CryptHash& hash, std::string_view) { hash.microseconds = 5; }},
};

bool read_prefixed(CryptHash& hash) {
  for (const PrefixedScheme& scheme : prefixed) {
    if (!hash.hash.starts_with(scheme.prefix)) continue;
    hash.scheme = scheme.scheme;
    hash.strength = scheme.strength;
    scheme.read(hash, hash.hash.substr(scheme.prefix.size()));
    return true;
  }
  return false;
}

void read_des(CryptHash& hash) {
  const std::string_view text = hash.hash;
  if (text.size() == 13 && all_digits64(text)) {
    hash.scheme = HashScheme::des;
    hash.strength = HashStrength::weak;
    hash.salt = text.substr(0, 2);
    hash.microseconds = 10;
  } else if (text.size() == 20 && text[0] == '_' && all_digits64(text.substr(1))) {
    hash.scheme = HashScheme::bsdi;
    hash.strength = HashStrength::weak;
    hash.salt = text.substr(5, 4);
    set_rounds(hash, number64(text.substr(1, 4)), 300);
  }
}

}  // namespace

CryptHash identify_crypt_hash(std::string_view field) {
  CryptHash hash;
  hash.hash = field;
  if (field.empty()) {
    hash.scheme = HashScheme::empty;
    hash.strength = HashStrength::none;
    return hash;
  }
  if (field == "x") {
    hash.scheme = HashScheme::shadowed;
    return hash;
  }
  const std::size_t start = std::min(field.find_first_not_of("!*"), field.size());
  hash.hash = field.substr(start);
  hash.disabled = start != 0;
  if (!read_prefixed(hash)) read_des(hash);
  if (hash.scheme == HashScheme::unknown && hash.disabled) hash.scheme = HashScheme::locked;
  return hash;
}

Result<PasswordTrial> try_passwords(const CryptHash& hash,
                                    std::span<const std::string_view> candidates,
                                    std::uint64_t budget_microseconds) {
  if (hash.scheme <= HashScheme::shadowed || hash.scheme == HashScheme::unknown) {
    return fail(ErrorCode::unsupported,
                fmt::format("a field of scheme {} takes no password", to_string(hash.scheme)));
  }
  if (hash.hash.size() >= crypt_field_size_max || hash.hash.find('\0') != std::string_view::npos)
    return fail(ErrorCode::unsupported, fmt::format("a hash of {} bytes", hash.hash.size()));
  if (hash.microseconds > crypt_try_microseconds_max || hash.memory > crypt_memory_max) {
    return fail(ErrorCode::limit,
                fmt::format("one try would take some {} ms and {} bytes, {} and {} at most",
                            hash.microseconds / 1000, hash.memory,
                            crypt_try_microseconds_max / 1000, crypt_memory_max));
  }
  const std::string setting(hash.hash);
  const auto state = std::make_unique<crypt_data>();
  PasswordTrial trial;
  std::uint64_t spent = 0;
  for (std::size_t i = 0; i < candidates.size(); i++) {
    spent += hash.microseconds + 1;
    if (spent > budget_microseconds) return trial;
    trial.tried++;
    const std::string candidate(candidates[i].substr(0, crypt_candidate_size_max));
    std::string made;
    if (hash.scheme == HashScheme::apr1) {
      made = apr1_crypt(candidate, hash.salt);
    } else if (const char* text = crypt_r(candidate.c_str(), setting.c_str(), state.get())) {
      made = text;
    }
    if (made != setting) continue;
    trial.match = i;
    break;
  }
  trial.complete = true;
  return trial;
}

}  // namespace assay::formats
