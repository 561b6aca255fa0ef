#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler uboot_environment;
namespace {

// As mkenvimage of u-boot-tools makes it.
Buffer environment(const std::string& options) {
  const testing::TemporaryFolder folder;
  folder.run(
      "printf 'baudrate=115200\\nbootargs=console=ttyS0 root=/dev/mtdblock2\\nbootcmd=bootm "
      "0x9f020000\\nbootdelay=3\\n' > text && mkenvimage " +
      options + " -o image text");
  return testing::file_bytes(folder / "image");
}

TEST(UbootEnvironment, IsFoundWithEitherOrderAndInPairs) {
  for (const auto& [options, size] : {std::pair("-s 0x4000", 0x4000U),
                                      {"-b -s 0x1000", 0x1000U},
                                      {"-r -p 0x00 -s 0x10000", 0x10000U}}) {
    const Buffer image = environment(options);
    Buffer flash(128, 0xff);
    flash.insert(flash.end(), image.begin(), image.end());
    flash.resize(flash.size() + 5000, 0xff);
    const auto opened = testing::open(uboot_environment, flash, 128);
    ASSERT_TRUE(opened) << options;
    EXPECT_EQ(opened->probe.size, size);
    EXPECT_EQ(opened->probe.confidence, Confidence::proven);
    EXPECT_EQ(testing::field_of(opened->probe.header, "variable_count"), Value(std::int64_t{4}));
    ASSERT_EQ(opened->claims.size(), 2U);
    EXPECT_EQ(opened->claims[1].range.end(), opened->claims[1].range.offset + 97);
    EXPECT_TRUE(opened->members.empty());
  }
}

TEST(UbootEnvironment, IsRefusedWithoutAChecksumThatHolds) {
  Buffer image = environment("-s 0x1000");
  image[0x900] ^= 1;
  EXPECT_FALSE(testing::open(uboot_environment, image));
  // The default of a program: the same strings with no checksum before them.
  Buffer strings(4, 0);
  testing::append(strings, std::string_view("baudrate=1\0bootcmd=x\0bootdelay=1\0\0", 35));
  strings.resize(0x1000, 0);
  EXPECT_FALSE(testing::open(uboot_environment, strings));
}

TEST(UbootEnvironment, SurvivesDamage) {
  testing::survives_damage(uboot_environment, environment("-s 0x400"));
}

}  // namespace
}  // namespace assay::unpack
