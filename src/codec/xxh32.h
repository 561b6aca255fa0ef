// XXH32: the checksum of LZ4 frames.
#pragma once

#include "base/bytes.h"

namespace assay::codec {

// xxHash with 32 bits and seed 0.
std::uint32_t xxh32(Bytes bytes);

}  // namespace assay::codec
