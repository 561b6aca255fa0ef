// Region: what a run of bytes of a container is. The regions of a node partition it: they are
// sorted, touch each other, and their sizes add up to the node's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace assay {

enum class RegionKind : std::uint8_t {
  known,      // claimed by a format: a header, a table, a member's stored bytes, a chunk
  padding,    // one byte value repeated, and claimed by nobody
  encrypted,  // a format says that these bytes are encrypted
  unknown,    // anything else
};

constexpr std::string_view region_kind_names[] = {"known", "padding", "encrypted", "unknown"};

struct Region {
  Range range;
  RegionKind kind = RegionKind::unknown;
  std::string label;               // "super block", "member data", ...; empty where unknown
  std::uint8_t padding_value = 0;  // of padding
  std::uint32_t entropy_mbit = 0;  // Shannon entropy in thousandths of a bit per byte, 0 to 8000
  friend bool operator==(const Region&, const Region&) = default;
};

using Regions = std::vector<Region>;

}  // namespace assay
