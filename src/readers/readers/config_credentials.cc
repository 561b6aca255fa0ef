// Credentials in configuration: the settings of INI, UCI, XML, JSON and `name=value` files, and of
// the defaults that stand in flash, whose names say that they hold a password, a key or a
// community (setting_credentials.h).
//
// Source: as formats/settings.h and setting_credentials.h.
#include <algorithm>

#include "formats/settings.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/setting_credentials.h"

namespace assay::readers {
namespace {

using formats::Setting;

constexpr std::size_t config_size_max = 4U << 20U;  // bytes that are read of one file

bool has_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::ranges::any_of(parts,
                             [&](auto part) { return text.find(part) != std::string_view::npos; });
}

bool is_configuration(std::string_view name) {
  constexpr std::string_view endings[] = {".conf",     ".cfg",      ".cnf",       ".ini",
                                          ".config",   ".xml",      ".json",      ".properties",
                                          ".yaml",     ".yml",      ".toml",      ".env",
                                          ".default",  ".defaults", ".def",       ".nvram",
                                          ".dat",      ".prefs",    ".settings",  ".cwmp",
                                          ".conf.bak", ".cfg.bak",  ".conf.orig", ".conf.default",
                                          ".xml.bak",  "~"};
  constexpr std::string_view beginnings[] = {"nvram", "default", "config", "romfile", "settings"};
  const std::string_view base = base_of(name);
  return std::ranges::any_of(endings, [&](auto ending) { return base.ends_with(ending); }) ||
         std::ranges::any_of(beginnings, [&](auto start) { return base.starts_with(start); }) ||
         folder_of(name).ends_with("etc/config");
}

bool wants(std::string_view name) {
  if (!is_configuration(name)) return false;
  // The passwords of the one are OpenSSL's own examples; "passwd" of the other is a kind of data.
  const std::string_view base = base_of(name);
  if (base == "openssl.cnf" || base.starts_with("nsswitch")) return false;
  // Texts for people, and files of tools that hold no settings of the device.
  return !has_any(name,
                  {"/i18n/", "/lang", "/locale", "/translations/", "usr/share/doc/", "/man/",
                   "/zoneinfo/", "usr/share/perl", "/python3", "node_modules/", "/licenses/"});
}

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
  SettingCredentials file(leaf.name);
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
  file.write(first == '<' ? "XML setting"
             : json       ? "JSON setting"
                          : "setting",
             first == '<' || json, out);
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
