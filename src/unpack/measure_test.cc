#include "unpack/measure.h"

#include <gtest/gtest.h>

#include <random>

namespace assay::unpack {
namespace {

// What a loop that looks at every byte takes for padding.
std::vector<Range> naive(Bytes bytes, Range range) {
  std::vector<Range> runs;
  for (std::uint64_t at = range.offset; at < range.end();) {
    std::uint64_t end = at;
    while (end < range.end() && bytes[end] == bytes[at]) end++;
    if (end - at >= padding_size_min || end - at == range.size) runs.push_back({at, end - at});
    at = end;
  }
  return runs;
}

TEST(Measure, TakesLongRunsForPadding) {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; round++) {
    Buffer bytes;
    while (bytes.size() < 600)
      bytes.insert(bytes.end(), 1 + random() % (random() % 2 == 0 ? 140 : 3),
                   static_cast<std::uint8_t>(random() % 3));
    const std::uint64_t first = random() % 300;
    const Range range{first, random() % 4 == 0 ? random() % 70 : random() % (600 - first)};
    Regions regions;
    measure_gap(bytes, range, regions);
    std::vector<Range> padding;
    std::uint64_t at = range.offset;
    for (const Region& region : regions) {
      ASSERT_EQ(region.range.offset, at);
      at = region.range.end();
      if (region.kind != RegionKind::padding) continue;
      padding.push_back(region.range);
      EXPECT_EQ(region.padding_value, bytes[region.range.offset]);
    }
    EXPECT_EQ(at, range.end());
    EXPECT_EQ(padding, naive(bytes, range)) << round;
  }
}

}  // namespace
}  // namespace assay::unpack
