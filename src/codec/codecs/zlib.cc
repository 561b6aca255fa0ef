// zlib: a deflate stream behind a two-byte header and before an Adler-32 of its plain bytes.
//
//   0  1  CMF: 8 (deflate) and the window's size
//   1  1  FLG: makes CMF * 256 + FLG a multiple of 31; preset dictionary; level
//   2  n  deflate
//      4  Adler-32, big-endian
//
// Source: RFC 1950; decoded by zlib.
#include "base/endian.h"
#include "codec/codec.h"
#include "codec/inflate.h"

namespace assay::codec {
namespace {

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  return inflate_stream(stored, DeflateWrapping::zlib, size_max, plain);
}

Result<std::uint64_t> decode_unchecked(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  constexpr std::uint64_t header_size = 2;
  constexpr std::uint64_t checksum_size = 4;
  constexpr std::uint16_t dictionary = 0x20;
  const std::uint16_t header = TRY(read<be16>(stored, 0));
  if ((header & 0x0f00U) != 0x0800U || header % 31 != 0 || (header & dictionary) != 0)
    return fail(ErrorCode::corrupt, "no zlib header");
  const std::uint64_t size =
      TRY(inflate_stream(stored.subspan(header_size), DeflateWrapping::none, size_max, plain));
  TRY(slice(stored, {header_size + size, checksum_size}));
  return header_size + size + checksum_size;
}

}  // namespace

extern const Codec zlib = {
    .id = "zlib",
    .title = "zlib stream",
    .source = "RFC 1950",
    .decode = decode,
    .decode_unchecked = decode_unchecked,
};

}  // namespace assay::codec
