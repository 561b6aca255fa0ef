// Partition: turns what a handler claimed into regions that cover a container's every byte once.
#pragma once

#include <vector>

#include "model/region.h"
#include "unpack/sink.h"

namespace assay::unpack {

// Regions that partition `bytes`: what `claims` name (the first claim of a byte names it, but
// encrypted beats known), and between them padding or unknown bytes, measured. Neighbours of one
// kind and label are joined. Claims lie inside `bytes`.
Regions partition(Bytes bytes, std::vector<Claim> claims);

}  // namespace assay::unpack
