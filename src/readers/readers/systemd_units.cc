// What systemd's units start: the commands of services, the services of sockets, timers and paths,
// the units that a unit wants or requires, and the ports of sockets. The trigger is what wants the
// unit, as its section [Install] says; whether a boot comes to it, the case file's boot graph
// tells.
//
// Source: systemd.unit(5), systemd.service(5), systemd.exec(5), systemd.socket(5),
// systemd.timer(5).
#include <fmt/core.h>

#include <charconv>

#include "formats/systemd_unit.h"
#include "readers/left_out.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

using formats::SystemdUnit;
using formats::unit_values;

// The values of that name, with a blank between them.
std::string joined(const SystemdUnit& unit, std::string_view section, std::string_view name) {
  std::string text;
  for (const formats::Text* value : unit_values(unit, section, name))
    text += (text.empty() ? "" : " ") + value->value;
  return text;
}

std::string conditions_of(const SystemdUnit& unit) {
  std::string text;
  for (const formats::UnitSetting& setting : unit.settings) {
    const std::string& name = setting.name.value;
    if (setting.section.value != "Unit" || setting.value.value.empty()) continue;
    if (!name.starts_with("Condition") && !name.starts_with("Assert")) continue;
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, setting.value.value);
  }
  return text;
}

constexpr std::size_t calls_max = 256;  // units that one unit wants

bool wants(std::string_view name) {
  if (name.find("systemd/") == std::string_view::npos) return false;
  for (const auto kind : {".service", ".socket", ".timer", ".path", ".target"})
    if (name.ends_with(kind)) return true;
  return false;
}

void add_unit(std::string_view unit, Range range, Reading& out) {
  if (unit.empty() || range.size == 0) return;
  out.facts.emplace_back("script_call", range, "systemd.unit(5) setting");
  out.facts.back().set("kind", "unit").set("target", unit);
}

// Units that come with this one.
void add_wanted(const SystemdUnit& unit, Reading& out) {
  std::size_t count = 0;
  for (const auto name : {"Wants", "Requires", "BindsTo", "Upholds"}) {
    for (const formats::Text* value : unit_values(unit, "Unit", name)) {
      std::string_view rest = value->value;
      for (auto word = formats::next_word(rest); !word.empty() && count < calls_max;
           word = formats::next_word(rest), count++)
        add_unit(word, value->range, out);
    }
  }
}

// What a socket, timer or path starts: the unit that it names, else the service of its own name.
void add_service(const SystemdUnit& unit, std::string_view name, Reading& out) {
  const std::string_view base = base_of(name);
  const std::size_t dot = base.rfind('.');
  const std::string_view kind = base.substr(dot + 1);
  if (kind != "socket" && kind != "timer" && kind != "path") return;
  const std::string section = kind == "socket" ? "Socket" : kind == "timer" ? "Timer" : "Path";
  const char* setting = kind == "socket" ? "Service" : "Unit";
  for (const formats::UnitSetting& one : unit.settings) {
    if (one.section.value != section || one.value.range.size == 0) continue;
    const std::string named = joined(unit, section, setting);
    add_unit(named.empty() ? std::string(base.substr(0, dot)) + ".service" : named, one.value.range,
             out);
    return;
  }
}

void add_port(const formats::Text& value, std::string_view protocol, std::string_view program,
              Reading& out) {
  std::string_view text = value.value;
  const std::size_t colon = text.rfind(':');
  const std::string_view digits = colon == text.npos ? text : text.substr(colon + 1);
  int port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65535)
    return;
  Fact fact("listener", value.range, "systemd.socket(5) setting");
  fact.set("protocol", protocol).set("port", port).set("program", program);
  if (colon != text.npos && colon > 0) fact.set("address", text.substr(0, colon));
  out.facts.push_back(std::move(fact));
}

void read_named(const Leaf& leaf, Reading& out) {
  const SystemdUnit unit = formats::read_systemd_unit(leaf.bytes);
  tell_limits(unit.problems, out);
  add_wanted(unit, out);
  add_service(unit, leaf.name, out);
  for (const formats::Text* value : unit_values(unit, "Socket", "ListenStream"))
    add_port(*value, "tcp", base_of(leaf.name), out);
  for (const formats::Text* value : unit_values(unit, "Socket", "ListenDatagram"))
    add_port(*value, "udp", base_of(leaf.name), out);
  const std::string user = joined(unit, "Service", "User");
  const std::string condition = conditions_of(unit);
  const std::string trigger =
      joined(unit, "Install", "WantedBy") + joined(unit, "Install", "RequiredBy");
  StartedRows rows(leaf.bytes, "systemd", "systemd.service(5) setting", out);
  for (const auto name : {"ExecStartPre", "ExecStart", "ExecStartPost"}) {
    for (const formats::Text* value : unit_values(unit, "Service", name)) {
      std::vector<Start> starts = starts_of(formats::split_exec(value->value).words);
      for (Start& start : starts) {
        if (!user.empty()) start.user = user;
        Fact* fact = rows.add(value->range, start);
        if (fact == nullptr) continue;
        if (!trigger.empty()) fact->set("trigger", trigger);
        if (!condition.empty()) fact->set("condition", condition);
      }
    }
  }
}

}  // namespace

extern const Reader systemd_units = {
    .id = "systemd_units",
    .title = "Programs that systemd starts",
    .source = "systemd.unit(5), systemd.service(5), systemd.exec(5)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
