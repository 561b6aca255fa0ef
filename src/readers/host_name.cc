// Source: RFC 1918, 3927, 5737, 6598, 5771, 4193, 3849 (address ranges); RFC 2606, 6761, 6762
// (names that are kept); RFC 3986 (URLs).
#include "readers/host_name.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/lower_case.h"

namespace assay::readers {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return lower_case(c) >= 'a' && lower_case(c) <= 'z'; }

template <std::size_t n>
bool is_one_of(std::string_view text, const std::string_view (&list)[n]) {
  return std::ranges::find(list, text) != std::end(list);
}

bool is_below(std::string_view name, std::string_view domain) {
  if (!name.ends_with(domain)) return false;
  return name.size() == domain.size() || name[name.size() - domain.size() - 1] == '.';
}

std::optional<std::array<int, 4>> octets_of(std::string_view text) {
  std::array<int, 4> octets{};
  for (std::size_t i = 0; i < octets.size(); i++) {
    const auto [end, error] = std::from_chars(
        text.data(), text.data() + std::min<std::size_t>(text.size(), 3), octets[i]);
    if (error != std::errc() || octets[i] > 255) return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (i == 3) return text.empty() ? std::optional(octets) : std::nullopt;
    if (text.empty() || text[0] != '.') return {};
    text.remove_prefix(1);
  }
  return {};
}

bool is_name(std::string_view text) {
  if (text.size() < 4 || text.size() > 253) return false;
  std::size_t label = 0;
  std::size_t labels = 1;
  bool letters = true;  // of the last label
  for (const char c : text) {
    if (c == '.') {
      if (label == 0) return false;
      label = 0;
      labels++;
      letters = true;
      continue;
    }
    if (!is_digit(c) && !is_alpha(c) && c != '-' && c != '_') return false;
    letters = letters && is_alpha(c);
    if (++label > 63) return false;
  }
  return labels >= 2 && label >= 2 && letters;
}

bool is_outside_ipv4(std::string_view text) {
  const auto octets = octets_of(text);
  if (!octets) return false;
  const int a = (*octets)[0];
  const int b = (*octets)[1];
  const int c = (*octets)[2];
  const bool own = a == 0 || a == 10 || a == 127 || a >= 224 || (a == 172 && b >= 16 && b < 32) ||
                   (a == 192 && b == 168) || (a == 169 && b == 254) ||
                   (a == 100 && b >= 64 && b < 128);
  const bool documentation = (a == 192 && b == 0 && (c == 2 || c == 0)) ||
                             (a == 198 && b == 51 && c == 100) ||
                             (a == 203 && b == 0 && c == 113) || (a == 198 && (b == 18 || b == 19));
  // 1.2.3.4 and the like are examples, or version numbers.
  const bool counted = a == 1 && b == 2 && c == 3;
  return !own && !documentation && !counted && !((*octets)[3] == 0 && c == 0);
}

bool is_outside_ipv6(const std::string& text) {
  in6_addr address{};
  if (inet_pton(AF_INET6, text.c_str(), &address) != 1) return false;
  const auto& b = address.s6_addr;
  if ((b[0] & 0xe0U) != 0x20) return false;                                // not global unicast
  return !(b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8);  // documentation
}

constexpr std::string_view schemes[] = {
    "http",   "https", "ftp",  "ftps",  "tftp",   "sftp",  "ws",    "wss",  "mqtt",
    "mqtts",  "rtsp",  "rtmp", "stun",  "turn",   "coap",  "coaps", "ldap", "ldaps",
    "smb",    "nfs",   "ssh",  "rsync", "amqp",   "amqps", "tcp",   "udp",  "ssl",
    "telnet", "git",   "cifs", "ntp",   "syslog", "socks5"};

bool ends_url(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == 0x7f ||
         std::string_view("\"'`<>()[]{}|\\^;,").find(c) != std::string_view::npos;
}

}  // namespace

std::optional<Host> read_host(std::string_view text) {
  Host host;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == text.npos) return {};
    host.name = lower_case(text.substr(1, end - 1));
    host.kind = "ipv6";
    text.remove_prefix(end + 1);
  } else {
    const std::size_t end = std::min(text.find(':'), text.size());
    host.name = lower_case(text.substr(0, end));
    text.remove_prefix(end);
    if (host.name.ends_with('.')) host.name.pop_back();
    host.kind = octets_of(host.name) ? "ipv4" : "name";
    if (host.kind == "name" && !is_name(host.name)) return {};
  }
  if (text.starts_with(':')) {
    int port = 0;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), port);
    if (error == std::errc() && port > 0 && port < 65536) host.port = port;
  }
  in6_addr address{};
  if (host.kind == "ipv6" && inet_pton(AF_INET6, host.name.c_str(), &address) != 1) return {};
  return host;
}

