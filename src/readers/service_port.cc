// Source: IANA Service Name and Transport Protocol Port Number Registry; services(5).
#include "readers/service_port.h"

#include <algorithm>
#include <charconv>

namespace assay::readers {
namespace {

struct Service {
  std::string_view name;
  int port;
};

constexpr Service services[] = {
    {"echo", 7},           {"discard", 9},      {"daytime", 13},      {"chargen", 19},
    {"ftp-data", 20},      {"ftp", 21},         {"ssh", 22},          {"telnet", 23},
    {"smtp", 25},          {"time", 37},        {"tacacs", 49},       {"domain", 53},
    {"bootps", 67},        {"bootpc", 68},      {"tftp", 69},         {"finger", 79},
    {"http", 80},          {"www", 80},         {"kerberos", 88},     {"pop3", 110},
    {"sunrpc", 111},       {"ident", 113},      {"auth", 113},        {"nntp", 119},
    {"ntp", 123},          {"netbios-ns", 137}, {"netbios-dgm", 138}, {"netbios-ssn", 139},
    {"imap2", 143},        {"imap", 143},       {"snmp", 161},        {"snmp-trap", 162},
    {"snmptrap", 162},     {"bgp", 179},        {"ldap", 389},        {"https", 443},
    {"microsoft-ds", 445}, {"isakmp", 500},     {"exec", 512},        {"biff", 512},
    {"login", 513},        {"who", 513},        {"shell", 514},       {"syslog", 514},
    {"printer", 515},      {"talk", 517},       {"ntalk", 518},       {"route", 520},
    {"ipp", 631},          {"ldaps", 636},      {"rsync", 873},       {"swat", 901},
    {"ftps", 990},         {"imaps", 993},      {"pop3s", 995},       {"socks", 1080},
    {"openvpn", 1194},     {"l2tp", 1701},      {"radius", 1812},     {"radius-acct", 1813},
    {"nfs", 2049},         {"git", 9418},
};

}  // namespace

std::optional<int> port_of_service(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error == std::errc() && end == text.data() + text.size())
    return port >= 1 && port <= 65535 ? std::optional(port) : std::nullopt;
  const auto* known = std::ranges::find(services, text, &Service::name);
  return known == std::end(services) ? std::nullopt : std::optional(known->port);
}

}  // namespace assay::readers
