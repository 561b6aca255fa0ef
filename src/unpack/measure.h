// Measures bytes that no format explains: how random they are, and where they are mere padding.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "model/region.h"

namespace assay::unpack {

// Shannon entropy in thousandths of a bit per byte, 0 to 8000; 0 for no bytes.
std::uint32_t entropy_mbit(Bytes bytes);

// Appends to `regions` what `range` of `bytes` is made of: runs of one value of at least
// `padding_size_min` bytes are padding, the rest is unknown. The new regions partition `range`.
constexpr std::uint64_t padding_size_min = 64;
void measure_gap(Bytes bytes, Range range, Regions& regions);

}  // namespace assay::unpack
