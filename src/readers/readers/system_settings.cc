// Settings of the system as a whole, a line each:
//
//   sysctl.conf, sysctl.d/*.conf    net.ipv4.ip_forward = 1
//   fstab, fstab.BOARD              DEVICE FOLDER TYPE OPTIONS [DUMP PASS]
//   veritytab                       NAME DATA-DEVICE HASH-DEVICE ROOT-HASH [OPTIONS]
//   sudoers, sudoers.d/*            WHO HOST = (AS) NOPASSWD: COMMANDS
//   doas.conf                       permit nopass WHO as USER cmd COMMAND
//   iptables-save                   *TABLE, :CHAIN POLICY, -A CHAIN ...
//
// Source: sysctl.conf(5), fstab(5), veritytab(5), sudoers(5), doas.conf(5),
// iptables-save(8).
#include "formats/lines.h"
#include "readers/boot_check.h"
#include "readers/host_name.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/script_facts.h"

namespace assay::readers {
namespace {

using formats::Line;
using formats::next_word;
using formats::trim;

void read_sysctl(const Line& line, std::int64_t number, Reading& out) {
  std::string_view text = trim(line.text);
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t equals = text.find('=');
  if (text.empty() || text[0] == '#' || text[0] == ';' || equals == text.npos) return;
  Fact fact("sysctl_setting", line.range, "sysctl.conf(5) line");
  fact.set("name", trim(text.substr(0, equals))).set("value", trim(text.substr(equals + 1)));
  out.facts.push_back(std::move(fact.set("line", number)));
}

// A share of another host: "host:/path" of nfs, "//host/path" of cifs.
void add_mounted_host(std::string_view device, std::string_view type, Range range,
                      std::int64_t number, Reading& out) {
  const bool nfs = type == "nfs" || type == "nfs4";
  if (!nfs && type != "cifs" && type != "smbfs") return;
  const std::string_view named =
      nfs ? device.substr(0, device.find(":/"))
          : device.substr(std::min(device.find_first_not_of('/'), device.size()));
  const auto host = read_host(named.substr(0, named.find('/')));
  if (!host) return;
  Fact fact("endpoint", range, "fstab(5) line");
  fact.set("used", "contacted").set("program", "mount").set("action", "mounts");
  fact.set("target", device).set("line", number).set("host", host->name).set("kind", host->kind);
  out.facts.push_back(std::move(fact.set("outside", is_outside(*host) ? 1 : 0)));
}

void read_fstab(const Line& line, std::int64_t number, Reading& out) {
  std::string_view rest = line.text;
  const std::string_view device = next_word(rest);
  const std::string_view folder = next_word(rest);
  const std::string_view type = next_word(rest);
  const std::string_view options = next_word(rest);
  const bool is_folder = folder.starts_with('/') || folder == "none" || folder == "swap";
  if (device.empty() || device[0] == '#' || type.empty() || !is_folder) return;
  Fact fact("mount_point", line.range, "fstab(5) line");
  fact.set("device", device).set("folder", folder).set("type", type).set("line", number);
  if (!options.empty()) fact.set("options", options);
  out.facts.push_back(std::move(fact));
  add_boot_check_mount(folder, options, line.range, number, out);
  // Android has the flags of its own boot in a fifth column.
  add_boot_check_mount(folder, next_word(rest), line.range, number, out);
  add_mounted_host(device, type, line.range, number, out);
}

void read_sudoers(const Line& line, std::int64_t number, Reading& out) {
  const std::string_view text = trim(line.text);
  const std::size_t equals = text.find('=');
  if (text.empty() || text[0] == '#' || text[0] == '@' || text.starts_with("Defaults") ||
      text.find("_Alias") != text.npos || equals == text.npos)
    return;
  std::string_view left = text.substr(0, equals);
  const std::string_view who = next_word(left);
  std::string_view rest = trim(text.substr(equals + 1));
  Fact fact("sudo_rule", line.range, "sudoers(5) line");
  fact.set("who", who).set("line", number);
  if (rest.starts_with('(')) {
    const std::size_t close = std::min(rest.find(')'), rest.size() - 1);
    const std::string_view as = rest.substr(1, close - 1);
    fact.set("as_whom", trim(as.substr(0, as.find(':'))));
    rest = trim(rest.substr(close + 1));
  }
  bool no_password = false;
  for (std::size_t colon = rest.find(':'); colon != rest.npos && colon < 16;
       colon = rest.find(':')) {
    const std::string_view tag = trim(rest.substr(0, colon));
    if (tag.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != tag.npos) break;
    no_password = no_password || tag == "NOPASSWD";
    rest = trim(rest.substr(colon + 1));
  }
  fact.set("commands", rest).set("no_password", no_password ? 1 : 0);
  out.facts.push_back(std::move(fact));
}

void read_doas(const Line& line, std::int64_t number, Reading& out) {
  std::string_view rest = line.text;
  if (next_word(rest) != "permit") return;
  std::string_view who;
  std::string_view as;
  std::string_view command = "ALL";
  bool no_password = false;
  for (auto word = next_word(rest); !word.empty(); word = next_word(rest)) {
    if (word == "nopass")
      no_password = true;
    else if (word == "as")
      as = next_word(rest);
    else if (word == "cmd")
      command = next_word(rest);
    else if (who.empty() && word != "persist" && word != "keepenv")
      who = word;
  }
  if (who.empty()) return;
  Fact fact("sudo_rule", line.range, "doas.conf(5) line");
  fact.set("who", who).set("commands", command).set("no_password", no_password ? 1 : 0);
  if (!as.empty()) fact.set("as_whom", as);
  out.facts.push_back(std::move(fact.set("line", number)));
}

// Lines of iptables-save, given to the reader of commands with what they leave out.
class SavedFilter {
 public:
  void read(const Line& line, std::int64_t number, Reading& out) {
    std::string_view rest = line.text;
    const std::string_view first = next_word(rest);
    if (first.starts_with('*')) family_ = first.substr(1);
    std::vector<std::string> words = {"iptables", "-t", family_};
    if (first.starts_with(':')) {
      const std::string_view policy = next_word(rest);
      if (policy == "-") return;
      words.insert(words.end(), {"-P", std::string(first.substr(1)), std::string(policy)});
    } else if (first == "-A" || first == "-I") {
      words.emplace_back(first);
      for (auto word = next_word(rest); !word.empty() && words.size() < 64; word = next_word(rest))
        words.emplace_back(word);
    } else {
      return;
    }
    formats::ShellCommand command;
    command.range = line.range;
    add_firewall_rule({command, words, words[0], number}, out);
  }

