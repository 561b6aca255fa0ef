// lzma_jffs2: raw LZMA1 with nothing in front, lc 0, lp 0, pb 0 and a dictionary of 8 KiB: method 8
// of the JFFS2 in OpenWrt and what derives from it. It ends where the plain bytes are as many as
// the caller knows, or where the stored bytes do.
//
// Source: OpenWrt, target/linux/generic, patches "jffs2: add lzma support"; LZMA SDK,
// lzma-specification.txt.
#include "codec/codec.h"
#include "codec/lzma_decoder.h"

namespace assay::codec {
namespace {

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  Lzma1 how;
  how.lc = how.lp = how.pb = 0;
  how.dictionary_size = 8U << 10U;
  how.open_end = true;
  return decode_lzma1(stored, how, size_max, plain);
}

}  // namespace

extern const Codec lzma_jffs2 = {
    .id = "lzma_jffs2",
    .title = "JFFS2 LZMA block",
    .source = "OpenWrt, patches to fs/jffs2",
    .decode = decode,
};

}  // namespace assay::codec
