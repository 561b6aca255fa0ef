// LZ4 sequences: the block decoder that the LZ4 codecs share. It grows with the plain bytes and
// keeps those before an error, neither of which liblz4's does.
#pragma once

#include "base/bytes.h"

namespace assay::codec {

// As Codec::decode (codec.h), but adds behind what `plain` holds, and may refer to the last
// `history` bytes of that. The block ends where `stored` does.
Result<std::uint64_t> decode_lz4_sequences(Bytes stored, std::uint64_t size_max, Buffer& plain,
                                           std::size_t history = 0);

// The same for a block of a frame that allows each block no more than `block_size_max` plain
// bytes: more of them is corrupt, more than `size_max` is a limit.
Result<void> decode_lz4_frame_block(Bytes stored, std::uint64_t block_size_max,
                                    std::uint64_t size_max, Buffer& plain, std::size_t history = 0);

}  // namespace assay::codec
