#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler netgear_chk;
namespace {

// A kernel of 45 bytes and a root of 20. The four checksums were computed apart from this program,
// by mkchkimg's rule in eight lines of Python.
Buffer two_parts() {
  Buffer image = {'*', '#', '$',  '^',  0,    0,    0,    58,   1,    1,    0,    4,   36, 10,
                  1,   1,   0xc8, 0x2e, 0x14, 0xaf, 0x54, 0xba, 0x08, 0x16, 0,    0,   0,  45,
                  0,   0,   0,    20,   0xba, 0x96, 0x1c, 0xc5, 0x1c, 0x4a, 0x0b, 0x4c};
  const std::string text =
      "U12H139T00_NETGEAR"
      "kernel bytes \xff\xfe"
      "kernel bytes \xff\xfe"
      "kernel bytes \xff\xfe"
      "root bytesroot bytes";
  testing::append(image, text);
  return image;
}

TEST(NetgearChk, OpensIntoKernelAndRoot) {
  Buffer image = two_parts();
  image.insert(image.end(), 100, 0xab);
  const auto opened = testing::open(netgear_chk, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 123U);
  EXPECT_EQ(opened->probe.confidence, Confidence::proven);
  EXPECT_EQ(opened->probe.title, "Netgear CHK for U12H139T00_NETGEAR, version 1.0.4.36_10.1.1");
  ASSERT_EQ(opened->probe.checks.size(), 4U);
  for (const Check& check : opened->probe.checks) EXPECT_EQ(check.state, CheckState::ok);
  EXPECT_EQ(opened->find("kernel")->content.extents[0].stored, (Range{58, 45}));
  EXPECT_EQ(opened->find("rootfs")->content.extents[0].stored, (Range{103, 20}));
}

TEST(NetgearChk, SaysWhichChecksumsDoNotHold) {
  Buffer image = two_parts();
  image.back() ^= 1U;
  const auto opened = testing::open(netgear_chk, image);
  ASSERT_TRUE(opened);
  std::string bad;
  for (const Check& check : opened->probe.checks)
    if (check.state == CheckState::bad) bad += check.name + ";";
  EXPECT_EQ(bad, "image checksum;rootfs checksum;");
}

TEST(NetgearChk, KeepsWhatIsThereOfAnImageCutShort) {
  Buffer image = two_parts();
  image.resize(80);
  const auto opened = testing::open(netgear_chk, image);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->find("kernel")->content.extents[0].stored, (Range{58, 22}));
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::truncated);
}

TEST(NetgearChk, IsNotTakenForOneWithAnOddHeaderSize) {
  Buffer image = two_parts();
  image[7] = 39;
  EXPECT_FALSE(testing::open(netgear_chk, image));
}

TEST(NetgearChk, SurvivesDamage) { testing::survives_damage(netgear_chk, two_parts()); }

}  // namespace
}  // namespace assay::unpack
