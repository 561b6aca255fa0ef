#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler tplink_v1;
namespace {

void put(Buffer& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; i++)
    bytes[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

// Where the digest stands, `salt` is put, md5sum(1) run, and its digest put in the place of both.
void seal(Buffer& image, std::size_t at, std::string_view salt) {
  std::ranges::copy(as_bytes(salt), image.begin() + static_cast<std::ptrdiff_t>(at));
  const testing::TemporaryFolder folder;
  std::ofstream(folder / "image", std::ios::binary) << as_text(image);
  folder.run("md5sum image >digest");
  const Buffer digits = testing::file_bytes(folder / "digest");
  for (std::size_t i = 0; i < 16; i++) {
    const std::string byte(as_text(digits).substr(2 * i, 2));
    image[at + i] = static_cast<std::uint8_t>(std::stoul(byte, nullptr, 16));
  }
}

// A kernel of 4 bytes and a root of 8 behind the header, 4 bytes of padding.
Buffer plain_image() {
  Buffer image(0x210, 0xff);
  std::fill(image.begin(), image.begin() + 0x200, std::uint8_t{0});
  image[0] = 1;
  std::memcpy(&image[4], "TP-LINK Technologies", 20);
  std::memcpy(&image[0x1c], "ver. 1.0", 8);
  put(image, 0x40, 0x09400004);
  put(image, 0x7c, 0x210);
  put(image, 0x80, 0x200);
  put(image, 0x84, 4);
  put(image, 0x88, 0x204);
  put(image, 0x8c, 8);
  seal(image, 0x4c, "\xdc\xd7\x3a\xa5\xc3\x95\x98\xfb\xdd\xf9\xe7\xf4\x0e\xae\x47\x38");
  return image;
}

TEST(TplinkV1, OpensIntoKernelAndRoot) {
  Buffer image = plain_image();
  image.insert(image.end(), 50, 0xab);
  const auto opened = testing::open(tplink_v1, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 0x210U);
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  ASSERT_EQ(opened->members.size(), 2U);
  EXPECT_EQ(opened->find("kernel")->content.extents[0].stored, (Range{0x200, 4}));
  EXPECT_EQ(opened->find("rootfs")->content.extents[0].stored, (Range{0x204, 8}));
}

TEST(TplinkV1, SaysThatTheDigestDoesNotHold) {
  Buffer image = plain_image();
  image.back() ^= 1U;
  const auto opened = testing::open(tplink_v1, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::bad);
}

TEST(TplinkV1, IsNotTakenForOneWithoutAVendorOrWithAnOddKernel) {
  Buffer image = plain_image();
  image[4] = 0;
  EXPECT_FALSE(testing::open(tplink_v1, image));
  image = plain_image();
  put(image, 0x80, 0x100);
  EXPECT_FALSE(testing::open(tplink_v1, image));
}

TEST(TplinkV1, SurvivesDamage) { testing::survives_damage(tplink_v1, plain_image()); }

TEST(TplinkV1, OpensABootImageAndTheImageInIt) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer image = testing::sample_bytes("vendor/tplink-tl-wr940n-v4-160617.zip");
  const auto outer = testing::open(tplink_v1, image);
  ASSERT_TRUE(outer) << outer.error().detail;
  EXPECT_EQ(outer->probe.size, image.size());
  EXPECT_EQ(outer->probe.confidence, Confidence::proven);
  EXPECT_EQ(testing::field_of(outer->probe.header, "version"), Value("3.16.9"));
  EXPECT_EQ(testing::field_of(outer->probe.header, "hardware_id"), Value(0x09400004));
  EXPECT_EQ(testing::field_of(outer->probe.header, "region"), Value("00000000;55530000;"));
  ASSERT_EQ(outer->members.size(), 2U);
  EXPECT_EQ(outer->find("boot")->content.extents[0].stored, (Range{0x200, 0xe75b}));
  EXPECT_EQ(outer->find("firmware")->content.extents[0].stored, (Range{0x20200, 0x3c0000}));

  const auto inner = testing::open(tplink_v1, image, 0x20200);
  ASSERT_TRUE(inner) << inner.error().detail;
  EXPECT_EQ(inner->probe.confidence, Confidence::proven);
  EXPECT_EQ(inner->find("kernel")->content.extents[0].stored, (Range{0x200, 0xd355d}));
  const Range rootfs = inner->find("rootfs")->content.extents[0].stored;
  EXPECT_EQ(as_text(Bytes(image).subspan(0x20200 + rootfs.offset, 4)), "hsqs");
}

TEST(TplinkV1, OpensAnOpenwrtFactoryImage) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer image = testing::sample_bytes("vendor/openwrt-18.06.9-tl-wr841-v7-factory.bin");
  const auto opened = testing::open(tplink_v1, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, image.size());
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  EXPECT_EQ(testing::field_of(opened->probe.header, "vendor"), Value("OpenWrt"));
  EXPECT_EQ(opened->find("kernel")->content.extents[0].stored, (Range{0x200, 0x14f9c8}));
  EXPECT_EQ(opened->find("rootfs")->content.extents[0].stored, (Range{0x14fbc8, 0x22daa2}));
}

}  // namespace
}  // namespace assay::unpack
