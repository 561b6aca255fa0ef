// Accounts and communities of a configuration that is a list of commands, as switches and routers
// of operators have it:
//
//   username NAME [privilege N] [role WORD] password|secret [0|5|7|8|9] VALUE
//   enable password|secret [level N] [0|5|7|8|9] VALUE
//   snmp-server community VALUE [view WORD] [ro|rw] ...
//
// The number before a value says how it is written: 0 in the clear, 7 reversible, the others
// hashes.
//
// Source: Cisco IOS Security Command Reference (username, enable secret), and SNMP Support Command
// Reference (snmp-server community).
#include <algorithm>
#include <cctype>

#include "formats/lines.h"
#include "readers/credential_rows.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::Line;
using formats::next_word;
using formats::trim;

constexpr std::size_t file_size_max = 4U << 20U;  // bytes

bool wants(std::string_view name) {
  const std::string_view base = base_of(name);
  return base.find("config") != base.npos || base.find("default") != base.npos ||
         base.ends_with(".cfg") || base.ends_with(".conf") || base.ends_with(".cli");
}

std::string_view unquoted(std::string_view word) {
  const bool quoted = word.size() > 2 && word[0] == '"' && word.back() == '"';
  return quoted ? word.substr(1, word.size() - 2) : word;
}

bool is_type(std::string_view word) {
  return word.size() == 1 && std::string_view("05789").find(word[0]) != std::string_view::npos;
}

class Configuration {
 public:
  explicit Configuration(Reading& out) : rows_("line of a command configuration", out) {}

  void read(const Line& line) {
    std::string_view rest = line.text;
    const std::string_view word = next_word(rest);
    if (word == "username") {
      const std::string_view user = unquoted(next_word(rest));
      if (!user.empty()) add_password(line, word, rest, user);
    } else if (word == "enable") {
      add_password(line, "enable password", rest, "enable");
    } else if (word == "snmp-server" && next_word(rest) == "community") {
      add_community(line, rest);
    }
  }

 private:
  // Behind other words of the command stands "password" or "secret", and the value ends the line.
  void add_password(const Line& line, std::string_view command, std::string_view rest,
                    std::string_view user) {
    for (int words = 0; words < 8; words++) {
      const std::string_view word = next_word(rest);
      if (word.empty() || word == "nopassword") return;
      if (word != "password" && word != "secret") continue;
      std::string_view value = trim(rest);
      if (value.starts_with("level ")) {
        next_word(value);
        next_word(value);
        value = trim(value);
      }
      std::string_view behind = value;
      const std::string_view first = next_word(behind);
      const bool typed = is_type(first) && !trim(behind).empty();
      // "7 0822455D0A16" keeps its number, which says how to turn it back.
      const std::string_view text = typed && first != "7" ? trim(behind) : value;
      const bool one_word = (typed ? trim(behind) : value).find(' ') == value.npos;
      if (text.empty() || !one_word) return;
      rows_.add({.kind = "password",
                 .name = command,
                 .value = unquoted(text),
                 .service = "login",
                 .user = user},
                line.range);
      return;
    }
  }

  void add_community(const Line& line, std::string_view rest) {
    const std::string_view value = unquoted(next_word(rest));
    std::string_view access = "read";
    for (int words = 0; words < 8; words++) {
      const std::string_view word = next_word(rest);
      if (word == "rw" || word == "RW") access = "write";
    }
    if (value.empty()) return;
    rows_.add({.kind = "community",
               .name = "snmp-server community",
               .value = value,
               .service = "snmp",
               .access = access,
               .source = "default"},
              line.range);
  }

  CredentialRows rows_;
};

void read_named(const Leaf& leaf, Reading& out) {
  if (leaf.bytes.empty() || leaf.bytes.size() > file_size_max) return;
  const std::string_view text = as_text(leaf.bytes);
  if (text.find("username ") == text.npos && text.find("enable ") == text.npos &&
      text.find("snmp-server ") == text.npos)
    return;
  if (text.substr(0, 512).find('\0') != text.npos) return;
  std::vector<formats::FormatProblem> problems;
  Configuration configuration(out);
  for (const Line& line : formats::split_lines(leaf.bytes, problems))
    if (line.range.size != 0) configuration.read(line);
  for (const formats::FormatProblem& problem : problems)
    out.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
}

}  // namespace

extern const Reader cli_accounts = {
    .id = "cli_accounts",
    .title = "Accounts of a configuration that is a list of commands",
    .source = "Cisco IOS Security Command Reference; SNMP Support Command Reference",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
