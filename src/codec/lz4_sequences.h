// LZ4 sequences: the block decoder that the LZ4 codecs fall back on. It grows with the plain bytes
// and keeps those before an error, which liblz4's cannot.
#pragma once

#include "base/bytes.h"

namespace assay::codec {

// As Codec::decode (codec.h), but adds behind what `plain` holds. The block ends where `stored`
// does.
Result<std::uint64_t> decode_lz4_sequences(Bytes stored, std::uint64_t size_max, Buffer& plain);

}  // namespace assay::codec
