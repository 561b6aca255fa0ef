// Inflate: one deflate stream, bare or in its zlib wrapping.
#pragma once

#include "base/bytes.h"

namespace assay::codec {

enum class DeflateWrapping : std::uint8_t { none, zlib };

// As Codec::decode (codec.h), but adds behind what `plain` holds.
Result<std::uint64_t> inflate_stream(Bytes stored, DeflateWrapping wrapping, std::uint64_t size_max,
                                     Buffer& plain);

}  // namespace assay::codec
