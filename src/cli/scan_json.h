// What the screen of `assay scan` says, as one JSON object; see its description in the man page.
#pragma once

#include "cli/exit_code.h"
#include "cli/json_text.h"
#include "cli/scan_screen.h"

namespace assay::cli {

// `code` is the exit code that the program will end with.
Json json_of_scan(const CaseView& view, const ScreenNames& names, ExitCode code);

}  // namespace assay::cli
