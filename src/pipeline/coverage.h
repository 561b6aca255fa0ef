// Coverage: how much of an image was looked at, in numbers that a verdict can be held against.
#pragma once

#include <vector>

#include "casefile/coverage.h"
#include "model/node.h"

namespace assay::pipeline {

// Of a whole tree in pre-order. Sizes are of the bytes of the image itself, or, where a directory
// was scanned, of all files in it; what is compressed counts as known where its format does.
std::vector<casefile::Coverage> measure_coverage(const std::vector<Node>& nodes);

// The share of the bytes that is understood (known or padding), in thousandths of a percent,
// rounded down; 100'000 for no bytes.
std::int64_t understood_mpercent(const std::vector<casefile::Coverage>& coverage);

}  // namespace assay::pipeline
