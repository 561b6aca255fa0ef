#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler trx;
namespace {

// Two parts of 4 bytes behind a version-1 header; the checksum is that of `python3 -c zlib.crc32`.
Buffer two_parts() {
  Buffer b = {'H', 'D', 'R', '0', 40, 0, 0, 0, 0, 0, 0, 0, 0,   0,   1,   0,   32,  0,   0,   0,
              36,  0,   0,   0,   0,  0, 0, 0, 0, 0, 0, 0, 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'};
  const std::uint32_t crc = 0x4a242748;
  for (std::size_t i = 0; i < 4; i++) b[8 + i] = static_cast<std::uint8_t>(crc >> (8 * i));
  return b;
}

TEST(Trx, OpensIntoItsParts) {
  const Buffer image = two_parts();
  const auto opened = testing::open(trx, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 40U);
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  ASSERT_EQ(opened->members.size(), 2U);
  EXPECT_EQ(opened->members[1].content.extents[0].stored, (Range{36, 4}));
}

TEST(Trx, SaysThatAChecksumDoesNotHold) {
  Buffer image = two_parts();
  image.back() ^= 1U;
  const auto opened = testing::open(trx, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::bad);
}

TEST(Trx, IsNotTakenForOneWithAnotherVersion) {
  Buffer image = two_parts();
  image[14] = 3;
  EXPECT_FALSE(testing::open(trx, image));
}

TEST(Trx, SurvivesDamage) { testing::survives_damage(trx, two_parts()); }

}  // namespace
}  // namespace assay::unpack
