// Who may ask an SNMP agent, by net-snmp's configuration:
//
//   rocommunity COMMUNITY [SOURCE [OID]]       and rocommunity6; rwcommunity, rwcommunity6
//   com2sec [-Cn CONTEXT] NAME SOURCE COMMUNITY
//   trapcommunity, authcommunity TYPES COMMUNITY; trapsink, trap2sink HOST [COMMUNITY]
//   createUser [-e ENGINE] USER MD5|SHA... PASSPHRASE [DES|AES... [PASSPHRASE]]
//   rouser, rwuser [-s MODEL] USER [noauth|auth|priv]
//
// Source: snmpd.conf(5), snmptrapd.conf(5) of net-snmp.
#include <algorithm>

#include "formats/lines.h"
#include "readers/credential_rows.h"
#include "readers/left_out.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::Line;

constexpr std::size_t file_size_max = 1U << 20U;  // bytes

bool wants(std::string_view name) {
  const std::string_view base = base_of(name);
  return base.starts_with("snmp") && base.find("conf") != std::string_view::npos;
}

std::string_view unquoted(std::string_view word) {
  if (word.size() >= 2 && word[0] == '"' && word.back() == '"')
    return word.substr(1, word.size() - 2);
  return word;
}

class Agent {
 public:
  explicit Agent(Reading& out) : rows_("snmpd.conf line", out) {}

  void read(const Line& line) {
    std::string_view rest = line.text;
    const std::string_view token = formats::next_word(rest);
    const std::string_view plain = token.ends_with('6') ? token.substr(0, token.size() - 1) : token;
    if (plain == "rocommunity" || plain == "rwcommunity") {
      const std::string_view community = formats::next_word(rest);
      const std::string_view source = formats::next_word(rest);
      add(line, token, community, plain == "rocommunity" ? "read" : "write",
          source.empty() ? "default" : source);
    } else if (plain == "com2sec") {
      std::string_view name = formats::next_word(rest);
      if (name == "-Cn") {
        formats::next_word(rest);
        name = formats::next_word(rest);
      }
      const std::string_view source = formats::next_word(rest);
      add(line, token, formats::next_word(rest), {}, source);
    } else if (token == "trapcommunity") {
      add(line, token, formats::next_word(rest), "trap", {});
    } else if (token == "authcommunity") {
      formats::next_word(rest);
      add(line, token, formats::next_word(rest), "trap", {});
    } else if (token == "trapsink" || token == "trap2sink" || token == "informsink") {
      formats::next_word(rest);
      add(line, token, formats::next_word(rest), "trap", {});
    } else if (token == "createUser") {
      add_user(line, rest);
    } else if (token == "rouser" || token == "rwuser") {
      add_level(line, token, rest);
    }
  }

 private:
  void add(const Line& line, std::string_view name, std::string_view community,
           std::string_view access, std::string_view source) {
    community = unquoted(community);
    if (community.empty() || community[0] == '#') return;
    rows_.add({.kind = "community",
               .name = name,
               .value = community,
               .service = "snmp",
               .access = access,
               .source = source},
              formats::range_in(line.text, community, line.range.offset));
  }

  void add_user(const Line& line, std::string_view rest) {
    std::string_view user = formats::next_word(rest);
    if (user == "-e") {
      formats::next_word(rest);
      user = formats::next_word(rest);
    }
    for (const std::string_view name : {"createUser authentication", "createUser privacy"}) {
      formats::next_word(rest);
      const std::string_view secret = unquoted(formats::next_word(rest));
      if (secret.empty()) return;
      rows_.add(
          {.kind = "password", .name = name, .value = secret, .service = "snmp", .user = user},
          formats::range_in(line.text, secret, line.range.offset));
    }
  }

  // A user who needs no password: an empty one.
  void add_level(const Line& line, std::string_view token, std::string_view rest) {
    std::string_view user = formats::next_word(rest);
    if (user == "-s") {
      formats::next_word(rest);
      user = formats::next_word(rest);
    }
    const std::string_view level = formats::next_word(rest);
    if (level != "noauth" && level != "noAuthNoPriv") return;
    rows_.add({.kind = "password",
               .name = token,
               .value = "",
               .service = "snmp",
               .user = user,
               .access = token == "rouser" ? "read" : "write"},
              line.range);
  }

  CredentialRows rows_;
};

void read_named(const Leaf& leaf, Reading& out) {
  if (is_too_large(leaf, file_size_max, "the configuration of an SNMP agent", out)) return;
  std::vector<formats::FormatProblem> problems;
  Agent agent(out);
  for (const Line& line : formats::split_lines(leaf.bytes, problems)) agent.read(line);
  tell_limits(problems, out);
}

}  // namespace

extern const Reader snmp_credentials = {
    .id = "snmp_credentials",
    .title = "SNMP communities and users",
    .source = "snmpd.conf(5), snmptrapd.conf(5)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
