// What an event of the kernel starts: RUN and PROGRAM of udev's rules, commands of mdev.conf, exec
// of hotplug2's rules and of procd's hotplug.json. The trigger is what the line matches, as
// written.
//
//   udev        SUBSYSTEM=="usb", ACTION=="add", RUN+="/lib/udev/x %k"
//   mdev        sd[a-z][0-9]* 0:0 660 @/etc/mdev/mount.sh     @ when it comes, $ when it goes, *
//   both hotplug2    SUBSYSTEM == block { exec /sbin/hotplug-call block; } procd       [ "exec",
//   "/sbin/hotplug-call", "%SUBSYSTEM%" ]
//
// Source: udev(7); BusyBox, docs/mdev.txt; hotplug2, README; OpenWrt, procd's hotplug.json.
#include <algorithm>

#include "formats/lines.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

using formats::Line;
using formats::next_word;
using formats::trim;

constexpr std::size_t trigger_size_max = 200;

void add(StartedRows& rows, const Line& line, std::string_view command, std::string_view trigger) {
  for (const Start& start : starts_of_line(command)) {
    Fact* fact = rows.add(line.range, start);
    if (fact != nullptr) fact->set("trigger", trim(trigger).substr(0, trigger_size_max));
  }
}

void read_udev(const Line& line, StartedRows& rows) {
  for (const std::string_view key : {"RUN", "PROGRAM", "IMPORT{program}"}) {
    for (std::size_t at = line.text.find(key); at != line.text.npos;
         at = line.text.find(key, at + key.size())) {
      if (at != 0 && std::string_view(" ,\t").find(line.text[at - 1]) == std::string_view::npos)
        continue;
      const std::size_t open = line.text.find('"', at);
      if (open == line.text.npos) return;
      const std::string_view sign = line.text.substr(at + key.size(), open - at - key.size());
      const std::size_t close = line.text.find('"', open + 1);
      if (close == line.text.npos) return;
      const bool plain = sign.find("builtin") == sign.npos && sign.find("==") == sign.npos &&
                         sign.find('=') != sign.npos && sign.size() < 16;
      if (plain)
        add(rows, line, line.text.substr(open + 1, close - open - 1), line.text.substr(0, at));
      at = close;
    }
  }
}

void read_mdev(const Line& line, StartedRows& rows) {
  std::string_view rest = line.text;
  const std::string_view match = next_word(rest);
  if (match.empty() || match.starts_with('#')) return;
  while (!rest.empty()) {
    const std::string_view before = rest;
    const std::string_view word = next_word(rest);
    if (word.empty()) return;
    if (word[0] != '@' && word[0] != '$' && word[0] != '*') continue;
    std::string_view command = trim(before);
    command.remove_prefix(1);
    return add(rows, line, command, match);
  }
}

void read_hotplug2(const Line& line, std::string& match, StartedRows& rows) {
  std::string_view text = trim(line.text);
  if (text.find('{') != text.npos || text.find("==") != text.npos) match = text;
  const std::size_t at = text.find("exec ");
  if (at == text.npos || text.starts_with('#')) return;
  text = text.substr(at + 5);
  add(rows, line, text.substr(0, text.find_first_of(";}")), match);
}

void read_procd(const Line& line, StartedRows& rows) {
  const std::size_t at = line.text.find("\"exec\"");
  if (at == line.text.npos) return;
  std::string command;
  std::string_view rest = line.text.substr(at + 6);
  for (std::size_t open = rest.find('"'); open != rest.npos; open = rest.find('"')) {
    const std::size_t close = rest.find('"', open + 1);
    if (close == rest.npos) break;
    command += (command.empty() ? "" : " ") + std::string(rest.substr(open + 1, close - open - 1));
    rest.remove_prefix(close + 1);
  }
  add(rows, line, command, "hotplug event");
}

enum class Style : std::uint8_t { none, udev, mdev, hotplug2, procd };

Style style_of(std::string_view name) {
  const std::string_view base = base_of(name);
  const std::string_view folder = folder_of(name);
  if (base == "mdev.conf") return Style::mdev;
  if (base.starts_with("hotplug") && base.ends_with(".json")) return Style::procd;
  if (!base.ends_with(".rules")) return Style::none;
  if (base.starts_with("hotplug2")) return Style::hotplug2;
  return path_ends_with(folder, "udev/rules.d") ? Style::udev : Style::none;
}

bool wants(std::string_view name) { return style_of(name) != Style::none; }

void read_named(const Leaf& leaf, Reading& out) {
  const Style style = style_of(leaf.name);
  std::vector<formats::FormatProblem> problems;
  StartedRows rows(leaf.bytes, "hotplug", "rule for an event of the kernel", out);
  std::string match;
  for (const Line& line : formats::split_lines(leaf.bytes, problems)) {
    if (trim(line.text).starts_with('#')) continue;
    if (style == Style::udev) read_udev(line, rows);
    if (style == Style::mdev) read_mdev(line, rows);
    if (style == Style::hotplug2) read_hotplug2(line, match, rows);
    if (style == Style::procd) read_procd(line, rows);
  }
  for (const formats::FormatProblem& problem : problems)
    out.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
}

}  // namespace

extern const Reader device_events = {
    .id = "device_events",
    .title = "Programs that events of the kernel start",
    .source = "udev(7); BusyBox, docs/mdev.txt; hotplug2; OpenWrt, procd",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
