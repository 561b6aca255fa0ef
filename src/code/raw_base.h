// The vote for the address at which an image runs.
#pragma once

#include "code/raw_sweep.h"

namespace assay::code {

// Errors: unsupported, where no address has many more votes than every other.
Result<RawBase> vote_base(Bytes image, const RawProcessor& processor, const RawSweep& found);

}  // namespace assay::code
