// Settings of services from their configuration files (service_file.h), the ports that these open,
// and what those decide that rules ask about (setting_meaning.h).
//
// Names are in lower case; a value loses its quotes. Passwords are read by the readers of
// credentials: here their settings are left out, or stand without their value where a password's
// being there is what counts.
//
// Source: sshd_config(5), snmpd.conf(5), mosquitto.conf(5), dnsmasq(8), vsftpd.conf(5), lighttpd,
// nginx, smb.conf(5), ntp.conf(5), OpenWrt's UCI, BusyBox networking/httpd.c.
#include <algorithm>

#include "base/lower_case.h"
#include "formats/lines.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/service_file.h"
#include "readers/setting_meaning.h"
#include "readers/setting_port.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

using formats::Line;
using formats::next_word;
using formats::trim;

constexpr std::size_t settings_max = 4096;  // of one file
constexpr std::size_t value_size_max = 1024;
constexpr std::size_t section_size_max = 128;

std::string lower(std::string_view text) { return lower_case(text.substr(0, value_size_max)); }

std::string_view unquoted(std::string_view text) {
  text = trim(text).substr(0, value_size_max);
  const bool quoted =
      text.size() > 1 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return quoted ? text.substr(1, text.size() - 2) : text;
}

bool is_secret(std::string_view name) {
  constexpr std::string_view ends[] = {"password",   "passwd",     "passphrase",  "pass",
                                       "secret",     "psk",        "community",   "com2sec",
                                       "createuser", "privatekey", "private_key", "presharedkey"};
  return std::ranges::any_of(ends, [&](auto end) { return name.ends_with(end); });
}

class Settings {
 public:
  Settings(const ServiceFile& file, const Leaf& leaf, Reading& out)
      : file_(file), leaf_(leaf), lines_(leaf.bytes), ports_(out), out_(out) {}

  void run() {
    std::vector<formats::FormatProblem> problems;
    for (const Line& line : formats::split_lines(leaf_.bytes, problems)) {
      const std::string_view text = trim(line.text);
      if (text.empty() || text[0] == '#' || text[0] == ';') continue;
      switch (file_.style) {
        case ConfigStyle::words:
          read_words(line, text);
          break;
        case ConfigStyle::equals:
          read_equals(line, text);
          break;
        case ConfigStyle::braces:
          read_braces(line, text);
          break;
        case ConfigStyle::uci:
          read_uci(line, text);
          break;
        case ConfigStyle::colons:
          read_colons(line, text);
          break;
      }
    }
    ports_.end();
    for (const formats::FormatProblem& problem : problems)
      out_.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
  }

 private:
  void read_words(const Line& line, std::string_view text) {
    if (text[0] == '<') {  // <VirtualHost *:80> of Apache, <Anonymous ~ftp> of ProFTPD
      section_ = text.starts_with("</") ? "" : std::string(text.substr(0, section_size_max));
      if (lower(text).starts_with("<anonymous")) add(line, "<anonymous", text);
      return;
    }
    const std::string_view name = next_word(text);
    if (lower(name) == "match") section_ = std::string(trim(text).substr(0, section_size_max));
    add(line, name, text);
  }

  void read_equals(const Line& line, std::string_view text) {
    if (text[0] == '[' && text.back() == ']') {
      section_ = std::string(text.substr(1, std::min(text.size() - 2, section_size_max)));
      return;
    }
    if (text[0] == '$' && text.back() == '{') {  // $SERVER["socket"] == ":443" { of lighttpd
      section_ = std::string(trim(text.substr(0, text.size() - 1)).substr(0, section_size_max));
      add_socket(line, text);
      return;
    }
    if (text == "}") return section_.clear();
    if (text == ")") return;  // the end of a list
    if (text.starts_with("\"mod_")) return add_module(line, text);
    const std::size_t sign = text.find_first_of("=:");
    if (sign == text.npos) return add(line, text, "");
    std::string_view name = trim(text.substr(0, sign));
    if (name.ends_with('+')) name = trim(name.substr(0, name.size() - 1));
    add(line, name, text.substr(sign + 1));
  }

