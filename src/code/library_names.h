// Names of a C library's functions in a static program without symbols: by their fingerprints
// (data/library_prints.tsv), and of functions that are chosen when the program starts by the
// fingerprints of those that are chosen among.
#pragma once

#include <optional>

#include "code/function_starts.h"
#include "code/library_prints.h"

namespace assay::code {

// Tells `program` the names where nothing else would: it is whole, and has no symbol table. Gives
// where its functions begin, which is found out on the way; nothing for another program.
std::optional<FunctionStarts> name_library_functions(
    Program& program, const LibraryPrints& prints = library_prints());

}  // namespace assay::code
