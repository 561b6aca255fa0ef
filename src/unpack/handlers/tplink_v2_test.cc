#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler tplink_v2;
namespace {

void put(Buffer& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; i++)
    bytes[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

// A kernel of 4 bytes and a root of 8 behind a header without a digest.
Buffer plain_image() {
  Buffer image(0x210, 0xff);
  std::fill(image.begin(), image.begin() + 0x200, std::uint8_t{0});
  image[0] = 2;
  std::memcpy(&image[4], "ver. 2.0", 8);
  put(image, 0x34, 0x89800001);
  put(image, 0x68, 0x80002000);
  put(image, 0x70, 0x210);
  put(image, 0x74, 0x200);
  put(image, 0x78, 4);
  put(image, 0x7c, 0x204);
  put(image, 0x80, 8);
  return image;
}

TEST(TplinkV2, OpensIntoKernelAndRoot) {
  Buffer image = plain_image();
  image.insert(image.end(), 50, 0xab);
  const auto opened = testing::open(tplink_v2, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 0x210U);
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::absent);
  ASSERT_EQ(opened->members.size(), 2U);
  EXPECT_EQ(opened->find("kernel")->content.extents[0].stored, (Range{0x200, 4}));
  EXPECT_EQ(opened->find("rootfs")->content.extents[0].stored, (Range{0x204, 8}));
  EXPECT_EQ(testing::field_of(opened->probe.header, "load_address"), Value(0x80002000));
}

TEST(TplinkV2, IsNotTakenForOneWithAnOddKernelOrText) {
  Buffer image = plain_image();
  put(image, 0x74, 0x100);
  EXPECT_FALSE(testing::open(tplink_v2, image));
  image = plain_image();
  image[4] = 'V';
  EXPECT_FALSE(testing::open(tplink_v2, image));
}

TEST(TplinkV2, SurvivesDamage) { testing::survives_damage(tplink_v2, plain_image()); }

TEST(TplinkV2, OpensABootImageWhoseDigestHolds) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer image = testing::sample_bytes("vendor/tplink-tl-wr841n-v14-eu.bin");
  const auto outer = testing::open(tplink_v2, image);
  ASSERT_TRUE(outer) << outer.error().detail;
  EXPECT_EQ(outer->probe.size, image.size());
  EXPECT_EQ(outer->probe.confidence, Confidence::proven);
  EXPECT_EQ(testing::field_of(outer->probe.header, "version_text"), Value("ver. 2.0"));
  EXPECT_EQ(testing::field_of(outer->probe.header, "version"), Value("0.9.1"));
  EXPECT_EQ(testing::field_of(outer->probe.header, "software_revision"), Value("4.19"));
  EXPECT_EQ(testing::field_of(outer->probe.header, "load_address"), Value(0x80000000));
  EXPECT_EQ(testing::field_of(outer->probe.header, "entry"), Value(0x8000c150));
  ASSERT_EQ(outer->members.size(), 2U);
  EXPECT_EQ(outer->find("boot")->content.extents[0].stored, (Range{0x200, 0xffcc}));
  EXPECT_EQ(outer->find("firmware")->content.extents[0].stored, (Range{0x10200, 0x3d0000}));

  const auto inner = testing::open(tplink_v2, image, 0x10200);
  ASSERT_TRUE(inner) << inner.error().detail;
  EXPECT_EQ(inner->find("kernel")->content.extents[0].stored, (Range{0x200, 0xee46f}));
  EXPECT_EQ(inner->find("rootfs")->content.extents[0].stored, (Range{0xf0000, 0x2dd000}));
}

TEST(TplinkV2, SaysThatTheDigestOfATamperedImageDoesNotHold) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer image = testing::sample_bytes("vendor/tplink-tl-wr841n-v14-eu-tampered.bin");
  const auto opened = testing::open(tplink_v2, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::bad);
  EXPECT_EQ(opened->probe.confidence, Confidence::consistent);
}

}  // namespace
}  // namespace assay::unpack