  // A line of lighttpd's list of modules, which goes on over lines: "mod_cgi",
  void add_module(const Line& line, std::string_view text) {
    const std::string_view name = text.substr(1, text.find('"', 1) - 1);
    add(line, "server.modules", name);
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

  // A value of UCI without "# ..." behind it.
  static std::string_view without_remark(std::string_view value) {
    std::size_t from = 0;
    if (!value.empty() && (value[0] == '\'' || value[0] == '"'))
      from = std::min(value.find(value[0], 1), value.size());
    for (std::size_t at = value.find('#', from); at != value.npos; at = value.find('#', at + 1))
      if (at > 0 && (value[at - 1] == ' ' || value[at - 1] == '\t'))
        return trim(value.substr(0, at));
    return value;
  }

  void read_uci(const Line& line, std::string_view text) {
    const std::string_view kind = next_word(text);
    if (kind == "config") {
      const std::string_view type = next_word(text);
      section_ = std::string(unquoted(type));
      const std::string_view name = unquoted(text);
      if (!name.empty()) section_ += " " + std::string(name);
      section_.resize(std::min(section_.size(), section_size_max));
    } else if (kind == "option" || kind == "list") {
      const std::string_view name = next_word(text);
      add(line, unquoted(name), without_remark(trim(text)));
    }
  }

  void read_colons(const Line& line, std::string_view text) {
    const std::size_t colon = text.find(':');
    // "/path:user:password" is an account.
    if (colon == text.npos || text[0] == '/') return;
    add(line, text.substr(0, colon), text.substr(colon + 1));
  }

  void add(const Line& line, std::string_view raw_name, std::string_view raw_value) {
    const std::string name = lower(raw_name);
    if (name.empty() || name.size() > 128) return;
    const std::string_view value = unquoted(raw_value);
    const auto meaning = meaning_of(file_.service, name, value);
    const bool secret = is_secret(name);
    if ((secret && !meaning) || count_++ >= settings_max) return;
    Fact fact("service_setting", line.range, "line of a configuration file");
    fact.set("service", file_.service).set("name", name);
    if (!secret) fact.set("value", value);
    if (!section_.empty()) fact.set("section", section_);
    if (meaning) fact.set("about", meaning->about);
    if (meaning && !meaning->value.empty()) fact.set("meaning", meaning->value);
    out_.facts.push_back(std::move(fact.set("line", lines_.at(line.range.offset))));
    ports_.see({file_.service, section_, name, value, line.range});
  }

  // $SERVER["socket"] == "0.0.0.0:443"
  void add_socket(const Line& line, std::string_view text) {
    const std::size_t equals = text.find("==");
    if (text.find("socket") == text.npos || equals == text.npos) return;
    const std::size_t open = text.find('"', equals);
    if (open == text.npos) return;
    const std::string_view rest = text.substr(open + 1);
    ports_.add_socket({"lighttpd", section_, "", rest.substr(0, rest.find('"')), line.range});
  }

  ServiceFile file_;
  const Leaf& leaf_;
  LineCounter lines_;
  SettingPorts ports_;
  Reading& out_;
  std::string section_;
  std::vector<std::size_t> depth_;  // sizes of section_ to go back to
  std::size_t count_ = 0;
};

bool wants(std::string_view name) { return service_file(name).has_value(); }

void read_named(const Leaf& leaf, Reading& out) {
  const std::string_view text = as_text(leaf.bytes);
  const auto file = service_file(leaf.name);
  if (!file || text.find('\0') != text.npos) return;
  Settings(service_file_of_text(*file, text), leaf, out).run();
}

}  // namespace

extern const Reader service_settings = {
    .id = "service_settings",
    .title = "Settings and ports of services",
    .source = "sshd_config(5), snmpd.conf(5), mosquitto.conf(5), lighttpd, nginx, smb.conf(5), UCI",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
