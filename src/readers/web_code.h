// What a script of a page or of a server states: paths that it names, parameters, secrets written
// into it, and what of a request it hands to a shell.
#pragma once

#include "formats/script_lexer.h"
#include "readers/web_rows.h"

namespace assay::readers {

// Reads the script that stands at `start` of the rows' file. `server` is whether a server runs it.
void read_web_code(std::string_view script, formats::ScriptLanguage language, std::uint64_t start,
                   bool server, WebRows& rows);

}  // namespace assay::readers
