// inittab, one entry a line: id:runlevels:action:process. The process may hold colons.
//
// Source: inittab(5) of sysvinit; BusyBox, init/init.c and examples/inittab.
#include "formats/inittab.h"

#include <algorithm>
#include <array>

namespace assay::formats {
namespace {

constexpr std::string_view actions[] = {
    "respawn",      "wait",        "once",      "boot",      "bootwait",  "off",
    "ondemand",     "initdefault", "sysinit",   "powerwait", "powerfail", "powerokwait",
    "powerfailnow", "ctrlaltdel",  "kbrequest", "askfirst",  "shutdown",  "restart"};

}  // namespace

Inittab read_inittab(Bytes bytes) {
  Inittab inittab;
  for (const Line& line : split_lines(bytes, inittab.problems)) {
    const std::string_view text = trim(line.text);
    if (text.empty() || text[0] == '#') continue;
    std::array<std::string_view, 3> fields;
    std::string_view rest = text;
    bool whole = true;
    for (std::string_view& field : fields) {
      const std::size_t end = rest.find(':');
      whole = whole && end != std::string_view::npos;
      if (!whole) break;
      field = rest.substr(0, end);
      rest.remove_prefix(end + 1);
    }
    if (!whole) {
      inittab.problems.push_back({{ErrorCode::corrupt, "fewer than four fields"}, line.range});
      continue;
    }
    if (std::ranges::find(actions, fields[2]) == std::end(actions)) {
      inittab.problems.push_back(
          {{ErrorCode::unsupported, "an action that no init knows"}, line.range});
    }
    inittab.entries.push_back({line.range, located(line, fields[0]), located(line, fields[1]),
                               located(line, fields[2]), located(line, trim(rest))});
  }
  return inittab;
}

}  // namespace assay::formats
