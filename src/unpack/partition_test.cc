#include "unpack/partition.h"

#include <gtest/gtest.h>

#include <random>

#include "unpack/measure.h"

namespace assay::unpack {
namespace {

TEST(Measure, EntropyIsInThousandthsOfABit) {
  Buffer bytes(4096);
  std::fill(bytes.begin(), bytes.end(), std::uint8_t{7});
  EXPECT_EQ(entropy_mbit(bytes), 0U);
  for (std::size_t i = 0; i < bytes.size(); i++) bytes[i] = static_cast<std::uint8_t>(i);
  EXPECT_EQ(entropy_mbit(bytes), 8000U);
  for (std::size_t i = 0; i < bytes.size(); i++) bytes[i] = static_cast<std::uint8_t>(i % 2);
  EXPECT_EQ(entropy_mbit(bytes), 1000U);
}

TEST(Partition, NamesWhatIsClaimedAndMeasuresTheRest) {
  Buffer bytes(1000);
  std::fill(bytes.begin(), bytes.end(), std::uint8_t{0xff});
  for (std::size_t i = 600; i < 700; i++) bytes[i] = static_cast<std::uint8_t>(i);
  const Regions regions = partition(bytes, {{{0, 100}, RegionKind::known, "header"},
                                            {{100, 50}, RegionKind::known, "header"},
                                            {{700, 100}, RegionKind::known, "member data"},
                                            {{720, 20}, RegionKind::encrypted, "member data"}});
  ASSERT_EQ(regions.size(), 7U);
  EXPECT_EQ(regions[0].range, (Range{0, 150}));
  EXPECT_EQ(regions[1].kind, RegionKind::padding);
  EXPECT_EQ(regions[1].padding_value, 0xff);
  EXPECT_EQ(regions[2].kind, RegionKind::unknown);
  EXPECT_EQ(regions[2].range, (Range{600, 100}));
  EXPECT_EQ(regions[4].kind, RegionKind::encrypted);
  EXPECT_EQ(regions[6].range, (Range{800, 200}));
}

// Whatever is claimed, every byte belongs to exactly one region.
TEST(Partition, AlwaysAddsUp) {
  std::mt19937 random(5);
  for (int round = 0; round < 500; round++) {
    Buffer bytes(1 + random() % 3000);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random() % 2 * (random() % 3));
    std::vector<Claim> claims;
    for (auto n = random() % 12; n > 0; n--) {
      const std::uint64_t at = random() % bytes.size();
      claims.push_back({{at, 1 + random() % (bytes.size() - at)},
                        random() % 3 == 0 ? RegionKind::encrypted : RegionKind::known,
                        random() % 2 == 0 ? "a" : "b"});
    }
    std::uint64_t at = 0;
    for (const Region& region : partition(bytes, claims)) {
      ASSERT_EQ(region.range.offset, at);
      ASSERT_GT(region.range.size, 0U);
      at = region.range.end();
    }
    EXPECT_EQ(at, bytes.size());
  }
}

}  // namespace
}  // namespace assay::unpack
