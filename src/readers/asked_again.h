// asked_again: whether readers are likely to ask about a function once more, when the whole program
// is known, for what it calls. To be wrong costs time and nothing else.
#pragma once

#include "code/analysis.h"

namespace assay::readers {

bool asked_again(const code::Analysis& analysis);

}  // namespace assay::readers
