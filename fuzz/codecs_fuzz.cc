// Fuzzes every codec: the first byte chooses which, the rest is stored bytes. Holds each to its
// contract: no more plain bytes than allowed, no more stored bytes taken than there are.
#include <cstddef>
#include <cstdint>

#include "codec/codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::uint64_t size_max = std::uint64_t{1} << 20U;
  const auto codecs = assay::codec::all_codecs();
  const assay::codec::Codec& codec = *codecs[data[0] % codecs.size()];
  const assay::Bytes stored(data + 1, size - 1);
  assay::Buffer plain;
  const auto taken = codec.decode(stored, size_max, plain);
  ASSAY_ASSERT(plain.size() <= size_max);
  ASSAY_ASSERT(plain.capacity() <= 2 * size_max + (1U << 16U));
  if (taken) ASSAY_ASSERT(*taken >= 1 && *taken <= stored.size());
  return 0;
}
