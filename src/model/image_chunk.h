// Image chunk: a slice of the image, by which an altered byte is found again.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/digest.h"

namespace assay {

// A run of the image.
struct ImageChunk {
  Range range;
  Digest sha256{};
  std::uint32_t entropy_mbit = 0;  // Shannon entropy in thousandths of a bit per byte
  friend bool operator==(const ImageChunk&, const ImageChunk&) = default;
};

// The size of an image's chunks: the least power of two from 4096 on that gives at most 4096 of
// them.
constexpr std::uint64_t image_chunk_size(std::uint64_t image_size) {
  std::uint64_t size = 4096;
  while (image_size > size * 4096) size *= 2;
  return size;
}

}  // namespace assay
