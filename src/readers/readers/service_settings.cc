// Settings of services from their configuration files, and the ports that these open. The files are
// of few styles:
//
//   words     Port 22                        sshd, snmpd, boa, ntpd, mosquitto, openvpn, apache,
//   redis equals    port=22  server.port = 80      vsftpd, dnsmasq, lighttpd, thttpd, mini_httpd,
//   miniupnpd,
//             [section] may stand before     smb, mysql, TR-069 clients
//   braces    listen 443 ssl;  server { }    nginx
//   uci       config TYPE NAME / option PORT '22' / list listen_http '0.0.0.0:80'
//
// Names are in lower case; a value loses its quotes. Passwords are read by the reader of accounts
// and left out here.
//
// Source: sshd_config(5), snmpd.conf(5), mosquitto.conf(5), dnsmasq(8), vsftpd.conf(5), lighttpd,
// nginx, smb.conf(5), ntp.conf(5), OpenWrt's UCI.
#include <algorithm>
#include <charconv>

#include "formats/lines.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

using formats::Line;
using formats::next_word;
using formats::trim;

constexpr std::size_t settings_max = 4096;  // of one file
constexpr std::size_t value_size_max = 1024;

enum class Style : std::uint8_t { words, equals, braces, uci };

struct File {
  std::string_view service;
  std::string_view name;    // the last part of the path; "*.conf" for all of a folder
  std::string_view folder;  // the end of the folder's path; empty: any
  Style style;
};

constexpr File files[] = {
    {"sshd", "sshd_config", "", Style::words},
    {"sshd", "*.conf", "sshd_config.d", Style::words},
    {"dropbear", "dropbear", "etc/config", Style::uci},
    {"uhttpd", "uhttpd", "etc/config", Style::uci},
    {"firewall", "firewall", "etc/config", Style::uci},
    {"upnpd", "upnpd", "etc/config", Style::uci},
    {"telnet", "telnet", "etc/config", Style::uci},
    {"dnsmasq", "dhcp", "etc/config", Style::uci},
    {"openvpn", "openvpn", "etc/config", Style::uci},
    {"samba", "samba", "etc/config", Style::uci},
    {"snmpd", "snmpd", "etc/config", Style::uci},
    {"tr069", "cwmp", "etc/config", Style::uci},
    {"tr069", "easycwmp", "etc/config", Style::uci},
    {"tr069", "freecwmp", "etc/config", Style::uci},
    {"tr069", "icwmp", "etc/config", Style::uci},
    {"lighttpd", "lighttpd.conf", "", Style::equals},
    {"lighttpd", "*.conf", "lighttpd/conf-enabled", Style::equals},
    {"nginx", "nginx.conf", "", Style::braces},
    {"nginx", "*.conf", "nginx/conf.d", Style::braces},
    {"apache", "httpd.conf", "", Style::words},
    {"apache", "apache2.conf", "", Style::words},
    {"boa", "boa.conf", "", Style::words},
    {"thttpd", "thttpd.conf", "", Style::equals},
    {"mini_httpd", "mini_httpd.conf", "", Style::equals},
    {"dnsmasq", "dnsmasq.conf", "", Style::equals},
    {"snmpd", "snmpd.conf", "", Style::words},
    {"tr069", "tr069.conf", "", Style::equals},
    {"tr069", "cwmp.conf", "", Style::equals},
    {"tr069", "tr069c.conf", "", Style::equals},
    {"upnpd", "miniupnpd.conf", "", Style::equals},
    {"samba", "smb.conf", "", Style::equals},
    {"ntpd", "ntp.conf", "", Style::words},
    {"mosquitto", "mosquitto.conf", "", Style::words},
    {"openvpn", "*.conf", "etc/openvpn", Style::words},
    {"openvpn", "server.conf", "openvpn", Style::words},
    {"vsftpd", "vsftpd.conf", "", Style::equals},
    {"proftpd", "proftpd.conf", "", Style::words},
    {"redis", "redis.conf", "", Style::words},
    {"mysql", "my.cnf", "", Style::equals},
    {"postgresql", "postgresql.conf", "", Style::equals},
    {"mongodb", "mongod.conf", "", Style::equals},
    {"strongswan", "ipsec.conf", "", Style::equals},
    {"hostapd", "hostapd.conf", "", Style::equals},
};

