// Source: Linux manual pages crypt(3), getspnam(3), pam_authenticate(3).
#include "readers/credential_source.h"

#include <algorithm>
#include <string>

#include "base/lower_case.h"
#include "readers/call_site.h"

namespace assay::readers {
namespace {

constexpr std::string_view names[] = {"crypt",
                                      "crypt_r",
                                      "crypt_ra",
                                      "crypt_checkpass",
                                      "getspnam",
                                      "getspnam_r",
                                      "getspent",
                                      "fgetspent",
                                      "pam_start",
                                      "pam_authenticate",
                                      "pam_acct_mgmt",
                                      "pw_encrypt",
                                      "krb5_verify_user",
                                      "ldap_simple_bind_s",
                                      "ldap_sasl_bind_s",
                                      "PKCS5_PBKDF2_HMAC",
                                      "bcrypt_checkpass",
                                      "crypto_pwhash_str_verify"};

bool names_password(std::string_view text) {
  const std::string name = lower_case(text);
  for (const std::string_view word : {"passw", "pwd", "_pass", "authenticate", "checkpass"})
    if (name.find(word) != std::string::npos) return true;
  return false;
}

}  // namespace

CredentialSources::Told CredentialSources::told_by(std::string_view name) {
  if (std::ranges::find(names, name) != std::end(names)) return Told::yes;
  // The working directory and its kin have "pwd" in their names as well.
  if (name.find("cwd") == std::string_view::npos && name != "getpwd" && names_password(name) &&
      name != "endpwent" && name != "getpass")
    return Told::yes;
  const bool gets =
      name.find("nvram") != std::string_view::npos || name.find("_get") != std::string_view::npos;
  return gets ? Told::by_arguments : Told::no;
}

bool CredentialSources::asks_by_name(const code::Call& call) {
  const std::string_view name = call.callee.name;
  if (name.empty()) return false;
  const auto [known, is_new] = names_.try_emplace(name);
  if (is_new) known->second = told_by(name);
  if (known->second != Told::by_arguments) return known->second == Told::yes;
  for (std::size_t i = 0; i < 3; i++)
    if (const auto key = constant_text(survey_.program(), call.arguments[i]))
      if (names_password(*key)) return true;
  return false;
}

bool CredentialSources::asks(const code::Call& call, std::span<const code::Call> beside) {
  return asks_by_name(call) || hashes_.makes(call, beside) ||
         (call.callee.address != 0 && asks_within(call.callee.address));
}

bool CredentialSources::asks_within(std::uint64_t address) {
  const auto [known, is_new] = within_.try_emplace(address, false);
  if (!is_new) return known->second;
  const code::SurveyedFunction* function = survey_.function_at(address);
  if (function == nullptr) return false;
  const auto calls = survey_.calls_of(*function);
  const bool asks = std::ranges::any_of(calls, [&](const code::Call& inner) {
    return asks_by_name(inner) || hashes_.makes(inner, calls);
  });
  return within_[address] = asks;
}

std::string_view credential_use(const code::Call& call, std::size_t index) {
  const std::string_view name = call.callee.name;
  if (name.starts_with("crypt") || name == "pw_encrypt" || name == "PKCS5_PBKDF2_HMAC")
    return index == 0 ? "password" : "";
  if (name == "getspnam" || name == "getspnam_r") return index == 0 ? "name" : "";
  return index < 4 && name.find("get") == std::string_view::npos ? "given" : "";
}

}  // namespace assay::readers
