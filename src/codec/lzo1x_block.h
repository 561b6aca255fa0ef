// LZO1X block: the decoder that the codecs lzo1x and lzop share.
#pragma once

#include "base/bytes.h"

namespace assay::codec {

// As Codec::decode (codec.h), but adds behind what `plain` holds. The block says where it ends.
Result<std::uint64_t> decode_lzo1x_block(Bytes stored, std::uint64_t size_max, Buffer& plain);

}  // namespace assay::codec
