// Credentials in configuration: the settings of INI, UCI, XML, JSON and `name=value` files, and of
// the defaults that stand in flash, whose names say that they hold a password, a key or a
// community. The user's name is that of the nearest setting before it, or else behind it, in the
// same section whose name begins in the same way: http_username for http_passwd.
//
// Source: as formats/settings.h; for names OpenWrt, "UCI system"; Broadband Forum TR-069,
// 3.4.4 (ManagementServer.); TR-181 (Device.Users.).
#include <algorithm>
#include <map>
#include <vector>

#include "formats/settings.h"
#include "readers/credential_name.h"
#include "readers/credential_rows.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::Setting;

constexpr std::size_t config_size_max = 4U << 20U;  // bytes that are read of one file

bool has_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts,
                             [&](auto part) { return text.find(part) != std::string_view::npos; });
}

bool wants(std::string_view name) {
  const std::string_view base = base_of(name);
  // Texts for people, and files of tools that hold no settings of the device.
  if (has_any(name, {"/i18n/", "/lang", "/locale", "/translations/", "usr/share/doc/", "/man/",
                     "/zoneinfo/", "usr/share/perl", "/python3", "node_modules/", "/licenses/"}))
    return false;
  // The passwords of the one are OpenSSL's own examples; "passwd" of the other is a kind of data.
  if (base == "openssl.cnf" || base.starts_with("nsswitch")) return false;
  constexpr std::string_view endings[] = {".conf",     ".cfg",      ".cnf",       ".ini",
                                          ".config",   ".xml",      ".json",      ".properties",
                                          ".yaml",     ".yml",      ".toml",      ".env",
                                          ".default",  ".defaults", ".def",       ".nvram",
                                          ".dat",      ".prefs",    ".settings",  ".cwmp",
                                          ".conf.bak", ".cfg.bak",  ".conf.orig", ".conf.default",
                                          ".xml.bak",  "~"};
  if (std::ranges::any_of(endings, [&](auto ending) { return base.ends_with(ending); }))
    return true;
  return base.starts_with("nvram") || base.starts_with("default") || base.starts_with("config") ||
         base.starts_with("romfile") || base.starts_with("settings") ||
         folder_of(name).ends_with("etc/config");
}

// What a setting is that may name a user, or hold a credential.
struct Found {
  std::string section;
  std::string name;
  std::string value;
  std::string_view kind;  // empty: a user's name
  std::string stem;
  Range range;
};

class ConfigFile {
 public:
  explicit ConfigFile(std::string_view path) : path_(path) {}

  void take(const Setting& setting) {
    const std::string_view kind = credential_kind(setting.section, setting.name);
    const bool user = kind.empty() && names_user(setting.name);
    if (found_.size() >= 2 * credentials_max || (kind.empty() && !user)) return;
    if (user && (setting.value.empty() || setting.value.size() > 64)) return;
    found_.push_back({std::string(setting.section), std::string(setting.name),
                      std::string(setting.value), kind, stem_of_name(setting.name),
                      setting.range.size == 0 ? setting.whole : setting.range});
  }

  void write(std::string_view method, Reading& out) {
    CredentialRows rows(method, out);
    std::vector<std::string_view> users(found_.size());
    pair(users, false);
    pair(users, true);
    for (std::size_t i = 0; i < found_.size(); i++) {
      const Found& one = found_[i];
      if (one.kind.empty()) continue;
      // An empty setting without a user is no account: nothing was chosen yet.
      if (one.value.empty() && users[i].empty()) continue;
      rows.add({.kind = one.kind,
                .name = one.name,
                .value = one.value,
                .service = service_of_names(path_, one.section, one.name),
                .user = users[i],
                .section = one.section},
               one.range);
    }
  }

 private:
  // Gives each credential the user that was named last before it; or, going back, behind it.
  void pair(std::vector<std::string_view>& users, bool back) {
    std::map<std::pair<std::string_view, std::string_view>, std::string_view> last;
    for (std::size_t n = 0; n < found_.size(); n++) {
      const std::size_t i = back ? found_.size() - 1 - n : n;
      const Found& one = found_[i];
      const auto key = std::pair(std::string_view(one.section), std::string_view(one.stem));
      if (one.kind.empty()) {
        last[key] = one.value;
      } else if (const auto at = last.find(key); users[i].empty() && at != last.end()) {
        users[i] = at->second;
      }
    }
  }

  std::string_view path_;
  std::vector<Found> found_;
};

void read_named(const Leaf& leaf, Reading& out) {
  if (leaf.bytes.empty() || leaf.bytes[0] == 0x7f) return;
  Bytes bytes = leaf.bytes;
  if (bytes.size() > config_size_max) {
    out.problems.push_back({"read",
                            ErrorCode::limit,
                            "only the first 4 MiB of this configuration are read",
                            {config_size_max, bytes.size() - config_size_max}});
    bytes = bytes.first(config_size_max);
  }
  const std::string_view text = as_text(bytes);
  const std::size_t start = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (start == text.npos) return;
  // Binary files, but for NULs between settings.
  const std::string_view head = text.substr(0, 512);
  if (std::ranges::any_of(head, [](char c) {
        return c > 0 && c < ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f';
      }))
    return;
  ConfigFile file(leaf.name);
  const formats::TakeSetting take = [&](const Setting& setting) { file.take(setting); };
  const char first = text[start];
  const bool json = first == '{' || (first == '[' && leaf.name.ends_with(".json"));
  formats::SettingProblems problems;
  if (first == '<') {
    problems = formats::read_xml_settings(bytes, take);
  } else if (json) {
    problems = formats::read_json_settings(bytes, take);
  } else {
    problems = formats::read_text_settings(bytes, take);
  }
  file.write(first == '<' ? "XML setting" : json ? "JSON setting" : "setting", out);
  for (const formats::FormatProblem& problem : problems)
    if (out.problems.size() < 16)
      out.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
}

}  // namespace

extern const Reader config_credentials = {
    .id = "config_credentials",
    .title = "Credentials in configuration",
    .source = "OpenWrt UCI; Broadband Forum TR-069, TR-181; RFC 8259; XML 1.0",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
