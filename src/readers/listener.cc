// Servers by the name of their program, with the options that give address, port and interface, and
// the port that they listen on where none does. A server whose ports its configuration decides
// stands in readers/service_settings.cc.
//
// Source: telnetd(8), dropbear(8), sshd(8), httpd of BusyBox, mini_httpd(8), thttpd(8), uhttpd of
// OpenWrt, nc(1), tcpsvd and udpsvd of BusyBox, ftpd, tftpd(8), gdbserver(1), snmpd(8), dnsmasq(8).
#include <algorithm>
#include <charconv>
#include <optional>

#include "base/word_table.h"
#include "formats/lines.h"
#include "readers/path.h"
#include "readers/script_facts.h"

namespace assay::readers {
namespace {

struct Server {
  std::string_view program;
  std::string_view service;
  std::string_view protocol;
  int port;  // where no option gives one; 0: it then listens on none that can be told
  std::string_view port_option;
  std::string_view address_option;
  std::string_view interface_option;
};

constexpr Server servers[] = {
    {"telnetd", "telnet", "tcp", 23, "-p", "-b", "-i"},
    {"utelnetd", "telnet", "tcp", 23, "-p", "", "-i"},
    {"dropbear", "ssh", "tcp", 22, "-p", "", "-l"},
    {"sshd", "ssh", "tcp", 0, "-p", "", ""},
    {"httpd", "http", "tcp", 0, "-p", "", ""},
    {"uhttpd", "http", "tcp", 0, "-p", "", ""},
    {"mini_httpd", "http", "tcp", 80, "-p", "-h", ""},
    {"thttpd", "http", "tcp", 80, "-p", "-h", ""},
    {"nc", "shell", "tcp", 0, "-p", "-s", ""},
    {"netcat", "shell", "tcp", 0, "-p", "-s", ""},
    {"utftpd", "tftp", "udp", 69, "", "", ""},
    {"vsftpd", "ftp", "tcp", 0, "", "", ""},
    {"bftpd", "ftp", "tcp", 21, "", "", ""},
    {"snmpd", "snmp", "udp", 161, "", "", ""},
    {"rpcbind", "rpc", "tcp", 111, "", "-h", ""},
    {"portmap", "rpc", "tcp", 111, "", "-i", ""},
    {"smbd", "smb", "tcp", 445, "-p", "", ""},
    {"mosquitto", "mqtt", "tcp", 0, "-p", "", ""},
    {"redis-server", "database", "tcp", 6379, "--port", "--bind", ""},
    {"iperf", "iperf", "tcp", 0, "-p", "-B", ""},
};

constexpr WordTable server_names(servers, &Server::program);

// Programs that listen for another one, or as one.
bool is_other_server(std::string_view base) {
  return base == "busybox" || base == "tcpsvd" || base == "udpsvd" || base == "in.telnetd";
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (words.size() < 256) {
    const std::string_view word = formats::next_word(text);
    if (word.empty()) break;
    words.emplace_back(word);
  }
  return words;
}

std::optional<int> port_of(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < 1 || port > 65535)
    return std::nullopt;
  return port;
}

// The value of an option: "-p 23", "-p23".
std::string value_of(const std::vector<std::string>& words, std::string_view option) {
  if (option.empty()) return {};
  for (std::size_t i = 0; i < words.size(); i++) {
    if (words[i] == option && i + 1 < words.size()) return words[i + 1];
    if (words[i].starts_with(option) && words[i].size() > option.size() && option.size() == 2)
      return words[i].substr(option.size());
  }
  return {};
}

// tcpsvd ADDRESS PORT PROGRAM...
void add_super_server(const std::vector<std::string>& words, std::string_view protocol, Range range,
                      Reading& out) {
  std::size_t at = 0;
  while (at < words.size() && words[at].starts_with('-')) {
    const bool takes_next = words[at].size() == 2 &&
                            std::string_view("clCubt").find(words[at][1]) != std::string_view::npos;
    at += takes_next ? 2 : 1;
  }
  if (at + 2 >= words.size()) return;
  const auto port = port_of(words[at + 1]);
  Fact fact("listener", range, "arguments of a server");
  fact.set("protocol", protocol).set("address", words[at] == "0" ? "0.0.0.0" : words[at]);
  if (port) fact.set("port", *port);
  fact.set("program", words[at + 2]);
  out.facts.push_back(std::move(fact));
}

}  // namespace

void add_listener(const Start& start, Range range, Reading& out) {
  if (range.size == 0) return;
  std::string_view base = base_of(start.program);
  if (!server_names.contains(base) && !is_other_server(base)) return;
  std::vector<std::string> words = split(start.arguments);
  std::string applet;
  if (base == "busybox" && !words.empty()) {
    applet = words[0];
    base = applet;
    words.erase(words.begin());
  }
  if (base == "tcpsvd" || base == "udpsvd")
    return add_super_server(words, base.substr(0, 3), range, out);
  if (base == "in.telnetd") base = "telnetd";
  const std::size_t found = server_names.find(base);
  if (found == std::size(servers)) return;
  const Server* server = &servers[found];
  std::string where = value_of(words, server->port_option);
  std::string address = value_of(words, server->address_option);
  const bool listens = server->service != "shell" || !value_of(words, "-l").empty() ||
                       std::ranges::any_of(words, [](const std::string& word) {
                         return word.starts_with('-') && word.find('l') != std::string::npos;
                       });
  if (!listens) return;
  if (const auto colon = where.rfind(':'); colon != std::string::npos) {
    if (address.empty()) address = where.substr(0, colon);
    where.erase(0, colon + 1);
  }
  std::optional<int> port = port_of(where);
  if (!port && where.empty() && server->port != 0) port = server->port;
  if (!port) return;
  Fact fact("listener", range, where.empty() ? "usual port of a server" : "arguments of a server");
  fact.set("protocol", server->protocol).set("port", *port).set("program", start.program);
  fact.set("service", server->service);
  if (!address.empty()) fact.set("address", address);
  const std::string interface = value_of(words, server->interface_option);
  if (!interface.empty()) fact.set("interface", interface);
  out.facts.push_back(std::move(fact));
}

}  // namespace assay::readers
