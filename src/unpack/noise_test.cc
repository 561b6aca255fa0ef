// Random bytes are nothing.
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "unpack/scan_test.h"

namespace assay::unpack {
namespace {

TEST(Noise, HoldsNoContainer) {
  std::mt19937_64 random(20260101);
  std::string noise(64U << 20U, '\0');
  for (std::size_t i = 0; i < noise.size(); i += 8) {
    const std::uint64_t word = random();
    std::memcpy(noise.data() + i, &word, 8);
  }
  const Tree tree = testing::scan(noise, 2);
  for (const Node& node : tree.nodes)
    EXPECT_NE(node.kind, NodeKind::chunk)
        << node.name << " at " << node.range.offset << ", " << node.range.size;
  ASSERT_EQ(tree.nodes[0].regions.size(), 1U);
  EXPECT_EQ(tree.nodes[0].regions[0].kind, RegionKind::unknown);
  EXPECT_GT(tree.nodes[0].regions[0].entropy_mbit, 7998U);
}

}  // namespace
}  // namespace assay::unpack
