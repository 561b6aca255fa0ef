#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler linux_arm64_image;
namespace {

// An Image of 0x400 bytes in the file and 0x1000 in memory; with `efi`, a PE header that says so.
Buffer small_image(bool efi) {
  Buffer image(0x400, 0x1f);
  std::fill(image.begin(), image.begin() + 0x200, std::uint8_t{0});
  const auto put = [&](std::size_t at, std::size_t size, std::uint64_t value) {
    for (std::size_t i = 0; i < size; i++)
      image[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
  };
  put(0x08, 8, 0x80000);
  put(0x10, 8, 0x1000);
  put(0x18, 8, 2);
  std::memcpy(&image[0x38], "ARM\x64", 4);
  if (!efi) return image;
  put(0x3c, 4, 0x40);
  std::memcpy(&image[0x40], "PE\0\0", 4);
  put(0x44, 2, 0xaa64);
  put(0x46, 2, 1);
  put(0x54, 2, 16);
  put(0x68 + 16, 4, 0x200);  // the section's size and offset
  put(0x68 + 20, 4, 0x200);
  return image;
}

TEST(LinuxArm64Image, EndsWithTheLastPeSection) {
  Buffer image = small_image(true);
  image.insert(image.end(), 100, 0xab);
  const auto opened = testing::open(linux_arm64_image, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, 0x400U);
  EXPECT_EQ(testing::field_of(opened->probe.header, "text_offset"), Value(0x80000));
  EXPECT_EQ(testing::field_of(opened->probe.header, "page_size_kib"), Value(4));
  EXPECT_EQ(opened->find("kernel")->content.extents[0].stored, (Range{64, 0x400 - 64}));
}

TEST(LinuxArm64Image, EndsWithItsSizeInMemoryAtTheLatest) {
  Buffer image = small_image(false);
  image.resize(0x2000);
  EXPECT_EQ(testing::open(linux_arm64_image, image)->probe.size, 0x1000U);
}

TEST(LinuxArm64Image, IsNotTakenForOneWithReservedFieldsSet) {
  Buffer image = small_image(true);
  image[0x20] = 1;
  EXPECT_FALSE(testing::open(linux_arm64_image, image));
}

TEST(LinuxArm64Image, SurvivesDamage) {
  testing::survives_damage(linux_arm64_image, small_image(true));
}

}  // namespace
}  // namespace assay::unpack
