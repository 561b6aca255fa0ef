// What systemd's service units start. The trigger is what wants the unit, as its section [Install]
// says; whether a link has it wanted, the view `booted` of the case file tells.
//
// Source: systemd.unit(5), systemd.service(5), systemd.exec(5).
#include <fmt/core.h>

#include "formats/systemd_unit.h"
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

bool wants(std::string_view name) {
  return name.ends_with(".service") && name.find("systemd/") != std::string_view::npos;
}

void read_named(const Leaf& leaf, Reading& out) {
  const SystemdUnit unit = formats::read_systemd_unit(leaf.bytes);
  const std::string user = joined(unit, "Service", "User");
  const std::string condition = conditions_of(unit);
  const std::string trigger =
      joined(unit, "Install", "WantedBy") + joined(unit, "Install", "RequiredBy");
  StartedRows rows(leaf.bytes, "systemd", "systemd.service(5) setting", out);
  for (const auto name : {"ExecStartPre", "ExecStart", "ExecStartPost"}) {
    for (const formats::Text* value : unit_values(unit, "Service", name)) {
      Fact* fact = rows.add(value->range, start_of(formats::split_exec(value->value).words));
      if (fact == nullptr) continue;
      if (!user.empty()) fact->set("user", user);
      if (!trigger.empty()) fact->set("trigger", trigger);
      if (!condition.empty()) fact->set("condition", condition);
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