const File* file_of(std::string_view name) {
  for (const File& file : files) {
    const bool named = file.name.starts_with('*') ? name.ends_with(file.name.substr(1))
                                                  : base_of(name) == file.name;
    if (named && (file.folder.empty() || path_ends_with(folder_of(name), file.folder)))
      return &file;
  }
  return nullptr;
}

std::string lower(std::string_view text) {
  std::string all(text.substr(0, value_size_max));
  for (char& c : all)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return all;
}

std::string_view unquoted(std::string_view text) {
  text = trim(text).substr(0, value_size_max);
  const bool quoted =
      text.size() > 1 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return quoted ? text.substr(1, text.size() - 2) : text;
}

bool is_secret(std::string_view name) {
  constexpr std::string_view ends[] = {"password", "passwd",    "passphrase", "pass",      "secret",
                                       "psk",      "community", "com2sec",    "createuser"};
  return std::ranges::any_of(ends, [&](auto end) { return name.ends_with(end); });
}

// A server and the setting that gives its port: as a number, or behind the last ':' of an address.
struct PortSetting {
  std::string_view service;
  std::string_view setting;
  std::string_view protocol;
  std::string_view kind;
};

constexpr PortSetting port_settings[] = {
    {"sshd", "port", "tcp", "ssh"},
    {"dropbear", "port", "tcp", "ssh"},
    {"uhttpd", "listen_http", "tcp", "http"},
    {"uhttpd", "listen_https", "tcp", "https"},
    {"lighttpd", "server.port", "tcp", "http"},
    {"nginx", "listen", "tcp", "http"},
    {"apache", "listen", "tcp", "http"},
    {"boa", "port", "tcp", "http"},
    {"thttpd", "port", "tcp", "http"},
    {"mini_httpd", "port", "tcp", "http"},
    {"snmpd", "agentaddress", "udp", "snmp"},
    {"mosquitto", "listener", "tcp", "mqtt"},
    {"mosquitto", "port", "tcp", "mqtt"},
    {"vsftpd", "listen_port", "tcp", "ftp"},
    {"redis", "port", "tcp", "database"},
    {"mysql", "port", "tcp", "database"},
    {"postgresql", "port", "tcp", "database"},
    {"mongodb", "port", "tcp", "database"},
    {"openvpn", "port", "udp", "vpn"},
    {"dnsmasq", "port", "udp", "dns"},
    {"upnpd", "port", "tcp", "upnp"},
    {"upnpd", "http_port", "tcp", "upnp"},
    {"tr069", "connection_request_port", "tcp", "tr069"},
};

class Settings {
 public:
  Settings(const File& file, const Leaf& leaf, Reading& out)
      : file_(file), leaf_(leaf), lines_(leaf.bytes), out_(out) {}

  void run() {
    std::vector<formats::FormatProblem> problems;
    for (const Line& line : formats::split_lines(leaf_.bytes, problems)) {
      const std::string_view text = trim(line.text);
      if (text.empty() || text[0] == '#' || text[0] == ';') continue;
      if (file_.style == Style::words) read_words(line, text);
      if (file_.style == Style::equals) read_equals(line, text);
      if (file_.style == Style::braces) read_braces(line, text);
      if (file_.style == Style::uci) read_uci(line, text);
    }
    for (const formats::FormatProblem& problem : problems)
      out_.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
  }

 private:
  void read_words(const Line& line, std::string_view text) {
    if (text[0] == '<') {  // <VirtualHost *:80> of Apache
      section_ = text.starts_with("</") ? "" : std::string(text.substr(0, 128));
      return;
    }
    const std::string_view name = next_word(text);
    if (lower(name) == "match") section_ = std::string(trim(text).substr(0, 128));
    add(line, name, text);
  }

  void read_equals(const Line& line, std::string_view text) {
    if (text[0] == '[' && text.back() == ']') {
      section_ = std::string(text.substr(1, std::min<std::size_t>(text.size() - 2, 128)));
      return;
    }
    if (text[0] == '$' && text.back() == '{') {  // $SERVER["socket"] == ":443" { of lighttpd
      section_ = std::string(trim(text.substr(0, text.size() - 1)).substr(0, 128));
      add_socket(line, text);
      return;
    }
    if (text == "}") return section_.clear();
    const std::size_t equals = text.find('=');
    if (equals == text.npos) return add(line, text, "");
    std::string_view name = trim(text.substr(0, equals));
    if (name.ends_with('+')) name = trim(name.substr(0, name.size() - 1));
    add(line, name, text.substr(equals + 1));
  }

