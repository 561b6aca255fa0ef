#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler cameo_board;
namespace {

constexpr std::string_view name = "AP81-AR9130-RT-070614-00";

TEST(CameoBoard, IsFoundAtTheEnd) {
  Buffer image(100, 0);
  testing::append(image, name);
  const auto opened = testing::open(cameo_board, image, 100);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 24U);
  EXPECT_EQ(testing::field_of(opened->probe.header, "board_id"), Value(std::string(name)));
  EXPECT_EQ(opened->claims[0].range, (Range{0, 24}));
}

TEST(CameoBoard, IsNotTakenForOneElsewhereOrWithOtherCharacters) {
  Buffer image;
  testing::append(image, name);
  image.push_back(0);
  EXPECT_FALSE(testing::open(cameo_board, image));
  image.pop_back();
  image[16] = 'x';
  EXPECT_FALSE(testing::open(cameo_board, image));
}

TEST(CameoBoard, SurvivesDamage) { testing::survives_damage(cameo_board, as_bytes(name)); }

TEST(CameoBoard, EndsARouterImage) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  const Buffer image = testing::sample_bytes("vendor/trendnet-tew-632brp-1.10b32.zip");
  EXPECT_TRUE(testing::open(cameo_board, image, image.size() - 24));
}

}  // namespace
}  // namespace assay::unpack
