// deflate: the bare stream, with no header and no checksum. It says itself where it ends.
//
// Source: RFC 1951; decoded by zlib.
#include "codec/codec.h"
#include "codec/inflate.h"

namespace assay::codec {
namespace {

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  plain.clear();
  return inflate_stream(stored, DeflateWrapping::none, size_max, plain);
}

}  // namespace

extern const Codec deflate = {
    .id = "deflate",
    .title = "bare deflate stream",
    .source = "RFC 1951",
    .decode = decode,
};

}  // namespace assay::codec
