// lzma_props: LZMA1 behind its five bytes of properties, as TP-Link and D-Link store the blocks of
// SquashFS 4. Neither plain size nor end marker need be there: it ends where the plain bytes are
// as many as the caller knows, or where the stored bytes do.
//
//   0  1  (pb * 5 + lp) * 9 + lc: 6d (lc 1, lp 2, pb 2) in all images seen
//   1  4  dictionary size, little-endian: 16 MiB in all images seen
//   5  n  raw LZMA1
//
// Source: images of TL-WR940N v4, TL-MR3020 v1 and DIR-815; LZMA SDK, lzma-specification.txt.
#include "codec/codec.h"
#include "codec/lzma_decoder.h"

namespace assay::codec {
namespace {

constexpr std::uint64_t header_size = 5;

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  Lzma1 how = TRY(read_lzma1_properties(stored));
  how.open_end = true;
  const Bytes raw = TRY(slice_from(stored, header_size));
  return header_size + TRY(decode_lzma1(raw, how, size_max, plain));
}

}  // namespace

extern const Codec lzma_props = {
    .id = "lzma_props",
    .title = "LZMA with properties but no size",
    .source = "LZMA SDK, lzma-specification.txt",
    .decode = decode,
};

}  // namespace assay::codec
