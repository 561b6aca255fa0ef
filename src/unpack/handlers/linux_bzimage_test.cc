#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler linux_bzimage;
namespace {

// Setup of two sectors, a version text, and a protected-mode part with a gzip'ed kernel.
Buffer small_image() {
  const testing::TemporaryFolder folder;
  folder.run("head -c 200000 /dev/zero | tr '\\0' k | gzip -9n >stored");
  const Buffer stored = testing::file_bytes(folder / "stored");
  Buffer image(1024 + 32, 0x90);
  const auto put = [&](std::size_t at, std::size_t size, std::uint64_t value) {
    for (std::size_t i = 0; i < size; i++)
      image[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
  };
  put(0x1f1, 1, 1);
  put(0x1fe, 2, 0xaa55);
  std::memcpy(&image[0x202], "HdrS", 4);
  put(0x206, 2, 0x020d);
  put(0x20e, 2, 0x100);
  put(0x214, 4, 0x100000);
  put(0x248, 4, 32);
  put(0x24c, 4, stored.size());
  std::memcpy(&image[0x300], "6.1.0-test (gcc) #1", 20);
  image.insert(image.end(), stored.begin(), stored.end());
  while (image.size() % 16 != 0) image.push_back(0);
  put(0x1f4, 4, (image.size() - 1024) / 16);
  return image;
}

TEST(LinuxBzimage, OpensIntoItsKernel) {
  Buffer image = small_image();
  const std::size_t size = image.size();
  image.insert(image.end(), 100, 0xab);
  const auto opened = testing::open(linux_bzimage, image);
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(opened->probe.size, size);
  EXPECT_EQ(testing::field_of(opened->probe.header, "version"), Value("6.1.0-test (gcc) #1"));
  EXPECT_EQ(testing::field_of(opened->probe.header, "load_address"), Value(0x100000));
  ASSERT_NE(opened->find("kernel"), nullptr);
  EXPECT_EQ(as_text(*testing::member_bytes(image, *opened->find("kernel"))),
            std::string(200000, 'k'));
}

TEST(LinuxBzimage, IsNotTakenForOneOfAnUnknownProtocol) {
  Buffer image = small_image();
  image[0x207] = 9;
  EXPECT_FALSE(testing::open(linux_bzimage, image));
}

TEST(LinuxBzimage, SurvivesDamage) { testing::survives_damage(linux_bzimage, small_image()); }

TEST(LinuxBzimage, OpensKernelsOfAnotherMaker) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples here";
  for (const std::string compression : {"gzip", "lzma", "xz"}) {
    const Buffer image = testing::sample_bytes("formats/linuxkernel--bzImage_" + compression);
    const auto opened = testing::open(linux_bzimage, image);
    ASSERT_TRUE(opened) << compression << opened.error().detail;
    EXPECT_EQ(opened->probe.size, image.size()) << compression;
    const auto kernel = testing::member_bytes(image, *opened->find("kernel"));
    ASSERT_TRUE(kernel) << compression << kernel.error().detail;
    EXPECT_EQ(as_text(*kernel).substr(0, 4),
              "\x7f"
              "ELF")
        << compression;
  }
}

}  // namespace
}  // namespace assay::unpack
