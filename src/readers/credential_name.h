// What the name of a setting, a column or an element says it holds: a password, a community, a
// key, a user's name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay::readers {

// The words of a name in lower case: "acsPassword_2" is acs, password, 2.
std::vector<std::string> words_of_name(std::string_view name);

// "password", "community", "psk", "secret", "token", "api_key", "key" or "pin" where a setting of
// this name in this section holds such a thing; else empty. "password_min_length" holds none.
std::string_view credential_kind(std::string_view section, std::string_view name);

// Whether a setting of this name holds the name of a user.
bool names_user(std::string_view name);

// What a credential and its user's name have in common: "http" of http_passwd and http_username.
std::string stem_of_name(std::string_view name);

// For which service a credential is, by the words of its name, section and file: "snmp", "tr069",
// "ppp", "wifi", "web", "ftp", ...; empty where none tells.
std::string_view service_of_names(std::string_view path, std::string_view section,
                                  std::string_view name);

}  // namespace assay::readers
