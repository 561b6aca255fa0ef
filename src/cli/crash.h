// Crash: what the program says when a signal ends it.
#pragma once

#include <string>

namespace assay::cli {

// From here on: a broken pipe and a file over its limit are errors of write(2), not
// signals; a signal that means a defect
// is told in one line and ends this process with exit code 70; an interrupt first wipes the
// progress line. Child processes are not affected: a signal ends them as usual.
void catch_crashes();

// Tells the handlers whether a progress line is on the terminal.
void set_line_shown(bool shown);

// The file that an interrupt leaves unfinished and is to remove; empty: none any more.
void remove_when_interrupted(const std::string& path);

}  // namespace assay::cli
