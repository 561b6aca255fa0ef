// What a case file holds besides nodes, facts and findings: its chunks, its coverage.
#pragma once

#include <cstdint>
#include <string>

#include "base/digest.h"

namespace assay::casefile {

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

// How much of one thing was looked at.
struct Coverage {
  std::string name;  // "bytes_known"
  std::int64_t value = 0;
  std::string unit;     // "bytes"
  std::string meaning;  // one sentence
  friend bool operator==(const Coverage&, const Coverage&) = default;
};

}  // namespace assay::casefile
