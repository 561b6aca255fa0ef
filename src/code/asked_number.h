// Asked number: the number that a branch asks for, where what it compares was changed by other
// numbers before: (x ^ 0x5bd10000) == 0xe995 asks whether x is 0x5bd1e995.
#pragma once

#include "code/trace.h"

namespace assay::code {

// Of a comparison of the function that `trace` is of, with a number as its right side. The same
// number where nothing changed the left side.
std::uint64_t asked_number(Trace& trace, const Comparison& comparison);

}  // namespace assay::code
