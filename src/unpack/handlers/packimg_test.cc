#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler packimg;
namespace {

Buffer tagged() {
  Buffer image(32, 0);
  std::memcpy(image.data(), "--PaCkImGs--", 12);
  image[19] = 4;
  testing::append(image, "hsqs");
  return image;
}

TEST(Packimg, OpensIntoWhatTheTagMeasures) {
  Buffer image = tagged();
  image.insert(image.end(), 100, 0xab);
  const auto opened = testing::open(packimg, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 36U);
  EXPECT_EQ(opened->find("rootfs")->content.extents[0].stored, (Range{32, 4}));
}

TEST(Packimg, TakesALittleEndianSize) {
  Buffer image = tagged();
  std::swap(image[16], image[19]);
  EXPECT_EQ(testing::open(packimg, image)->probe.size, 36U);
}

TEST(Packimg, IsNotTakenForOneWithoutASize) {
  Buffer image = tagged();
  image[19] = 0;
  EXPECT_FALSE(testing::open(packimg, image));
}

TEST(Packimg, SurvivesDamage) { testing::survives_damage(packimg, tagged()); }

TEST(Packimg, EndsWhereARouterImageEnds) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer image = testing::sample_bytes("vendor/dlink-dir-815-1.01.zip");
  const auto opened = testing::open(packimg, image, 0xf006c);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(0xf006c + opened->probe.size, image.size());
  EXPECT_EQ(opened->members[0].content.extents[0].stored, (Range{32, 0x2ae000}));
  EXPECT_EQ(as_text(Bytes(image).subspan(0xf006c + 32, 4)), "hsqs");
}

}  // namespace
}  // namespace assay::unpack
