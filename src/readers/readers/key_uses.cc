// Which key files, certificates and authorities the configuration of a service names: any setting
// whose value is the name of such a file, or whose own name says that it takes one.
//
//   nginx      ssl_certificate, ssl_certificate_key, ssl_client_certificate
//   Apache     SSLCertificateFile, SSLCertificateKeyFile, SSLCACertificateFile
//   lighttpd   ssl.pemfile, ssl.privkey, ssl.ca-file
//   uhttpd     option cert, key             mosquitto  certfile, keyfile, cafile
//   OpenVPN    ca, cert, key, tls-auth      stunnel    cert, key, CAfile
//   sshd       HostKey, TrustedUserCAKeys   dropbear   rsakeyfile
//   hostapd    private_key, ca_cert         vsftpd     rsa_private_key_file
//
// Source: nginx ngx_http_ssl_module, Apache mod_ssl, lighttpd mod_openssl, mosquitto.conf(5),
// openvpn(8), stunnel(8), sshd_config(5), hostapd.conf, vsftpd.conf(5).
#include <algorithm>

#include "formats/settings.h"
#include "readers/credential_name.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::Setting;

constexpr std::size_t file_size_max = 1U << 20U;  // bytes
constexpr std::size_t uses_max = 1024;            // of one file

bool wants(std::string_view name) {
  const std::string_view base = base_of(name);
  constexpr std::string_view endings[] = {".conf", ".cfg", ".ovpn", ".ini", "sshd_config", ".cnf"};
  return std::ranges::any_of(endings, [&](auto ending) { return base.ends_with(ending); }) ||
         folder_of(name).ends_with("etc/config");
}

bool is_key_file(std::string_view value) {
  constexpr std::string_view endings[] = {".pem", ".key", ".crt", ".cer", ".der", ".p12", ".pfx"};
  return std::ranges::any_of(endings, [&](auto ending) { return value.ends_with(ending); });
}

// What the file is for, by the words of the setting's name and of the file's; empty where it is no
// matter of keys.
std::string_view role_of(std::string_view name, std::string_view value) {
  const std::vector<std::string> words = words_of_name(name);
  const auto has = [&](std::initializer_list<std::string_view> some) {
    return std::ranges::any_of(words, [&](const std::string& word) {
      return std::ranges::find(some, word) != some.end();
    });
  };
  const bool file = is_key_file(value);
  const bool path = value.find('/') != value.npos;
  if (!file && !path) return {};
  if (has({"tls-auth", "tls-crypt"}) || (words.size() == 2 && words[0] == "tls" && path))
    return "shared";
  if (has({"ca", "cafile", "capath", "cacert", "cacertificatefile", "cacertificate", "trusted",
           "ca_cert", "caroot"}) ||
      name == "CAfile" || name == "TrustedUserCAKeys")
    return "authority";
  if (has({"client"}) && has({"certificate", "cert"})) return "authority";
  if (has({"key", "keyfile", "privkey", "rsakeyfile", "dsskeyfile", "pemfile", "hostkey"}) ||
      name == "HostKey")
    return "key";
  if (has({"cert", "certfile", "certificate", "certificatefile", "crt"})) return "certificate";
  return file ? (value.ends_with(".key") ? "key" : "certificate") : std::string_view();
}

std::string_view service_of(std::string_view path) {
  std::string_view base = base_of(path);
  base = base.substr(0, base.find('.'));
  const std::string_view folder = base_of(folder_of(path));
  constexpr std::string_view general[] = {"server", "client", "config", "default", "ssl", "tls"};
  const bool says_nothing = std::ranges::find(general, base) != std::end(general);
  return says_nothing && !folder.empty() ? folder : base;
}

void read_named(const Leaf& leaf, Reading& out) {
  if (leaf.bytes.empty() || leaf.bytes.size() > file_size_max || leaf.bytes[0] == '<') return;
  formats::read_text_settings(leaf.bytes, [&](const Setting& setting) {
    const std::string_view value = setting.value;
    if (value.size() < 4 || value.size() > 256 || value.find_first_of(" ${}<>|") != value.npos ||
        out.facts.size() >= uses_max || setting.range.size == 0)
      return;
    const std::string_view role = role_of(setting.name, value);
    if (role.empty()) return;
    Fact fact("key_use", setting.range, "setting");
    fact.set("service", service_of(leaf.name)).set("setting", setting.name);
    fact.set("role", role).set("path", value);
    out.facts.push_back(std::move(fact));
  });
}

}  // namespace

extern const Reader key_uses = {
    .id = "key_uses",
    .title = "Keys and certificates that configuration names",
    .source = "nginx, mod_ssl, lighttpd, mosquitto.conf(5), openvpn(8), stunnel(8), sshd_config(5)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
