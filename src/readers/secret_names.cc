// Source: AWS, "IAM identifiers" (AKIA); Google Cloud, "API keys" (AIza); GitHub, "Behind GitHub's
// new authentication token formats" (ghp_); Slack, "Token types" (xox); Stripe, "API keys"
// (sk_live_).
#include "readers/secret_names.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/lower_case.h"

namespace assay::readers {
namespace {

// Letters lower; signs that a name may have anywhere are none.
constexpr char letter_of(char c) {
  if (c == '_' || c == '-' || c == '.' || c == '$') return '\0';
  return lower_case(c);
}

// Letters lower, without '_', '-', '.' and '$': "AES_Key" and "aesKey" are one name.
std::string plain(std::string_view name) {
  std::string out;
  for (const char c : name)
    if (letter_of(c) != '\0') out += letter_of(c);
  return out;
}

template <std::size_t n>
bool ends_with_one_of(std::string_view text, const std::string_view (&list)[n]) {
  // Most names end otherwise in their last letter already.
  return !text.empty() && std::ranges::any_of(list, [&](std::string_view one) {
    return one.back() == text.back() && text.ends_with(one);
  });
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Words of user interfaces, settings and placeholders.
bool is_plain_word(std::string_view value) {
  constexpr std::string_view words[] = {
      "pass",   "pwd",      "psw",     "key",   "token",  "login",   "user",    "input",
      "text",   "secret",   "label",   "your",  "change", "example", "xxxx",    "****",
      "field",  "none",     "null",    "true",  "false",  "enable",  "disable", "undefined",
      "string", "required", "invalid", "error", "button", "default", "auth",    "confirm"};
  const std::string lower = plain(value);
  return std::ranges::any_of(words, [&](std::string_view word) { return has(lower, word); });
}

constexpr std::string_view passwords[] = {"password",   "passwd",    "passwort",   "pwd",
                                          "passphrase", "adminpass", "userpass",   "rootpass",
                                          "admpass",    "loginpass", "telnetpass", "defaultpass"};
constexpr std::string_view keys[] = {
    "aeskey",     "deskey",        "secretkey",    "enckey",       "cryptkey",   "cryptokey",
    "encryptkey", "encryptionkey", "hmackey",      "signkey",      "signingkey", "privatekey",
    "cipherkey",  "masterkey",     "sharedsecret", "clientsecret", "jwtsecret",  "appsecret",
    "jwtkey",     "tokensecret",   "secret",       "configkey",    "backupkey"};
constexpr std::string_view tokens[] = {"apikey",    "accesstoken", "authtoken", "apitoken",
                                       "accesskey", "bearertoken", "apisecret"};
constexpr std::string_view ivs[] = {"aesiv", "cipheriv", "initvector", "initializationvector"};

// The last two letters of the words above, as most names end otherwise.
constexpr auto word_ends = [] {
  std::array<std::array<bool, 128>, 128> table{};
  const auto add = [&](std::string_view word) {
    table[static_cast<unsigned char>(word[word.size() - 2])]
         [static_cast<unsigned char>(word.back())] = true;
  };
  for (const std::string_view word : passwords) add(word);
  for (const std::string_view word : keys) add(word);
  for (const std::string_view word : tokens) add(word);
  for (const std::string_view word : ivs) add(word);
  return table;
}();

bool may_end_a_word(std::string_view name) {
  std::array<unsigned char, 2> last{};  // from the end
  std::size_t count = 0;
  for (std::size_t i = name.size(); i > 0 && count < last.size(); i--)
    if (const char c = letter_of(name[i - 1]); c != '\0')
      last[count++] = static_cast<unsigned char>(c);
  return last[0] < 128 && last[1] < 128 && word_ends[last[1]][last[0]];
}

}  // namespace

std::string_view secret_kind(std::string_view name) {
  if (!may_end_a_word(name)) return {};
  const std::string text = plain(name);
  if (ends_with_one_of(text, ivs)) return "iv";
  if (ends_with_one_of(text, tokens)) return "token";
  if (ends_with_one_of(text, keys)) return "key";
  if (ends_with_one_of(text, passwords)) return "password";
  return {};
}

bool is_secret_value(std::string_view kind, std::string_view value, bool sure) {
  const std::size_t size_min = kind == "password" ? 4 : 8;
  if (value.size() < size_min || value.size() > 256 || !is_printable(value)) return false;
  if (std::string_view("#./$<&%{@[\\:?=*").find(value[0]) != std::string_view::npos) return false;
  if (has(value, "${") || has(value, "://") || has(value, "<") || has(value, "%s")) return false;
  const bool sample = std::ranges::all_of(value, [&](char c) { return c == value[0]; });
  if (kind == "password" && (sample || is_plain_word(value))) return false;
  if (sample && !is_alnum(value[0])) return false;
  // An identifier: words with '_' or '-' between them, or one.
  const bool letters = std::ranges::none_of(value, [](char c) {
    return !(c == '_' || c == '-' || (is_alnum(c) && (c < '0' || c > '9')));
  });
  if (letters && kind != "password" && is_plain_word(value)) return false;
  return !letters || (sure && !has(value, "_") && !has(value, "-"));
}

std::string_view token_service(std::string_view value) {
  if (value.size() < 20 || !is_printable(value)) return {};
  if (value.size() == 20 && value.starts_with("AKIA") && std::ranges::all_of(value, is_alnum))
    return "AWS access key";
  if (value.size() == 39 && value.starts_with("AIza")) return "Google API key";
  if (value.size() == 40 && value.starts_with("ghp_")) return "GitHub token";
  if (value.size() > 40 && value.starts_with("xoxb-")) return "Slack token";
  if (value.size() > 24 && value.starts_with("sk_live_")) return "Stripe key";
  return {};
}

}  // namespace assay::readers
