// lzma_ddwrt: LZMA1 behind four bytes of properties, as DD-WRT stores the blocks of SquashFS 3 (its
// magic is then 'tqsh' or 'hsqt'). Its packer tries several properties for each block and keeps
// what is smallest. It ends with an end marker, or where the plain bytes are as many as the caller
// knows, or where the stored bytes do.
//
//   0  1  pb
//   1  1  lc
//   2  1  lp
//   3  1  fast bytes, which only the packer needs
//   4  n  raw LZMA1, dictionary 8 MiB
//
// Source: the packer in DD-WRT's tree, src/linux, tools/squashfs-tools; LZMA SDK,
// lzma-specification.txt.
#include <fmt/core.h>

#include "codec/codec.h"
#include "codec/lzma_decoder.h"

namespace assay::codec {
namespace {

struct Properties {
  std::uint8_t pb;
  std::uint8_t lc;
  std::uint8_t lp;
  std::uint8_t fast_bytes;
};

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  const auto properties = TRY(read<Properties>(stored, 0));
  if (properties.pb > 4 || properties.lc > 8 || properties.lp > 4) {
    return fail(ErrorCode::corrupt, fmt::format("DD-WRT LZMA properties pb {} lc {} lp {}",
                                                properties.pb, properties.lc, properties.lp));
  }
  Lzma1 how;
  how.pb = properties.pb;
  how.lc = properties.lc;
  how.lp = properties.lp;
  how.open_end = true;
  const Bytes raw = TRY(slice_from(stored, sizeof(Properties)));
  return sizeof(Properties) + TRY(decode_lzma1(raw, how, size_max, plain));
}

}  // namespace

extern const Codec lzma_ddwrt = {
    .id = "lzma_ddwrt",
    .title = "DD-WRT LZMA block",
    .source = "DD-WRT, squashfs-tools",
    .decode = decode,
};

}  // namespace assay::codec
