// Settings of web servers, of servers that can let in guests, and of databases:
//
//   lighttpd  server.document-root, dir-listing.activate, webdav.activate, cgi.assign,
//   server.modules nginx     root, autoindex, dav_methods, fastcgi_pass, load_module Apache
//   DocumentRoot, Options Indexes, ScriptAlias, Dav, LoadModule boa       DocumentRoot,
//   DirectoryMaker, ScriptAlias        thttpd  dir, cgipat uhttpd    home, no_dirlists, cgi_prefix,
//   interpreter        BusyBox httpd  H:, *.suffix:program Samba     guest ok, public, map to
//   guest, null passwords, security = share FTP       anonymous_enable, no_anon_password;
//   <Anonymous> of ProFTPD others    allow_anonymous of mosquitto, skip-grant-tables of MySQL,
//   authorization of MongoDB,
//             "trust" in pg_hba.conf, requirepass of Redis
//
// Source: lighttpd wiki "Docs_ModDirlisting", nginx ngx_http_autoindex_module and
// ngx_http_dav_module, Apache mod_autoindex and mod_dav, boa(8), thttpd(8), OpenWrt "uHTTPd",
// BusyBox networking/httpd.c (usage), smb.conf(5), vsftpd.conf(5), ProFTPD "Anonymous",
// mosquitto.conf(5), MySQL "Server Options", MongoDB "Configuration File Options", PostgreSQL
// "pg_hba.conf", Redis redis.conf.
#include "readers/setting_meaning.h"

#include <algorithm>

#include "base/lower_case.h"
#include "formats/lines.h"

namespace assay::readers {
namespace {

constexpr std::string_view yes = " yes true 1 on enable enabled ";
constexpr std::string_view no = " no false 0 off disable disabled ";

struct Known {
  std::string_view service;
  std::string_view name;
  std::string_view about;
  std::string_view on;  // values that turn it on, each with blanks around it; empty: no such choice
};

constexpr Known known[] = {
    {"lighttpd", "server.document-root", "root", ""},
    {"lighttpd", "dir-listing.activate", "listing", yes},
    {"lighttpd", "server.dir-listing", "listing", yes},
    {"lighttpd", "webdav.activate", "methods", yes},
    {"lighttpd", "cgi.assign", "cgi", ""},
    {"lighttpd", "alias.url", "alias", ""},
    {"lighttpd", "server.modules", "add-on", ""},
    {"lighttpd", "server.username", "user", ""},
    {"lighttpd", "server.tag", "server header", ""},
    {"lighttpd", "accesslog.filename", "access log", ""},
    {"nginx", "root", "root", ""},
    {"nginx", "autoindex", "listing", yes},
    {"nginx", "fastcgi_pass", "cgi", ""},
    {"nginx", "alias", "alias", ""},
    {"nginx", "load_module", "add-on", ""},
    {"nginx", "user", "user", ""},
    {"nginx", "server_tokens", "server header", ""},
    {"nginx", "access_log", "access log", ""},
    {"apache", "documentroot", "root", ""},
    {"apache", "dav", "methods", yes},
    {"apache", "scriptalias", "cgi", ""},
    {"apache", "alias", "alias", ""},
    {"apache", "loadmodule", "add-on", ""},
    {"apache", "user", "user", ""},
    {"apache", "servertokens", "server header", ""},
    {"apache", "customlog", "access log", ""},
    {"boa", "documentroot", "root", ""},
    {"boa", "scriptalias", "cgi", ""},
    {"boa", "alias", "alias", ""},
    {"boa", "user", "user", ""},
    {"boa", "accesslog", "access log", ""},
    {"thttpd", "dir", "root", ""},
    {"thttpd", "cgipat", "cgi", ""},
    {"thttpd", "user", "user", ""},
    {"mini_httpd", "dir", "root", ""},
    {"mini_httpd", "cgipat", "cgi", ""},
    {"mini_httpd", "user", "user", ""},
    {"uhttpd", "home", "root", ""},
    {"uhttpd", "no_dirlists", "listing", no},
    {"uhttpd", "cgi_prefix", "cgi", ""},
    {"uhttpd", "interpreter", "cgi", ""},
    {"busybox", "h", "root", ""},
    {"samba", "guest ok", "guests", yes},
    {"samba", "guest_ok", "guests", yes},
    {"samba", "public", "guests", yes},
    {"samba", "guest only", "guests", yes},
    {"samba", "null passwords", "guests", yes},
    {"samba", "security", "guests", " share "},
    {"vsftpd", "anonymous_enable", "guests", yes},
    {"vsftpd", "anon_upload_enable", "guests", yes},
    {"vsftpd", "no_anon_password", "guests", yes},
    {"mosquitto", "allow_anonymous", "guests", yes},
    {"mosquitto", "password_file", "authentication", ""},
    {"rsyncd", "auth users", "authentication", ""},
    {"mongodb", "authorization", "authentication", yes},
    {"mongodb", "auth", "authentication", yes},
    {"redis", "requirepass", "authentication", ""},
};

Meaning on_or_off(std::string_view about, bool on) { return {about, on ? "on" : "off"}; }

bool has_word(std::string_view text, std::string_view word) {
  for (auto one = formats::next_word(text); !one.empty(); one = formats::next_word(text))
    if (one == word) return true;
  return false;
}

// Those whose values are no choice of words.
std::optional<Meaning> special(std::string_view service, std::string_view name,
                               std::string_view value) {
  if (service == "nginx" && name == "dav_methods")
    return on_or_off("methods", !value.empty() && value != "off");
  if (service == "apache" && name == "options")
    return on_or_off("listing", has_word(value, "Indexes") || has_word(value, "+Indexes"));
  if (service == "boa" && name == "directorymaker") return on_or_off("listing", !value.empty());
  if (service == "samba" && name == "map to guest")
    return on_or_off("guests", lower_case(value).starts_with("bad "));
  if (service == "proftpd" && name == "<anonymous") return on_or_off("guests", true);
  if (service == "mysql" && (name == "skip-grant-tables" || name == "skip_grant_tables"))
    return on_or_off("authentication",
                     value.empty() || lower_case(value) == "on" || value == "1" ? false : true);
  const bool is_hba = service == "postgresql" && (name == "local" || name.starts_with("host"));
  if (is_hba) return on_or_off("authentication", !has_word(value, "trust"));
  if (service == "busybox" && name.starts_with("*.")) return Meaning{"cgi", {}};
  return std::nullopt;
}

}  // namespace

std::optional<Meaning> meaning_of(std::string_view service, std::string_view name,
                                  std::string_view value) {
  if (auto tls = tls_meaning_of(service, name, value)) return tls;
  if (auto other = special(service, name, value)) return other;
  const auto* found = std::ranges::find_if(
      known, [&](const Known& one) { return one.service == service && one.name == name; });
  if (found == std::end(known)) return std::nullopt;
  if (!found->on.empty())
    return on_or_off(found->about, found->on.find(" " + lower_case(value) + " ") != found->on.npos);
  if (found->about == "authentication") return on_or_off(found->about, true);
  return Meaning{found->about, {}};
}

}  // namespace assay::readers
