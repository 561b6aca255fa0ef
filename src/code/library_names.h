// Names of a C library's functions in a static program without symbols: by their fingerprints
// (data/library_prints.tsv), and of functions that are chosen when the program starts by the
// fingerprints of those that are chosen among.
#pragma once

#include "code/function_starts.h"
#include "code/library_prints.h"

namespace assay::code {

// Whether nothing else would tell them: a whole program that has no symbol table.
bool lacks_names(const Program& program);

// Tells `program` the names, and gives where its functions begin.
FunctionStarts name_library_functions(Program& program,
                                      const LibraryPrints& prints = library_prints());

}  // namespace assay::code
