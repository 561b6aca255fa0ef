// The compressed kernel inside a self-extracting Linux kernel image.
#pragma once

#include <optional>

#include "codec/codec.h"
#include "unpack/handler.h"

namespace assay::unpack {

struct KernelPayload {
  Range range;  // of the image; ends where the stream does, or where it may at the latest
  const codec::Codec* codec = nullptr;
  std::shared_ptr<const Buffer> plain;  // where it was decoded to find it
};

// The codec whose stream starts with these bytes, or null. Kernels are compressed with gzip, bzip2,
// lzma, xz, lzo (an lzop file), lz4 (legacy frames) or zstd.
const codec::Codec* kernel_codec(Bytes stored);

// The first stream in `range` of the candidate that decodes to at least 64 KiB.
std::optional<KernelPayload> find_kernel_payload(const Candidate& candidate, Range range);

// Adds the payload as the member "kernel", decoded.
Result<void> add_kernel(const KernelPayload& payload, Sink& sink);

}  // namespace assay::unpack
