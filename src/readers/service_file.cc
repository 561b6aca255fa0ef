// The usual places, as packages install them, and what makers rename: "vsftpd_lan.conf" is one of
// vsftpd's.
#include "readers/service_file.h"

#include <algorithm>
#include <string>

#include "readers/path.h"
#include "readers/script_file.h"

namespace assay::readers {
namespace {

using enum ConfigStyle;

struct Known {
  std::string_view service;
  std::string_view name;    // the last part of the path; '*' for any text at its start or end
  std::string_view folder;  // the end of the folder's path; "*x": x is a part of it; empty: any
  ConfigStyle style;
};

constexpr Known files[] = {
    {"sshd", "sshd_config", "", words},
    {"sshd", "*.conf", "sshd_config.d", words},
    {"dropbear", "dropbear", "etc/config", uci},
    {"uhttpd", "uhttpd*", "config", uci},
    {"upnpd", "upnpd", "etc/config", uci},
    {"telnet", "telnet", "etc/config", uci},
    {"dnsmasq", "dhcp", "etc/config", uci},
    {"openvpn", "openvpn", "etc/config", uci},
    {"samba", "samba*", "etc/config", uci},
    {"snmpd", "snmpd", "etc/config", uci},
    {"mosquitto", "mosquitto", "etc/config", uci},
    {"stunnel", "stunnel", "etc/config", uci},
    {"ntpd", "system", "etc/config", uci},
    {"tr069", "cwmp", "etc/config", uci},
    {"tr069", "easycwmp", "etc/config", uci},
    {"tr069", "freecwmp", "etc/config", uci},
    {"tr069", "icwmp", "etc/config", uci},
    {"lighttpd", "lighttpd*.conf", "", equals},
    {"lighttpd", "*.conf", "*lighttpd", equals},
    {"nginx", "nginx*.conf", "", braces},
    {"nginx", "*.conf", "*nginx", braces},
    {"nginx", "*", "*sites-enabled", braces},
    {"apache", "*.conf", "*apache2", words},
    {"apache", "apache*.conf", "", words},
    {"apache", "httpd2.conf", "", words},
    {"apache", ".htaccess", "", words},
    {"apache", "httpd.conf", "", words},
    {"boa", "boa.conf", "", words},
    {"thttpd", "thttpd.conf", "", equals},
    {"mini_httpd", "mini_httpd.conf", "", equals},
    {"dnsmasq", "dnsmasq.conf", "", equals},
    {"snmpd", "snmpd.conf", "", words},
    {"tr069", "tr069.conf", "", equals},
    {"tr069", "cwmp.conf", "", equals},
    {"tr069", "tr069c.conf", "", equals},
    {"upnpd", "miniupnpd.conf", "", equals},
    {"samba", "smb*.conf", "", equals},
    {"rsyncd", "rsyncd*.conf", "", equals},
    {"ntpd", "ntp.conf", "", words},
    {"chronyd", "chrony.conf", "", words},
    {"mosquitto", "mosquitto*.conf", "", words},
    {"mosquitto", "*.conf", "mosquitto/conf.d", words},
    {"openvpn", "*.conf", "etc/openvpn", words},
    {"openvpn", "*.conf", "*openvpn", words},
    {"openvpn", "*.ovpn", "", words},
    {"stunnel", "stunnel*.conf", "", equals},
    {"stunnel", "*.conf", "stunnel", equals},
    {"wireguard", "wg*.conf", "", equals},
    {"wireguard", "*.conf", "wireguard", equals},
    {"xl2tpd", "xl2tpd.conf", "", equals},
    {"pptpd", "pptpd.conf", "", words},
    {"vsftpd", "*vsftpd*.conf", "", equals},
    {"proftpd", "*proftpd*.conf", "", words},
    {"redis", "redis.conf", "", words},
    {"mysql", "my.cnf", "", equals},
    {"mysql", "*.cnf", "*mysql", equals},
    {"postgresql", "postgresql.conf", "", equals},
    {"postgresql", "pg_hba.conf", "", words},
    {"mongodb", "mongod.conf", "", equals},
    {"strongswan", "ipsec.conf", "", equals},
    {"hostapd", "hostapd*.conf", "", equals},
};

// `pattern` has one '*' at the most at either end, and may have one within: "nginx*.conf".
bool fits(std::string_view name, std::string_view pattern) {
  if (pattern[0] != '*' && !name.starts_with(pattern[0])) return false;  // as most
  const std::size_t star = pattern.find('*');
  if (star == pattern.npos) return name == pattern;
  const std::string_view rest = pattern.substr(star + 1);
  if (!name.starts_with(pattern.substr(0, star))) return false;
  name.remove_prefix(star);
  const std::size_t second = rest.find('*');
  if (second == rest.npos) return name.ends_with(rest);
  const std::size_t at = name.find(rest.substr(0, second));
  return at != name.npos && name.substr(at + second).ends_with(rest.substr(second + 1));
}

bool lies_in(std::string_view folder, std::string_view wanted) {
  if (wanted.empty()) return true;
  if (wanted[0] != '*') return path_ends_with(folder, wanted);
  if (folder.find(wanted.substr(1)) == folder.npos) return false;
  const std::string whole = "/" + std::string(folder) + "/";
  return whole.find("/" + std::string(wanted.substr(1)) + "/") != std::string::npos;
}

}  // namespace

std::optional<ServiceFile> service_file(std::string_view path) {
  const std::string_view base = base_of(path);
  const std::string_view folder = folder_of(path);
  const auto* found = std::ranges::find_if(files, [&](const Known& known) {
    return fits(base, known.name) && lies_in(folder, known.folder);
  });
  if (found == std::end(files) || is_documentation(path)) return std::nullopt;
  return ServiceFile{found->service, found->style};
}

ServiceFile service_file_of_text(const ServiceFile& file, std::string_view text) {
  if (file.service != "apache" || text.find("ServerRoot") != text.npos ||
      text.find("<Directory") != text.npos || text.find("<IfModule") != text.npos)
    return file;
  if (text.find("DocumentRoot") != text.npos && text.find("DirectoryMaker") != text.npos)
    return {"boa", words};
  const bool is_busybox = text.starts_with("H:") || text.starts_with("A:") ||
                          text.find("\nH:") != text.npos || text.find("\nA:") != text.npos ||
                          text.find("\n*.") != text.npos || text.find("\n/cgi-bin") != text.npos;
  return is_busybox ? ServiceFile{"busybox", colons} : file;
}

}  // namespace assay::readers
