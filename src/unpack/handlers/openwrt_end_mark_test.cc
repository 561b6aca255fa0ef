#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler openwrt_end_mark;
namespace {

// As padjffs2 leaves it: padding, and the mark at the start of an erase block.
Buffer padded(std::size_t behind) {
  Buffer bytes(8192, 0xff);
  testing::append(bytes, "\xde\xad\xc0\xde");
  bytes.resize(bytes.size() + behind, 0xff);
  return bytes;
}

TEST(OpenwrtEndMark, IsFoundBehindPadding) {
  for (const std::size_t behind : {0U, 10U, 5000U}) {
    const Buffer bytes = padded(behind);
    const auto opened = testing::open(openwrt_end_mark, bytes, 8192);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->probe.size, 4U);
    EXPECT_TRUE(opened->members.empty());
    ASSERT_EQ(opened->claims.size(), 1U);
    EXPECT_EQ(opened->claims[0].range, (Range{0, 4}));
  }
}

TEST(OpenwrtEndMark, IsNotTakenForOneAmongOtherBytes) {
  Buffer bytes = padded(100);
  bytes[8191] = 1;
  EXPECT_FALSE(testing::open(openwrt_end_mark, bytes, 8192));
  bytes = padded(100);
  bytes[8200] = 1;
  EXPECT_FALSE(testing::open(openwrt_end_mark, bytes, 8192));
  EXPECT_FALSE(testing::open(openwrt_end_mark, Buffer{0xde, 0xad, 0xc0, 0xde}));
}

TEST(OpenwrtEndMark, SurvivesDamage) {
  testing::survives_damage(openwrt_end_mark, Buffer{0xde, 0xad, 0xc0, 0xde, 0xff, 0xff});
}

}  // namespace
}  // namespace assay::unpack
