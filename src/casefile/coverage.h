// Coverage: how much of an image was looked at.
#pragma once

#include <cstdint>
#include <string>

#include "model/image_chunk.h"

namespace assay::casefile {

// How much of one thing was looked at.
struct Coverage {
  std::string name;  // "bytes_known"
  std::int64_t value = 0;
  std::string unit;     // "bytes"
  std::string meaning;  // one sentence
  friend bool operator==(const Coverage&, const Coverage&) = default;
};

}  // namespace assay::casefile