bool is_outside(const Host& host) {
  if (host.kind == "ipv4") return is_outside_ipv4(host.name);
  if (host.kind == "ipv6") return is_outside_ipv6(host.name);
  constexpr std::string_view kept[] = {
      "localhost", "local",       "lan",         "home",        "internal",    "intranet", "corp",
      "arpa",      "example",     "test",        "invalid",     "localdomain", "private",  "intra",
      "onion",     "example.com", "example.org", "example.net", "domain.com",  "host.com"};
  return std::ranges::none_of(kept, [&](auto domain) { return is_below(host.name, domain); });
}

bool has_common_domain(std::string_view name) {
  constexpr std::string_view domains[] = {
      "com", "net", "org", "edu", "gov",  "mil",   "io",  "cn",   "ru",     "de",  "uk", "jp",
      "kr",  "tw",  "fr",  "eu",  "info", "biz",   "us",  "tv",   "nl",     "se",  "ch", "at",
      "pl",  "br",  "au",  "ca",  "hk",   "cloud", "xyz", "tech", "online", "app", "top"};
  return is_one_of(lower_case(name.substr(name.rfind('.') + 1)), domains);
}

std::optional<Url> url_at(std::string_view text, std::size_t sign) {
  constexpr std::size_t url_size_max = 1024;
  std::size_t start = sign;
  while (start > 0 && sign - start < 12 && (is_alpha(text[start - 1]) || is_digit(text[start - 1])))
    start--;
  // What is glued before the scheme is no part of it: "Xhttp://".
  std::string_view scheme = text.substr(start, sign - start);
  while (!scheme.empty() && !is_one_of(lower_case(scheme), schemes)) scheme.remove_prefix(1);
  if (scheme.empty()) return {};
  start = static_cast<std::size_t>(scheme.data() - text.data());
  const std::size_t authority = sign + 3;
  std::size_t end = authority;
  if (end < text.size() && text[end] == '[')
    end = std::min({text.find(']', end), text.size() - 1, end + 64}) + 1;
  while (end < text.size() && end - start < url_size_max && !ends_url(text[end])) end++;
  while (end > authority && (text[end - 1] == '.' || text[end - 1] == ':')) end--;
  const std::string_view rest = text.substr(authority, end - authority);
  Url url{text.substr(start, end - start), scheme, {}, {}, {}};
  const std::size_t slash = std::min(rest.find_first_of("/?#"), rest.size());
  url.path = rest.substr(slash);
  url.host = rest.substr(0, slash);
  if (const std::size_t at = url.host.rfind('@'); at != url.host.npos) {
    url.user = url.host.substr(0, at);
    url.host.remove_prefix(at + 1);
  }
  return url;
}

std::vector<Url> find_urls(std::string_view text, std::size_t count_max) {
  std::vector<Url> urls;
  for (std::size_t at = 0; urls.size() < count_max; at += 3) {
    at = text.find("://", at);
    if (at == text.npos) break;
    if (const auto url = url_at(text, at)) urls.push_back(*url);
  }
  return urls;
}

bool is_identifier(const Url& url) {
  constexpr std::string_view hosts[] = {
      "w3.org",          "xmlsoap.org",  "schemas.microsoft.com",
      "purl.org",        "ns.adobe.com", "oasis-open.org",
      "json-schema.org", "tempuri.org",  "opensource.org",
      "spdx.org",        "relaxng.org",  "creativecommons.org",
      "xmlns.com",       "upnp.org",     "sodipodi.sourceforge.net",
      "inkscape.org",    "gnu.org",      "fsf.org",
      "unicode.org",     "docbook.org",  "broadband-forum.org",
      "dslforum.org",    "onvif.org"};
  const std::string host = lower_case(url.host.substr(0, url.host.find(':')));
  const std::string path = lower_case(url.path);
  if (std::ranges::any_of(hosts, [&](auto one) { return is_below(host, one); })) return true;
  return path.find("licen") != path.npos || path.ends_with(".dtd") || path.ends_with(".xsd") ||
         host.starts_with("schemas.") || path.find("xmlns") != path.npos;
}

}  // namespace assay::readers
