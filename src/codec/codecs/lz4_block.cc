// lz4_block: the bare compressed block of LZ4, as SquashFS stores it; it says neither its own size
// nor its plain size. The sequences are described in codec/lz4_sequences.cc.
//
// Source: lz4, doc/lz4_Block_format.md.
#include "codec/codec.h"
#include "codec/lz4_sequences.h"

namespace assay::codec {
namespace {

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  return decode_lz4_sequences(stored, size_max, plain);
}

}  // namespace

extern const Codec lz4_block = {
    .id = "lz4_block",
    .title = "LZ4 block",
    .source = "lz4, doc/lz4_Block_format.md",
    .decode = decode,
};

}  // namespace assay::codec
