// lzma_alone: LZMA1 behind the 13-byte header of the .lzma file.
//
//   0  1  (pb * 5 + lp) * 9 + lc
//   1  4  dictionary size, little-endian
//   5  8  plain size, little-endian; all ones where it is not known
//  13  n  raw LZMA1; an end marker must be there where the size is not known, else it may be
//
// Source: LZMA specification (LZMA SDK, lzma-specification.txt), ".lzma file format".
#include "base/endian.h"
#include "codec/codec.h"
#include "codec/lzma_decoder.h"

namespace assay::codec {
namespace {

constexpr std::uint64_t header_size = 13;
constexpr std::uint64_t unknown = ~std::uint64_t{0};

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  Lzma1 how = TRY(read_lzma1_properties(stored));
  const std::uint64_t plain_size = TRY(read<le64>(stored, 5));
  if (plain_size != unknown) how.plain_size = plain_size;
  const Bytes raw = TRY(slice_from(stored, header_size));
  return header_size + TRY(decode_lzma1(raw, how, size_max, plain));
}

}  // namespace

extern const Codec lzma_alone = {
    .id = "lzma_alone",
    .title = "LZMA file (.lzma)",
    .source = "LZMA SDK, lzma-specification.txt",
    .decode = decode,
};

}  // namespace assay::codec
