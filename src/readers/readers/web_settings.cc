// Settings of web servers: where pages lie, whether folders are listed, which methods are let
// through, which paths run programs and which need no login.
//
//   lighttpd  server.document-root, dir-listing.activate, server.dir-listing, webdav.activate,
//             cgi.assign, alias.url
//   nginx     root, autoindex, dav_methods, fastcgi_pass, alias
//   Apache    DocumentRoot, Options Indexes, ScriptAlias, AllowOverride, Dav
//   boa       DocumentRoot, DirectoryMaker, ScriptAlias        thttpd  dir, cgipat
//   uhttpd    option home, option no_dirlists, option cgi_prefix, list interpreter
//   BusyBox   H:, /path:user:password, *.suffix:interpreter in httpd.conf
//
// Source: the manuals of these servers: lighttpd wiki "Docs_ModDirlisting", nginx
// ngx_http_autoindex_module and ngx_http_dav_module, Apache mod_autoindex and mod_dav, boa(8),
// thttpd(8), OpenWrt "uHTTPd", BusyBox networking/httpd.c (usage).
#include <algorithm>

#include "formats/lines.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/script_file.h"

namespace assay::readers {
namespace {

constexpr std::size_t file_size_max = 1U << 20U;  // bytes; larger files are no configuration
constexpr std::size_t settings_max = 1024;        // rows of one file

struct Setting {
  std::string_view server;
  std::string_view key;
  std::string_view about;
  std::string_view on;  // for `listing` and `dav`: the word of the value that turns it on
};

constexpr Setting settings[] = {{"lighttpd", "server.document-root", "root", ""},
                                {"lighttpd", "dir-listing.activate", "listing", "enable"},
                                {"lighttpd", "server.dir-listing", "listing", "enable"},
                                {"lighttpd", "webdav.activate", "methods", "enable"},
                                {"lighttpd", "cgi.assign", "cgi", ""},
                                {"lighttpd", "alias.url", "alias", ""},
                                {"nginx", "root", "root", ""},
                                {"nginx", "autoindex", "listing", "on"},
                                {"nginx", "dav_methods", "methods", ""},
                                {"nginx", "fastcgi_pass", "cgi", ""},
                                {"nginx", "alias", "alias", ""},
                                {"apache", "DocumentRoot", "root", ""},
                                {"apache", "Options", "listing", "Indexes"},
                                {"apache", "Dav", "methods", "On"},
                                {"apache", "ScriptAlias", "cgi", ""},
                                {"apache", "Alias", "alias", ""},
                                {"boa", "DocumentRoot", "root", ""},
                                {"boa", "DirectoryMaker", "listing", "/"},
                                {"boa", "ScriptAlias", "cgi", ""},
                                {"boa", "Alias", "alias", ""},
                                {"thttpd", "dir", "root", ""},
                                {"thttpd", "cgipat", "cgi", ""},
                                {"uhttpd", "home", "root", ""},
                                {"uhttpd", "no_dirlists", "listing", "0"},
                                {"uhttpd", "cgi_prefix", "cgi", ""},
                                {"uhttpd", "interpreter", "cgi", ""},
                                {"busybox", "H", "root", ""}};

std::string_view server_of(std::string_view name) {
  const std::string_view base = base_of(name);
  const auto has = [&](std::string_view part) { return name.find(part) != name.npos; };
  if (is_documentation(name)) return {};
  if (base.starts_with("uhttpd") && has("config/")) return "uhttpd";
  if (has("lighttpd") && base.ends_with(".conf")) return "lighttpd";
  if (has("nginx") && (base.ends_with(".conf") || has("sites-"))) return "nginx";
  if ((has("apache") || base == "httpd2.conf" || base == ".htaccess") &&
      (base.ends_with(".conf") || base == ".htaccess"))
    return "apache";
  if (base == "boa.conf") return "boa";
  if (base == "thttpd.conf" || base == "mini_httpd.conf") return "thttpd";
  if (base == "httpd.conf") return "busybox";
  return {};
}

// httpd.conf is that of Apache, boa or BusyBox: the first two begin settings with a name.
std::string_view server_of_text(std::string_view server, std::string_view text) {
  if (server != "busybox") return server;
  if (text.find("ServerRoot") != text.npos || text.find("<Directory") != text.npos) return "apache";
  return text.find("DocumentRoot") != text.npos ? "boa" : server;
}

// Takes a line apart: the key, and the value without quotes, '=' and ';'. Of UCI the words "option"
// and "list" are passed over.
std::pair<std::string_view, std::string_view> taken_apart(std::string_view server,
                                                          std::string_view line) {
  std::string_view rest = formats::trim(line);
  if (server == "uhttpd") {
    const std::string_view word = formats::next_word(rest);
    if (word != "option" && word != "list") return {};
  }
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  const std::string_view key = rest.substr(0, rest.find_first_of(" \t=+:"));
  rest.remove_prefix(key.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t=+:"), rest.size()));
  const auto is_edge = [](char c) { return c == '"' || c == '\'' || c == ';' || c == ' '; };
  while (!rest.empty() && is_edge(rest.front())) rest.remove_prefix(1);
  while (!rest.empty() && is_edge(rest.back())) rest.remove_suffix(1);
  return {key, rest};
}

// Whether the value has the word that turns the setting on, and not with a '-' before it.
bool turns_on(const Setting& setting, std::string_view value) {
  if (setting.on.empty()) return !value.empty() && value != "off";
  const std::size_t at = value.find(setting.on);
  return at != value.npos && (at == 0 || value[at - 1] != '-');
}

bool wants(std::string_view name) { return !server_of(name).empty(); }

void read_named(const Leaf& leaf, Reading& out) {
  const std::string_view text = as_text(leaf.bytes);
  if (text.size() > file_size_max || text.find('\0') != text.npos) return;
  const std::string_view server = server_of_text(server_of(leaf.name), text);
  std::vector<formats::FormatProblem> problems;
  std::size_t number = 0;
  for (const formats::Line& line : formats::split_lines(leaf.bytes, problems)) {
    number++;
    const std::string_view trimmed = formats::trim(line.text);
    if (trimmed.empty() || trimmed[0] == '#') continue;
    const auto [key, value] = taken_apart(server, trimmed);
    for (const Setting& setting : settings) {
      if (setting.server != server || setting.key != key || out.facts.size() >= settings_max)
        continue;
      const bool listing = setting.about == "listing";
      Fact fact("web_setting", line.range, "line of a web server's configuration");
      fact.set("server", server).set("about", setting.about).set("name", key).set("value", value);
      fact.set("enabled", !listing && setting.about != "methods" ? 1
                          : turns_on(setting, value)             ? 1
                                                                 : 0);
      fact.set("line", number);
      out.facts.push_back(std::move(fact));
    }
  }
}

}  // namespace

extern const Reader web_settings = {
    .id = "web_settings",
    .title = "Roots, listings, methods and CGI paths of web servers",
    .source = "the manuals of lighttpd, nginx, Apache, boa, thttpd, uHTTPd and BusyBox httpd",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
