// zlib: a deflate stream behind a two-byte header and before an Adler-32 of its plain bytes.
//
//   0  1  CMF: 8 (deflate) and the window's size
//   1  1  FLG: makes CMF * 256 + FLG a multiple of 31; preset dictionary; level
//   2  n  deflate
//      4  Adler-32, big-endian
//
// Source: RFC 1950; decoded by zlib.
#include "codec/codec.h"
#include "codec/inflate.h"

namespace assay::codec {
namespace {

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  return inflate_stream(stored, DeflateWrapping::zlib, size_max, plain);
}

}  // namespace

extern const Codec zlib = {
    .id = "zlib",
    .title = "zlib stream",
    .source = "RFC 1950",
    .decode = decode,
};

}  // namespace assay::codec
