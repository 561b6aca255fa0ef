// TLS as servers configure it:
//
//   nginx      ssl_protocols TLSv1.2 TLSv1.3     ssl_ciphers LIST     ssl_verify_client on
//   Apache     SSLProtocol all -SSLv3            SSLCipherSuite LIST  SSLVerifyClient require
//   lighttpd   ssl.use-sslv3 = "enable"          ssl.cipher-list      ssl.openssl.ssl-conf-cmd =
//              ("MinProtocol" => "TLSv1.2", "CipherString" => "HIGH")
//   stunnel    sslVersion = TLSv1   sslVersionMin = TLSv1.2   ciphers = LIST   verify = 0
//   OpenVPN    tls-version-min 1.2  tls-cipher LIST   cipher NAME   data-ciphers LIST   auth NAME
//   mosquitto  tls_version tlsv1.2  ciphers LIST   require_certificate true
//   vsftpd     ssl_sslv3=YES, ssl_tlsv1=YES, ssl_ciphers=LIST
//   MySQL      tls_version=TLSv1,TLSv1.2   ssl-cipher         PostgreSQL  ssl_min_protocol_version
//
// Versions are those that the line itself names: of "all" only what else stands there. Of a least
// version all from it on. Of ciphers those that are let in: what stands behind '!' or '-' is not.
//
// Source: nginx ngx_http_ssl_module, Apache mod_ssl, lighttpd wiki "Docs_SSL", stunnel(8),
// openvpn(8), mosquitto.conf(5), vsftpd.conf(5), MySQL and PostgreSQL manuals; openssl-ciphers(1).
#include <algorithm>
#include <array>

#include "base/lower_case.h"
#include "readers/setting_meaning.h"

namespace assay::readers {
namespace {

constexpr std::size_t value_size_max = 1024;

constexpr std::array<std::string_view, 6> versions = {"SSLv2",   "SSLv3",   "TLSv1.0",
                                                      "TLSv1.1", "TLSv1.2", "TLSv1.3"};

constexpr std::string_view signs = " \t,;:\"'()=>";

std::string lower(std::string_view text) { return lower_case(text.substr(0, value_size_max)); }

// The place in `versions` of "TLSv1", "tlsv1.2", "1.0", "SSLv3"; its size where it is none.
std::size_t version_of(std::string_view word) {
  std::string name = lower(word);
  if (name == "tlsv1" || name == "tls1" || name == "tlsv1_0") name = "tlsv1.0";
  std::ranges::replace(name, '_', '.');
  if (name.starts_with("1.")) name = "tlsv" + name;
  std::size_t at = 0;
  while (at < versions.size() && lower(versions[at]) != name) at++;
  return at;
}

template <class See>
void each_word(std::string_view text, std::string_view between, const See& see) {
  for (std::size_t at = 0; at < text.size();) {
    at = std::min(text.find_first_not_of(between, at), text.size());
    const std::size_t end = std::min(text.find_first_of(between, at), text.size());
    if (end > at) see(text.substr(at, end - at));
    at = end;
  }
}

std::string named(const std::array<bool, versions.size()>& on) {
  std::string all;
  for (std::size_t i = 0; i < versions.size(); i++)
    if (on[i]) all += (all.empty() ? "" : " ") + std::string(versions[i]);
  return all;
}

std::string listed_versions(std::string_view value) {
  std::array<bool, versions.size()> on{};
  each_word(value, signs, [&](std::string_view word) {
    const bool off = word.starts_with('-') || word.starts_with('!');
    if (off || word.starts_with('+')) word.remove_prefix(1);
    if (const std::size_t at = version_of(word); at < on.size()) on[at] = !off;
  });
  return named(on);
}

std::string versions_from(std::string_view value) {
  std::array<bool, versions.size()> on{};
  bool seen = false;
  each_word(value, signs, [&](std::string_view word) {
    const std::size_t least = version_of(word);
    if (seen || least == on.size()) return;
    seen = true;
    std::fill(on.begin() + static_cast<std::ptrdiff_t>(least), on.end(), true);
  });
  return named(on);
}

std::string allowed_ciphers(std::string_view value) {
  std::string all;
  each_word(value, signs, [&](std::string_view word) {
    if (word[0] == '!' || word[0] == '-' || word[0] == '@') return;
    if (word[0] == '+') return;  // sorts only
    all += (all.empty() ? "" : " ") + std::string(word);
  });
  return all;
}

bool among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

// "MinProtocol" => "TLSv1.2", of OpenSSL's own settings: the word behind `name`.
std::string_view behind(std::string_view value, std::string_view name) {
  const std::size_t at = value.find(name);
  if (at == value.npos) return {};
  const std::size_t open = value.find('"', at + name.size() + 1);
  if (open == value.npos) return {};
  const std::string_view rest = value.substr(open + 1);
  return rest.substr(0, rest.find('"'));
}

std::optional<Meaning> of_commands(std::string_view value) {
  if (const auto least = behind(value, "MinProtocol"); !least.empty())
    return Meaning{"tls versions", versions_from(least)};
  if (const auto list = behind(value, "Protocol"); !list.empty())
    return Meaning{"tls versions", listed_versions(list)};
  if (const auto list = behind(value, "CipherString"); !list.empty())
    return Meaning{"tls ciphers", allowed_ciphers(list)};
  return std::nullopt;
}

}  // namespace

std::optional<Meaning> tls_meaning_of(std::string_view service, std::string_view name,
                                      std::string_view value) {
  value = value.substr(0, value_size_max);
  const std::string word = lower(value);
  const bool on = among(word, {"yes", "true", "1", "on", "enable", "enabled"});
  if (service == "lighttpd" && name == "ssl.openssl.ssl-conf-cmd") return of_commands(value);
  for (const std::string_view prefix : {"ssl.use-", "ssl_"}) {
    const bool flag = service == (prefix == "ssl_" ? "vsftpd" : "lighttpd");
    if (!flag || !name.starts_with(prefix)) continue;
    const std::size_t at = version_of(name.substr(prefix.size()));
    if (at < versions.size())
      return Meaning{"tls versions", on ? std::string(versions[at]) : std::string()};
  }
  if (among(name, {"ssl_protocols", "sslprotocol", "sslversion"}) ||
      (name == "tls_version" && service == "mysql"))
    return Meaning{"tls versions", listed_versions(value)};
  if (among(name, {"tls_version", "tls-version-min", "tls_version_min", "sslversionmin",
                   "ssl_min_protocol_version"}))
    return Meaning{"tls versions", versions_from(value)};
  if (service != "sshd" &&
      among(name, {"ssl_ciphers", "ssl.cipher-list", "sslciphersuite", "ciphers", "tls-cipher",
                   "tls_cipher", "ciphersuites", "tls-ciphersuites", "ssl-cipher", "ssl_cipher",
                   "tls_ciphers"}))
    return Meaning{"tls ciphers", allowed_ciphers(value)};
  if (service == "openvpn" &&
      among(name, {"cipher", "data-ciphers", "data_ciphers", "auth", "ncp-ciphers", "ncp_ciphers"}))
    return Meaning{"tls ciphers", allowed_ciphers(value)};
  if (among(name, {"ssl_verify_client", "sslverifyclient", "require_certificate",
                   "ssl.verifyclient.activate"}))
    return Meaning{"tls check", on || word == "require" ? "on" : "off"};
  if (service == "stunnel" && among(name, {"verify", "verifychain", "verifypeer"}))
    return Meaning{"tls check", among(word, {"0", "no", "1"}) ? "off" : "on"};
  return std::nullopt;
}

}  // namespace assay::readers
