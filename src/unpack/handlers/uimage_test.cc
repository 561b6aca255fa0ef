#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler uimage;
namespace {

// An image as mkimage(1) makes it.
Buffer made_by_mkimage(const std::string& options) {
  const testing::TemporaryFolder folder;
  folder.run("printf 0123456789 >a; printf abcde >b; SOURCE_DATE_EPOCH=1600000000 mkimage " +
             options + " image");
  return testing::file_bytes(folder / "image");
}

TEST(Uimage, SaysWhatMkimageWasTold) {
  Buffer image = made_by_mkimage(
      "-A mips -O linux -T kernel -C lzma -a 0x80060000 -e 0x80060400 -n 'My kernel' -d a");
  image.insert(image.end(), 100, 0xab);
  const auto opened = testing::open(uimage, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 74U);
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  EXPECT_EQ(opened->probe.title, "U-Boot image \"My kernel\", mips linux kernel, lzma");
  EXPECT_EQ(testing::field_of(opened->probe.header, "load_address"), Value(0x80060000));
  EXPECT_EQ(testing::field_of(opened->probe.header, "entry"), Value(0x80060400));
  EXPECT_EQ(testing::field_of(opened->probe.header, "build_time_s"), Value(1600000000));
  ASSERT_NE(opened->find("kernel"), nullptr);
  EXPECT_EQ(as_text(*testing::member_bytes(image, *opened->find("kernel"))), "0123456789");
}

TEST(Uimage, OpensAMultiFileImage) {
  const Buffer image = made_by_mkimage("-A arm -O linux -T multi -C none -a 0 -e 0 -n two -d a:b");
  const auto opened = testing::open(uimage, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  ASSERT_EQ(opened->members.size(), 2U);
  EXPECT_EQ(as_text(*testing::member_bytes(image, opened->members[0])), "0123456789");
  EXPECT_EQ(as_text(*testing::member_bytes(image, opened->members[1])), "abcde");
  EXPECT_TRUE(opened->problems.empty());
}

TEST(Uimage, OpensAScript) {
  const Buffer image = made_by_mkimage("-A arm -T script -C none -n boot -d b");
  const auto opened = testing::open(uimage, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  ASSERT_NE(opened->find("script"), nullptr);
  EXPECT_EQ(as_text(*testing::member_bytes(image, *opened->find("script"))), "abcde");
}

TEST(Uimage, SaysWhichChecksumDoesNotHold) {
  Buffer image = made_by_mkimage("-A mips -O linux -T kernel -C none -n k -d a");
  image.back() ^= 1U;
  const auto opened = testing::open(uimage, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::ok);
  EXPECT_EQ(opened->probe.checks[1].state, CheckState::bad);
}

TEST(Uimage, KeepsWhatIsThereOfAnImageCutShort) {
  Buffer image = made_by_mkimage("-A mips -O linux -T kernel -C none -n k -d a");
  image.resize(70);
  const auto opened = testing::open(uimage, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, 70U);
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::truncated);
}

TEST(Uimage, IsNotTakenForOneByItsMagicAlone) {
  Buffer image(400, 0x67);
  std::memcpy(image.data(), "\x27\x05\x19\x56", 4);
  EXPECT_FALSE(testing::open(uimage, image));
}

TEST(Uimage, OpensARouterImageOfWhichBothChecksumsHold) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer image = testing::sample_bytes("formats/uboot--uboot.image_with_header");
  const auto opened = testing::open(uimage, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 0x7ff1U + 64U);
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  EXPECT_EQ(testing::field_of(opened->probe.header, "image_name"), Value("u-boot image"));
}

TEST(Uimage, SurvivesDamage) {
  testing::survives_damage(uimage, made_by_mkimage("-A arm -T multi -C none -n two -d a:b"));
}

}  // namespace
}  // namespace assay::unpack