  void read_braces(const Line& line, std::string_view text) {
    if (const std::size_t comment = text.find(" #"); comment != text.npos)
      text = trim(text.substr(0, comment));
    if (text.ends_with('{')) {
      const std::string name(trim(text.substr(0, text.size() - 1)).substr(0, 64));
      if (depth_.size() < 16) depth_.push_back(section_.size());
      if (section_.size() < 256) section_ += (section_.empty() ? "" : "/") + name;
    } else if (text.starts_with('}')) {
      if (depth_.empty()) return;
      section_.resize(std::min(section_.size(), depth_.back()));
      depth_.pop_back();
    } else {
      if (text.ends_with(';')) text.remove_suffix(1);
      const std::string_view name = next_word(text);
      add(line, name, text);
    }
  }

  void read_uci(const Line& line, std::string_view text) {
    const std::string_view kind = next_word(text);
    if (kind == "config") {
      const std::string_view type = next_word(text);
      section_ = std::string(unquoted(type));
      const std::string_view name = unquoted(text);
      if (!name.empty()) section_ += " " + std::string(name);
      section_.resize(std::min<std::size_t>(section_.size(), 128));
    } else if (kind == "option" || kind == "list") {
      const std::string_view name = next_word(text);
      add(line, unquoted(name), text);
    }
  }

  void add(const Line& line, std::string_view raw_name, std::string_view raw_value) {
    const std::string name = lower(raw_name);
    if (name.empty() || name.size() > 128 || is_secret(name) || count_++ >= settings_max) return;
    const std::string_view value = unquoted(raw_value);
    Fact fact("service_setting", line.range, "line of a configuration file");
    fact.set("service", file_.service).set("name", name).set("value", value);
    if (!section_.empty()) fact.set("section", section_);
    out_.facts.push_back(std::move(fact.set("line", lines_.at(line.range.offset))));
    for (const PortSetting& setting : port_settings)
      if (setting.service == file_.service && setting.setting == name)
        add_port(line, setting, value);
  }

  // $SERVER["socket"] == "0.0.0.0:443"
  void add_socket(const Line& line, std::string_view text) {
    if (text.find("socket") == text.npos) return;
    const std::size_t open = text.find('"', text.find("=="));
    if (text.find("==") == text.npos || open == text.npos) return;
    const std::string_view rest = text.substr(open + 1);
    add_port(line, {"lighttpd", "", "tcp", "http"}, rest.substr(0, rest.find('"')));
  }

  void add_port(const Line& line, const PortSetting& setting, std::string_view value) {
    std::string_view rest = value;
    std::string_view where = next_word(rest);
    if (const auto slashes = where.find("://"); slashes != where.npos)
      where.remove_prefix(slashes + 3);
    if (where.starts_with("udp:") || where.starts_with("tcp:")) where.remove_prefix(4);
    const std::size_t colon = where.rfind(':');
    const std::string_view address = colon == where.npos ? "" : where.substr(0, colon);
    const std::string_view digits = colon == where.npos ? where : where.substr(colon + 1);
    int port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65535)
      return;
    const bool tls = setting.kind == "http" && rest.find("ssl") != rest.npos;
    Fact fact("listener", line.range, "line of a configuration file");
    fact.set("protocol", setting.protocol).set("port", port).set("program", file_.service);
    fact.set("service", tls ? "https" : setting.kind);
    if (!address.empty()) fact.set("address", address == "*" ? "0.0.0.0" : address);
    out_.facts.push_back(std::move(fact));
  }

  const File& file_;
  const Leaf& leaf_;
  LineCounter lines_;
  Reading& out_;
  std::string section_;
  std::vector<std::size_t> depth_;  // sizes of section_ to go back to
  std::size_t count_ = 0;
};

bool wants(std::string_view name) { return file_of(name) != nullptr; }

void read_named(const Leaf& leaf, Reading& out) { Settings(*file_of(leaf.name), leaf, out).run(); }

}  // namespace

extern const Reader service_settings = {
    .id = "service_settings",
    .title = "Settings and ports of services",
    .source = "sshd_config(5), snmpd.conf(5), mosquitto.conf(5), lighttpd, nginx, smb.conf(5), UCI",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
