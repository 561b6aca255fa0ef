// Shell commands with their variables put in.
#pragma once

#include "formats/shell_parser.h"

namespace assay::formats {

// Adds the commands and assignments of `parsed` to `script`.
void expand_shell(ShellParsed parsed, ShellScript& script);

}  // namespace assay::formats
