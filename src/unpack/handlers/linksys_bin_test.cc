#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler linksys_bin;
namespace {

// As `addpattern -p W54G` writes it for version 4.21.5 on 2012-02-08, and a TRX start of 40 bytes.
Buffer header_and_trx() {
  Buffer image(72, 0);
  std::memcpy(image.data(), "W54G\0\0\0\0\x0c\x02\x08\x04\x15\x05U2ND", 18);
  image[20] = 0x1f;
  std::memcpy(&image[32], "HDR0", 4);
  image[36] = 40;
  return image;
}

TEST(LinksysBin, OpensIntoTheTrxImageBehindIt) {
  Buffer image = header_and_trx();
  image.insert(image.end(), 50, 0xff);
  const auto opened = testing::open(linksys_bin, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 72U);
  EXPECT_EQ(opened->probe.title, "Linksys image for W54G, version 4.21.5, 2012-02-08");
  EXPECT_EQ(testing::field_of(opened->probe.header, "flags"), Value(0x1f));
  EXPECT_EQ(opened->find("firmware")->content.extents[0].stored, (Range{32, 40}));
}

TEST(LinksysBin, IsNotTakenForOneWithoutTrxOrDate) {
  Buffer image = header_and_trx();
  image[32] = 'h';
  EXPECT_FALSE(testing::open(linksys_bin, image));
  image = header_and_trx();
  image[9] = 13;
  EXPECT_FALSE(testing::open(linksys_bin, image));
}

TEST(LinksysBin, SurvivesDamage) { testing::survives_damage(linksys_bin, header_and_trx()); }

TEST(LinksysBin, OpensARouterImage) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer image = testing::sample_bytes("vendor/linksys-wrt54g-v4-4.21.5.bin");
  const auto opened = testing::open(linksys_bin, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 0x335020U);  // ff bytes follow, up to 0x335400
  EXPECT_EQ(testing::field_of(opened->probe.header, "board_id"), Value("W54G"));
  EXPECT_EQ(testing::field_of(opened->probe.header, "build_date"), Value("2012-02-08"));
}

}  // namespace
}  // namespace assay::unpack
