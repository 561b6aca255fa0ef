// Which here-documents of a script are commands themselves.
#pragma once

#include "formats/shell_parser.h"

namespace assay::formats {

// Whether the text that the command at `at` is given is run: a shell reads it, or it is a script of
// a shell that is saved in a file which one of the next commands names.
bool runs_here_document(const ShellParsed& parsed, std::size_t at, std::string_view text);

}  // namespace assay::formats
