// The forms that can be turned back, without a secret:
//
//   cisco 7    two decimal digits s, then hexadecimal bytes; byte i is XORed with byte (s + i) mod
//              53 of a constant
//   juniper 9  "$9$", a letter, up to three letters without meaning, then letters of 65. The gap
//              from each letter to the next, less one, is weighed; two to four of them make a byte
//   base64     with its padding, and of printable characters
//
// Source: Cisco, "Cisco IOS Password Encryption Facts" (type 7 is meant to be reversible), and the
// constant as published on Bugtraq, 1995; Crypt::Juniper (CPAN) for the Junos form.
#include "readers/credential_value.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/lower_case.h"
#include "formats/base64.h"
#include "formats/crypt_hash.h"

namespace assay::readers {
namespace {

using formats::CryptHash;
using formats::HashScheme;

bool is_hex(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

bool is_switch(std::string_view value) {
  constexpr std::string_view words[] = {"0",         "1",      "yes",    "no",      "true",
                                        "false",     "on",     "off",    "enable",  "disable",
                                        "none",      "null",   "auto",   "enabled", "disabled",
                                        "required",  "-1",     "(null)", "nil",     "optional",
                                        "plaintext", "string", "text",   "char",    "unset"};
  const std::string small = lower_case(value);
  return std::ranges::find(words, small) != std::end(words);
}

bool is_placeholder(std::string_view value) {
  constexpr std::string_view parts[] = {"${",   "$(",   "{{", "<%", "%s", "`", "***",
                                        "xxxx", "XXXX", "<?", "@@", "%(", "#{"};
  if (std::ranges::any_of(parts, [&](auto part) { return value.find(part) != value.npos; }))
    return true;
  if (value.size() > 2 && value[0] == value.back() && (value[0] == '@' || value[0] == '%'))
    return true;
  if (value[0] == '<' && value.back() == '>') return true;
  return value[0] == '$' && value.find_first_not_of(
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz_0123456789",
                                1) == value.npos;
}

bool is_reference(std::string_view value) {
  return (value[0] == '/' && value.find('/', 1) != value.npos) || value.starts_with("./") ||
         value.starts_with("file:") || value.starts_with("!secret") || value.starts_with("$p$") ||
         value.starts_with("env:");
}

bool judge_hash(std::string_view kind, std::string_view value, CredentialValue& out) {
  const CryptHash crypt = formats::identify_crypt_hash(value);
  out.text = value;
  if (crypt.scheme == HashScheme::locked) return false;
  const bool crypted = value[0] == '$' && crypt.scheme > HashScheme::shadowed &&
                       crypt.scheme != HashScheme::unknown && value.size() > 8;
  constexpr std::string_view other[] = {"{SHA}",   "{SSHA}",  "{MD5}",   "pbkdf2",
                                        "$argon2", "$pbkdf2", "scrypt:", "$8$"};
  if (crypted) {
    out.scheme = to_string(crypt.scheme);
  } else if (const auto* one = std::ranges::find_if(
                 other, [&](auto prefix) { return value.starts_with(prefix); });
             one != std::end(other)) {
    out.scheme = *one;
  } else if (kind == "password" && is_hex(value)) {
    out.scheme = value.size() == 32   ? "md5 hex"
                 : value.size() == 40 ? "sha1 hex"
                 : value.size() == 64 ? "sha256 hex"
                                      : "";
  }
  return !out.scheme.empty();
}

bool judge_reversible(std::string_view value, CredentialValue& out) {
  out.plain = plain_of_juniper9(value);
  out.encoding = "juniper 9";
  if (out.plain.empty() && value.starts_with("7 ")) {
    out.plain = plain_of_cisco7(value.substr(2));
    out.encoding = "cisco 7";
  }
  if (out.plain.empty() && value.size() >= 8 && value.size() % 4 == 0 && value.ends_with('=')) {
    const auto bytes = formats::decode_base64(value);
    if (bytes && is_printable(as_text(*bytes))) out.plain = as_text(*bytes);
    out.encoding = "base64";
  }
  if (out.plain.empty()) out.encoding = {};
  return !out.plain.empty();
}

constexpr std::string_view families[] = {"QzF3n6/9CAtpu0O", "B1IREhcSyrleKvMW8LXx",
                                         "7N-dVbwsY2g4oaJZGUDj", "iHkq.mPf5T"};

}  // namespace

std::string plain_of_cisco7(std::string_view text) {
  constexpr std::string_view constant = "dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87";
  if (text.size() < 4 || text.size() % 2 != 0 || text.size() > 256 || !is_hex(text)) return {};
  const std::string_view digits = "0123456789abcdef";
  const std::string small = lower_case(text);
  const auto digit = [&](std::size_t i) { return digits.find(small[i]); };
  if (digit(0) > 9 || digit(1) > 9) return {};
  const std::size_t start = digit(0) * 10 + digit(1);
  std::string plain;
  for (std::size_t i = 0; 2 * i + 3 < text.size(); i++) {
    const std::size_t byte = digit(2 * i + 2) << 4U | digit(2 * i + 3);
    const auto mask = static_cast<unsigned char>(constant[(start + i) % constant.size()]);
    plain += static_cast<char>(byte ^ mask);
  }
  return is_printable(plain) ? plain : std::string();
}

std::string plain_of_juniper9(std::string_view text) {
  if (!text.starts_with("$9$") || text.size() < 6 || text.size() > 1024) return {};
  const std::string letters = [] {
    std::string all;
    for (const std::string_view family : families) all += family;
    return all;
  }();
  const std::array<std::initializer_list<std::size_t>, 7> weights = {
      {{1, 4, 32}, {1, 16, 32}, {1, 8, 32}, {1, 64}, {1, 32}, {1, 4, 16, 128}, {1, 32, 64}}};
  text.remove_prefix(3);
  if (text.find_first_not_of(letters) != text.npos) return {};
  std::size_t family = 0;
  while (families[family].find(text[0]) == std::string_view::npos) family++;
  std::size_t before = letters.find(text[0]);
  text.remove_prefix(std::min(text.size(), 4 - family));
  std::string plain;
  for (std::size_t i = 0; !text.empty(); i++) {
    std::size_t byte = 0;
    for (const std::size_t weight : weights[i % weights.size()]) {
      if (text.empty()) return {};
      const std::size_t at = letters.find(text[0]);
      byte += (at + letters.size() - before + letters.size() - 1) % letters.size() * weight;
      before = at;
      text.remove_prefix(1);
    }
    plain += static_cast<char>(byte % 256);
  }
  return is_printable(plain) ? plain : std::string();
}

CredentialValue judge_credential(std::string_view kind, std::string_view value) {
  CredentialValue out;
  if (value.empty()) {
    out.state = "empty";
    return out;
  }
  if (is_switch(value) && kind != "pin") return out;
  if (is_placeholder(value)) {
    out.state = "placeholder";
    return out;
  }
  if (is_reference(value)) {
    out.state = "reference";
    return out;
  }
  // "0 text" and "5 hash", as network systems write it; what is left of "7 text" is undone below.
  if (value.size() > 2 && value[1] == ' ' && value[0] >= '0' && value[0] <= '9' && value[0] != '7')
    value.remove_prefix(2);
  if (judge_reversible(value, out)) {
    out.state = "reversible";
    return out;
  }
  if (judge_hash(kind, value, out)) {
    out.state = "hash";
    return out;
  }
  const bool sentence = kind != "psk" && value.find(' ') != value.npos;
  const bool foreign = std::ranges::any_of(value, [](char c) { return c < ' ' || c > 0x7e; });
  if (sentence || foreign || value.ends_with(':')) return out;
  out.state = "plain";
  return out;
}

}  // namespace assay::readers
