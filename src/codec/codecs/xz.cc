// xz: one whole .xz stream, from its header to its footer. Each block's check, the index and the
// footer are verified. Padding and further streams behind it are left alone.
//
//   0   6  fd 37 7a 58 5a 00
//   6   2  kind of check (none, CRC-32, CRC-64, SHA-256)
//   8   4  CRC-32 of the kind
//  12      blocks: header with the filters, LZMA2, check; then the index of their sizes
//     12   footer: CRC-32, size of the index, kind of check, 59 5a
//
// Source: The .xz File Format 1.1.0; decoded by liblzma.
#include "codec/codec.h"
#include "codec/lzma_decoder.h"

namespace assay::codec {
namespace {

// What liblzma needs besides the dictionary is some 40 KiB.
constexpr std::uint64_t memory_size_max = dictionary_size_max + (std::uint64_t{1} << 20U);

Result<std::uint64_t> decode_with(std::uint32_t flags, Bytes stored, std::uint64_t size_max,
                                  Buffer& plain) {
  plain.clear();
  static thread_local LzmaDecoder decoder;
  const lzma_ret status = lzma_stream_decoder(&decoder.stream, memory_size_max, flags);
  if (status != LZMA_OK) return tl::unexpected(LzmaDecoder::explain(status, "the xz stream"));
  PlainRoom room(plain, size_max);
  auto taken = decoder.run(stored, LzmaDecoder::WhenFull::look_for_more, room, "the xz stream");
  decoder.release(lzma_memusage(&decoder.stream));
  return taken;
}

Result<std::uint64_t> decode(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  return decode_with(LZMA_TELL_UNSUPPORTED_CHECK, stored, size_max, plain);
}

Result<std::uint64_t> decode_unchecked(Bytes stored, std::uint64_t size_max, Buffer& plain) {
  return decode_with(LZMA_IGNORE_CHECK, stored, size_max, plain);
}

}  // namespace

extern const Codec xz = {
    .id = "xz",
    .title = "xz stream",
    .source = "The .xz File Format 1.1.0",
    .decode = decode,
    .decode_unchecked = decode_unchecked,
};

}  // namespace assay::codec
