// What init starts by /etc/inittab, of System V and of BusyBox. The trigger is the action
// ("sysinit", "respawn", "askfirst"); an action "off" starts nothing.
//
// Source: inittab(5); BusyBox, examples/inittab.
#include "formats/inittab.h"

#include "readers/left_out.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

bool wants(std::string_view name) { return base_of(name) == "inittab"; }

void read_named(const Leaf& leaf, Reading& out) {
  StartedRows rows(leaf.bytes, "inittab", "inittab(5) line", out);
  const formats::Inittab inittab = formats::read_inittab(leaf.bytes);
  tell_limits(inittab.problems, out);
  for (const formats::InittabEntry& entry : inittab.entries) {
    if (entry.action.value == "off") continue;
    for (const Start& start : starts_of_line(entry.process.value)) {
      Fact* fact = rows.add(entry.line, start);
      if (fact != nullptr) fact->set("trigger", entry.action.value);
    }
  }
}

}  // namespace

extern const Reader inittab = {
    .id = "inittab",
    .title = "Programs that init starts",
    .source = "inittab(5); BusyBox, examples/inittab",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
