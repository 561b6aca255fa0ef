#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler img0;
namespace {

Buffer image(std::size_t data_size, std::size_t front = 0) {
  Buffer bytes(front, 0x11);
  const auto put = [&](std::size_t at, std::size_t value) {
    for (std::size_t i = 0; i < 4; i++)
      bytes[front + at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
  };
  testing::append(bytes, "IMG0");
  bytes.resize(front + 0x80 + data_size, 'd');
  put(4, 0x80 + data_size);
  put(0x40, 0x80);
  put(0x44, data_size);
  return bytes;
}

TEST(Img0, OpensOneWithAndWithoutTheHeaderOfAnUpdate) {
  for (const std::size_t front : {0U, 20U}) {
    Buffer bytes = image(300, front);
    testing::append(bytes, "behind");
    const auto opened = testing::open(img0, bytes);
    ASSERT_TRUE(opened) << opened.error().detail;
    EXPECT_EQ(opened->probe.size, front + 0x80 + 300);
    const auto data = testing::member_bytes(bytes, opened->members[0]);
    ASSERT_TRUE(data);
    EXPECT_EQ(as_text(*data), std::string(300, 'd'));
  }
  Buffer within = {1, 2, 3};
  const Buffer bytes = image(300, 20);
  within.insert(within.end(), bytes.begin(), bytes.end());
  EXPECT_FALSE(testing::open(img0, within, 3));
  EXPECT_TRUE(testing::open(img0, within, 23));
}

TEST(Img0, OpensARealOne) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer bytes = testing::sample_bytes("formats/tpl--wr.fw");
  const auto opened = testing::open(img0, bytes);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, bytes.size());
  EXPECT_TRUE(opened->probe.problems.empty());
}

TEST(Img0, IsNotTakenForOneWhoseSizesDisagree) {
  Buffer bytes = image(300);
  bytes[0x47]++;
  EXPECT_FALSE(testing::open(img0, bytes));
  bytes = image(300);
  bytes[0x43]++;
  EXPECT_FALSE(testing::open(img0, bytes));
}

TEST(Img0, SurvivesDamage) { testing::survives_damage(img0, image(100, 20)); }

}  // namespace
}  // namespace assay::unpack
