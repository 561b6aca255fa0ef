// lzo1x: one block of LZO1X, as SquashFS, UBIFS and JFFS2 store it. It ends with an end marker.
// The instructions are described in codec/lzo1x_block.cc.
//
// Source: Linux, Documentation/staging/lzo.rst.
#include "codec/codec.h"
#include "codec/lzo1x_block.h"

namespace assay::codec {
namespace {

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  return decode_lzo1x_block(stored, size_max, plain);
}

}  // namespace

extern const Codec lzo1x = {
    .id = "lzo1x",
    .title = "LZO1X block",
    .source = "Linux, Documentation/staging/lzo.rst",
    .decode = decode,
};

}  // namespace assay::codec
