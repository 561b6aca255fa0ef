// inittab: what init starts, of System V and of BusyBox.
#pragma once

#include "formats/lines.h"

namespace assay::formats {

struct InittabEntry {
  Range line;
  Text id;         // System V: a label; BusyBox: the terminal, empty for the console
  Text runlevels;  // BusyBox ignores them
  Text action;     // "respawn", "sysinit", "askfirst" ...
  Text process;    // as written; BusyBox: "-/bin/sh" is a login shell
};

struct Inittab {
  std::vector<InittabEntry> entries;
  std::vector<FormatProblem> problems;  // lines that are none, and actions that no init knows
};

// None fails: a line that is no entry becomes a problem.
Inittab read_inittab(Bytes bytes);

}  // namespace assay::formats
