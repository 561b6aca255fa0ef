#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler netgear_text;
namespace {

Buffer with_header(std::string_view firmware) {
  Buffer image(128, 0);
  const std::string_view text = "device:R1\nversion:V1.2.3.4\nregion:\nhd_id:29764648+4\n";
  std::ranges::copy(as_bytes(text), image.begin());
  testing::append(image, firmware);
  std::uint8_t sum = 0;
  for (const std::uint8_t byte : image) sum = static_cast<std::uint8_t>(sum + byte);
  image.push_back(static_cast<std::uint8_t>(0xff - sum));
  return image;
}

// The same with a U-Boot image, whose header is enough here.
Buffer with_uimage() {
  std::string firmware(74, 'k');
  firmware.replace(0, 4, "\x27\x05\x19\x56");
  firmware.replace(12, 4, std::string_view("\0\0\0\x0a", 4));
  return with_header(firmware);
}

TEST(NetgearText, ReadsTheHeaderAndChecksTheSum) {
  const Buffer image = with_header("firmware");
  const auto opened = testing::open(netgear_text, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, image.size());
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::ok);
  EXPECT_EQ(testing::field_of(opened->probe.header, "board_id"), Value("R1"));
  EXPECT_EQ(testing::field_of(opened->probe.header, "region"), Value(""));
  EXPECT_EQ(testing::field_of(opened->probe.header, "hardware_id"), Value("29764648+4"));
  EXPECT_EQ(as_text(*testing::member_bytes(image, *opened->find("firmware"))), "firmware");
}

TEST(NetgearText, EndsWithTheChainOfUbootImages) {
  Buffer image = with_uimage();
  const std::size_t size = image.size();
  image.insert(image.end(), 50, 0xab);
  const auto opened = testing::open(netgear_text, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, size);
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::ok);
}

TEST(NetgearText, SaysThatTheSumDoesNotHold) {
  Buffer image = with_uimage();
  image[200] ^= 1U;
  const auto opened = testing::open(netgear_text, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::bad);
}

TEST(NetgearText, IsNotTakenForOneInAnyText) {
  Buffer image = with_header("firmware");
  image[127] = 'x';
  EXPECT_FALSE(testing::open(netgear_text, image));
  image = with_header("firmware");
  image[10] = 'V';  // no version line
  EXPECT_FALSE(testing::open(netgear_text, image));
}

TEST(NetgearText, SurvivesDamage) { testing::survives_damage(netgear_text, with_uimage()); }

TEST(NetgearText, OpensRouterImagesWhoseSumsHold) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  for (const std::string version : {"1.0.0.18", "1.0.0.28", "1.0.0.78"}) {
    Buffer image = testing::sample_bytes("vendor/netgear-wnr2000v5-" + version + ".zip");
    const std::size_t size = image.size();
    image.insert(image.end(), 1000, 0xab);
    const auto opened = testing::open(netgear_text, image);
    ASSERT_TRUE(opened) << opened.error().detail;
    EXPECT_EQ(opened->probe.size, size);
    EXPECT_EQ(opened->probe.checks[0].state, CheckState::ok);
    EXPECT_EQ(opened->probe.title, "Netgear image for WNR2000v5, version V" + version);
  }
}

}  // namespace
}  // namespace assay::unpack
