// Compared texts: two texts whose first bytes a function compares by instructions of its own before
// it calls strcmp for the rest, as gcc puts it in the place of the call on PowerPC64.
#pragma once

#include "code/trace.h"

namespace assay::code {

struct ComparedText {
  Place place;                     // of the first instruction that reads one of them
  Register left = no_register;     // that point to the texts there, as the arguments of
  Register right = no_register;    // the call would
  std::uint32_t meeting = 0;       // the block in which all ways come together
  Register result = no_register;   // where the result is there: zero where the texts are equal
  std::uint32_t equal = no_block;  // where control goes from there if they are,
  std::uint32_t other = no_block;  // and if not; no_block where that is not asked at once
};

// Whether `call` may be one behind such instructions. Cheap.
bool may_go_on(const Analysis& analysis, const Call& call);

// The comparison that goes on in `call`, which is of a function that compares two texts; nothing
// where it begins there. `analysis` is the last one of `analyser`.
std::optional<ComparedText> compared_text(const Program& program, Analyser& analyser,
                                          const Analysis& analysis, const Call& call);

}  // namespace assay::code
