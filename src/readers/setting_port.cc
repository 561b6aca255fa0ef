// A port stands as a number, or behind the last ':' of an address; behind it may stand what more
// the server wants: "listen 443 ssl", "listener 1883 127.0.0.1".
//
// Source: sshd_config(5), nginx ngx_http_core_module, lighttpd "server.port", mosquitto.conf(5),
// Apache core "IfModule", redis.conf, MySQL "Server Options", PostgreSQL "Connections", MongoDB,
// openvpn(8), wg(8), stunnel(8), xl2tpd.conf(5), chrony.conf(5), vsftpd.conf(5), dnsmasq(8),
// snmpd.conf(5).
#include "readers/setting_port.h"

#include <algorithm>
#include <charconv>

#include "base/lower_case.h"
#include "formats/lines.h"

namespace assay::readers {
namespace {

constexpr std::size_t ports_max = 1024;  // of one file
constexpr std::size_t modules_max = 256;

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
    {"openvpn", "lport", "udp", "vpn"},
    {"wireguard", "listenport", "udp", "vpn"},
    {"xl2tpd", "port", "udp", "vpn"},
    {"stunnel", "accept", "tcp", "tls"},
    {"chronyd", "port", "udp", "ntp"},
    {"dnsmasq", "port", "udp", "dns"},
    {"upnpd", "port", "tcp", "upnp"},
    {"upnpd", "http_port", "tcp", "upnp"},
    {"tr069", "connection_request_port", "tcp", "tr069"},
};

struct AddressSetting {
  std::string_view service;
  std::string_view setting;
};

constexpr AddressSetting address_settings[] = {
    {"sshd", "listenaddress"},
    {"lighttpd", "server.bind"},
    {"mosquitto", "bind_address"},
    {"vsftpd", "listen_address"},
    {"redis", "bind"},
    {"mysql", "bind-address"},
    {"mysql", "bind_address"},
    {"postgresql", "listen_addresses"},
    {"mongodb", "bindip"},
    {"mongodb", "bind_ip"},
    {"openvpn", "local"},
    {"xl2tpd", "listen-addr"},
    {"chronyd", "bindaddress"},
    {"thttpd", "host"},
    {"mini_httpd", "host"},
};

std::string address_of(std::string_view text) {
  if (text == "*") return "0.0.0.0";
  return std::string(text == "localhost" ? "127.0.0.1" : text);
}

}  // namespace

// <IfModule ssl_module>, <IfModule mod_ssl.c>: what stands there counts where the module is loaded.
bool SettingPorts::is_left_out(const ServiceLine& line) const {
  constexpr std::string_view opening = "<ifmodule ";
  const std::string section = lower_case(line.section);
  if (line.service != "apache" || !section.starts_with(opening)) return false;
  std::string_view module = formats::trim(std::string_view(section).substr(opening.size()));
  if (module.ends_with('>')) module = formats::trim(module.substr(0, module.size() - 1));
  if (module.starts_with('!') || modules_.contains(module)) return false;
  if (!module.starts_with("mod_") || !module.ends_with(".c")) return true;
  return !modules_.contains(std::string(module.substr(4, module.size() - 6)) + "_module");
}

void SettingPorts::see(const ServiceLine& line) {
  // A client's section of my.cnf has ports of others.
  if (line.service == "mysql" && line.section.starts_with("client")) return;
  if (line.service == "apache" && line.name == "loadmodule" && modules_.size() < modules_max) {
    std::string_view rest = line.value;
    modules_.emplace(formats::next_word(rest));
  }
  if (is_left_out(line)) return;
  // "port 0" of chronyd and Redis, and "port=0" of dnsmasq, open none: no port is told.
  for (const PortSetting& setting : port_settings)
    if (setting.service == line.service && setting.setting == line.name)
      add(line, setting.protocol, setting.kind);
  for (const AddressSetting& setting : address_settings) {
    if (setting.service != line.service || setting.setting != line.name) continue;
    std::string_view rest = line.value;
    const std::string_view first = formats::next_word(rest);
    const bool single = formats::trim(rest).empty() && first.find(',') == first.npos;
    if (single && !first.empty()) addresses_.try_emplace(std::string(line.section), first);
  }
}

void SettingPorts::add_socket(const ServiceLine& line) { add(line, "tcp", "http"); }

void SettingPorts::add(const ServiceLine& line, std::string_view protocol, std::string_view kind) {
  std::string_view rest = line.value;
  std::string_view where = formats::next_word(rest);
  if (const auto slashes = where.find("://"); slashes != where.npos)
    where.remove_prefix(slashes + 3);
  if (where.starts_with("udp:") || where.starts_with("tcp:")) where.remove_prefix(4);
  const std::size_t colon = where.rfind(':');
  std::string_view address = colon == where.npos ? "" : where.substr(0, colon);
  const std::string_view digits = colon == where.npos ? where : where.substr(colon + 1);
  if (line.service == "mosquitto" && line.name == "listener") address = formats::next_word(rest);
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65535 ||
      ports_.size() >= ports_max)
    return;
  const bool tls = kind == "http" && rest.find("ssl") != rest.npos;
  Fact fact("listener", line.range, "line of a configuration file");
  fact.set("protocol", protocol).set("port", port).set("program", line.service);
  fact.set("service", tls ? "https" : kind);
  if (!address.empty())
    fact.set("address", address_of(address));
  else
    ports_.push_back({out_.facts.size(), std::string(line.section)});
  out_.facts.push_back(std::move(fact));
}

void SettingPorts::end() {
  for (const Port& port : ports_) {
    auto found = addresses_.find(port.section);
    if (found == addresses_.end()) found = addresses_.find("");
    if (found != addresses_.end()) out_.facts[port.row].set("address", address_of(found->second));
  }
}

}  // namespace assay::readers
