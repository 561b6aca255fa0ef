#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler seama;
namespace {

// A seal and a record of 4 bytes; the digest is that of `printf abcd | md5sum`.
Buffer sealed() {
  const std::string_view text(
      "\x5e\xa3\xa4\x17\0\0\0\x10\0\0\0\0signature=board\0"
      "\x5e\xa3\xa4\x17\0\0\0\x10\0\0\0\x04"
      "\xe2\xfc\x71\x4c\x47\x27\xee\x93\x95\xf3\x24\xcd\x2e\x7f\x33\x1f"
      "type=firmware\0\0\0abcd",
      28 + 12 + 16 + 16 + 4);
  const Bytes bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

TEST(Seama, OpensARecordBehindASeal) {
  Buffer image = sealed();
  image.insert(image.end(), 100, 0xab);
  const auto opened = testing::open(seama, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 76U);
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  EXPECT_EQ(testing::field_of(opened->probe.header, "board_id"), Value("board"));
  ASSERT_NE(opened->find("firmware"), nullptr);
  EXPECT_EQ(as_text(*testing::member_bytes(image, *opened->find("firmware"))), "abcd");
  EXPECT_EQ(opened->find("firmware")->checks[0].state, CheckState::ok);
}

TEST(Seama, SaysThatTheDigestDoesNotHold) {
  Buffer image = sealed();
  image.back() ^= 1U;
  const auto opened = testing::open(seama, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::bad);
}

TEST(Seama, IsNotTakenForOneWithoutMetaData) {
  Buffer image = sealed();
  image[7] = 0;
  EXPECT_FALSE(testing::open(seama, image));
}

TEST(Seama, SurvivesDamage) { testing::survives_damage(seama, sealed()); }

TEST(Seama, OpensARouterImageWhoseDigestHolds) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer image = testing::sample_bytes("vendor/dlink-dir-815-1.01.zip");
  const auto opened = testing::open(seama, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, image.size());
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  EXPECT_EQ(testing::field_of(opened->probe.header, "board_id"), Value("wrgnd08_dlob_dir815"));
  const Member* firmware = opened->find("firmware");
  ASSERT_NE(firmware, nullptr);
  EXPECT_EQ(testing::field_of(firmware->header, "dev"), Value("/dev/mtdblock/2"));
  EXPECT_EQ(firmware->content.extents[0].stored, (Range{0x6c, 0x39e020}));
}

}  // namespace
}  // namespace assay::unpack