 private:
  std::string family_ = "filter";
};

enum class Style : std::uint8_t { none, sysctl, fstab, veritytab, sudoers, doas, filter };

Style style_of(std::string_view name) {
  const std::string_view base = base_of(name);
  const std::string_view folder = base_of(folder_of(name));
  if (base == "sysctl.conf" || (folder == "sysctl.d" && base.ends_with(".conf")))
    return Style::sysctl;
  // Android has fstab.BOARD; fstab.lua and the like are other things.
  const bool of_board = base.starts_with("fstab.") && (folder.empty() || folder == "etc") &&
                        base.find('.') == base.rfind('.') && !base.ends_with(".lua");
  if (base == "fstab" || of_board) return Style::fstab;
  if (base == "veritytab") return Style::veritytab;
  if (base == "sudoers" || folder == "sudoers.d") return Style::sudoers;
  if (base == "doas.conf") return Style::doas;
  const bool saved = base == "iptables.rules" || base == "rules.v4" || base == "rules.v6" ||
                     (folder == "sysconfig" && (base == "iptables" || base == "ip6tables"));
  return saved ? Style::filter : Style::none;
}

bool wants(std::string_view name) { return style_of(name) != Style::none; }

void read_named(const Leaf& leaf, Reading& out) {
  const Style style = style_of(leaf.name);
  std::vector<formats::FormatProblem> problems;
  LineCounter lines(leaf.bytes);
  SavedFilter filter;
  for (const Line& line : formats::split_lines(leaf.bytes, problems)) {
    if (line.range.size == 0) continue;
    const std::int64_t number = lines.at(line.range.offset);
    if (style == Style::sysctl) read_sysctl(line, number, out);
    if (style == Style::fstab) read_fstab(line, number, out);
    if (style == Style::veritytab) add_boot_check_veritytab(line.text, line.range, number, out);
    if (style == Style::sudoers) read_sudoers(line, number, out);
    if (style == Style::doas) read_doas(line, number, out);
    if (style == Style::filter) filter.read(line, number, out);
  }
  for (const formats::FormatProblem& problem : problems)
    out.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
}

}  // namespace

extern const Reader system_settings = {
    .id = "system_settings",
    .title = "Kernel settings, mounts, rights and filters that are configured",
    .source = "sysctl.conf(5), fstab(5), sudoers(5), doas.conf(5), iptables-save(8)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
