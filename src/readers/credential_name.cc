// A name is split where its letters change from small to large, at digits and at signs. Its last
// word says what it holds, and the one before it may deny that ("save_password", "no_password").
// Names without any break ("adminpassword") are known by their end.
#include "readers/credential_name.h"

#include <algorithm>

#include "readers/path.h"

namespace assay::readers {
namespace {

using Words = std::vector<std::string>;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Ending {
  std::string_view word;
  std::string_view kind;
};

// The longer ones first, where one ends with another.
constexpr Ending endings[] = {
    {"passphrase", "password"},
    {"password", "password"},
    {"passwd", "password"},
    {"passwort", "password"},
    {"passcode", "password"},
    {"pwd", "password"},
    {"psk", "psk"},
    {"presharedkey", "psk"},
    {"sharedkey", "psk"},
    {"wepkey", "psk"},
    {"wpakey", "psk"},
    {"community", "community"},
    {"apikey", "api_key"},
    {"secretkey", "key"},
    {"secret", "secret"},
    {"accesstoken", "token"},
    {"authtoken", "token"},
    {"aeskey", "key"},
    {"encryptionkey", "key"},
};

// Last words that hold something only as words of their own: "compass" and "bypass" do not.
constexpr Ending alone[] = {
    {"pass", "password"}, {"pw", "password"}, {"token", "token"}, {"pin", "pin"}};

constexpr std::string_view key_owners[] = {"encryption", "encrypt", "enc",    "aes", "des",
                                           "crypto",     "cipher",  "hmac",   "jwt", "signing",
                                           "master",     "secret",  "private"};

constexpr std::string_view denials[] = {
    "ask",   "require", "requires", "required", "save",   "show",     "display", "enable",
    "use",   "change",  "changed",  "reset",    "forgot", "need",     "confirm", "is",
    "has",   "allow",   "no",       "check",    "hide",   "force",    "min",     "max",
    "empty", "null",    "encrypt",  "verify",   "permit", "remember", "invalid", "wrong",
    "set",   "enter",   "bad",      "new",      "old",    "re",       "retype",  "generate"};

template <class Range>
bool has(const Range& range, std::string_view word) {
  return std::ranges::find(range, word) != std::ranges::end(range);
}

// Words without those behind the one that counts: numbers, and what says how it is written.
void drop_tail(Words& words) {
  constexpr std::string_view tails[] = {"plain", "text",    "cleartext", "clear", "value",
                                        "str",   "string",  "default",   "def",   "hash",
                                        "md5",   "encoded", "base64",    "b64",   "encrypted"};
  while (words.size() > 1 && (is_digit(words.back()[0]) || has(tails, words.back())))
    words.pop_back();
}

std::string_view kind_of(const Words& words, std::string_view section) {
  if (words.empty()) return {};
  const std::string& last = words.back();
  if (words.size() > 1 && has(denials, words[words.size() - 2])) return {};
  for (const Ending& one : alone)
    if (last == one.word) return one.kind;
  if (last == "key" && words.size() > 1) {
    const std::string& owner = words[words.size() - 2];
    if (owner == "api") return "api_key";
    if (owner == "wep" || owner == "wpa" || owner == "shared" || owner == "psk") return "psk";
    if (owner == "access" || owner == "auth") return "token";
    return has(key_owners, owner) ? "key" : std::string_view();
  }
  // UCI has the passphrase of a network in an option of this name.
  if (last == "key" && section.starts_with("wifi-iface")) return "psk";
  for (const Ending& one : endings)
    if (last.ends_with(one.word)) return one.kind;
  return {};
}

struct Service {
  std::string_view word;
  std::string_view name;
};

constexpr Service services[] = {
    {"snmp", "snmp"},
    {"snmpd", "snmp"},
    {"tr069", "tr069"},
    {"tr", "tr069"},
    {"cwmp", "tr069"},
    {"acs", "tr069"},
    {"easycwmp", "tr069"},
    {"connectionrequest", "tr069"},
    {"managementserver", "tr069"},
    {"pppoe", "ppp"},
    {"ppp", "ppp"},
    {"pptp", "ppp"},
    {"l2tp", "ppp"},
    {"wan", "ppp"},
    {"wifi", "wifi"},
    {"wlan", "wifi"},
    {"wl", "wifi"},
    {"wireless", "wifi"},
    {"wpa", "wifi"},
    {"wep", "wifi"},
    {"ssid", "wifi"},
    {"hostapd", "wifi"},
    {"radius", "radius"},
    {"http", "web"},
    {"https", "web"},
    {"web", "web"},
    {"gui", "web"},
    {"lighttpd", "web"},
    {"httpd", "web"},
    {"uhttpd", "web"},
    {"ftp", "ftp"},
    {"ftpd", "ftp"},
    {"vsftpd", "ftp"},
    {"samba", "samba"},
    {"smb", "samba"},
    {"telnet", "telnet"},
    {"telnetd", "telnet"},
    {"ssh", "ssh"},
    {"dropbear", "ssh"},
    {"mqtt", "mqtt"},
    {"mosquitto", "mqtt"},
    {"sip", "sip"},
    {"voip", "sip"},
    {"ipsec", "vpn"},
    {"vpn", "vpn"},
    {"openvpn", "vpn"},
    {"ddns", "ddns"},
    {"smtp", "mail"},
    {"mail", "mail"},
    {"mysql", "database"},
    {"db", "database"},
    {"database", "database"},
    {"login", "login"},
    {"admin", "login"},
    {"root", "login"},
    {"sys", "login"},
    {"user", "login"},
    {"users", "login"},
    {"account", "login"},
};

// `last`: the last word of the text that tells a service counts, not the first.
std::string_view service_in(std::string_view text, bool last) {
  std::string_view found;
  for (const std::string& word : words_of_name(text)) {
    if (!found.empty() && !last) break;
    const auto* one = std::ranges::find_if(
        services, [&](const Service& service) { return service.word == word; });
    if (one != std::end(services)) found = one->name;
  }
  return found;
}

}  // namespace

std::vector<std::string> words_of_name(std::string_view name) {
  Words words;
  bool fresh = true;
  for (std::size_t i = 0; i < name.size(); i++) {
    const char c = name[i];
    const bool letter = is_lower(c) || is_upper(c);
    if (!letter && !is_digit(c)) {
      fresh = true;
      continue;
    }
    const char before = i > 0 ? name[i - 1] : '\0';
    const bool next_lower = i + 1 < name.size() && is_lower(name[i + 1]);
    const bool humps = is_upper(c) && (is_lower(before) || (is_upper(before) && next_lower));
    // "tr069" and "md5" keep their digits.
    if (fresh || humps) words.emplace_back();
    words.back() += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    fresh = false;
  }
  for (std::string& word : words) {
    // "passwd2" is a second passwd.
    while (word.size() > 4 && is_digit(word.back()) && word != "tr069" && word != "base64")
      word.pop_back();
  }
  return words;
}

std::string_view credential_kind(std::string_view section, std::string_view name) {
  Words words = words_of_name(name);
  drop_tail(words);
  return kind_of(words, section);
}

bool names_user(std::string_view name) {
  constexpr std::string_view whole[] = {"user", "username", "login", "account", "usr", "uname"};
  Words words = words_of_name(name);
  drop_tail(words);
  if (words.empty()) return false;
  if (words.back() == "name" || words.back() == "id") {
    if (words.size() == 1) return words[0] == "name";
    words.pop_back();
    return has(whole, words.back()) || words.back() == "admin" || words.back() == "login" ||
           words.back() == "u";  // TS_UName beside TS_UPwd
  }
  return has(whole, words.back()) || words.back().ends_with("username");
}

std::string stem_of_name(std::string_view name) {
  Words words = words_of_name(name);
  drop_tail(words);
  std::string stem;
  if (!words.empty()) words.pop_back();
  while (!words.empty() && (words.back() == "user" || words.back() == "login")) words.pop_back();
  for (const std::string& word : words) stem += (stem.empty() ? "" : "_") + word;
  return stem;
}

std::string_view service_of_names(std::string_view path, std::string_view section,
                                  std::string_view name) {
  if (const auto service = service_in(name, false); !service.empty()) return service;
  // Of a path of sections the innermost is the closest.
  if (const auto service = service_in(section, true); !service.empty()) return service;
  if (const auto service = service_in(base_of(path), false); !service.empty()) return service;
  return service_in(base_of(folder_of(path)), false);
}

}  // namespace assay::readers
