// lzma_headerless: raw LZMA1 with nothing in front, lc 3, lp 0, pb 2, as the zlib look-alike for
// LZMA of 2005 writes it. Found in SquashFS 2 and 3 of D-Link, TRENDnet and Broadcom's kits. An end
// marker may be there or not: it ends where the plain bytes are as many as the caller knows, or
// where the stored bytes do.
//
// Source: images of DIR-825 and TEW-632BRP; LZMA SDK, lzma-specification.txt.
#include "codec/codec.h"
#include "codec/lzma_decoder.h"

namespace assay::codec {
namespace {

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  Lzma1 how;  // as it comes: lc 3, lp 0, pb 2
  how.open_end = true;
  return decode_lzma1(stored, how, size_max, plain);
}

}  // namespace

extern const Codec lzma_headerless = {
    .id = "lzma_headerless",
    .title = "LZMA with no header",
    .source = "LZMA SDK, lzma-specification.txt",
    .decode = decode,
};

}  // namespace assay::codec
