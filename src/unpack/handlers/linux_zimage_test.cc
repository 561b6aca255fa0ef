#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
extern const Handler linux_zimage;
namespace {

// A zImage with `payload`, 100 bytes of code around it.
Buffer image_with(Bytes payload, bool big = false) {
  Buffer image(0x34 + 100, 0xe1);
  const auto put = [&](std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; i++)
      image[at + (big ? 3 - i : i)] = static_cast<std::uint8_t>(value >> (8 * i));
  };
  put(0x24, 0x016f2818);
  put(0x28, 0);
  put(0x2c, static_cast<std::uint32_t>(0x34 + 100 + payload.size() + 50));
  image.insert(image.end(), payload.begin(), payload.end());
  image.insert(image.end(), 50, 0xe2);
  return image;
}

// A kernel of 200 000 bytes, compressed by the tool that the kernel's own build runs.
Buffer compressed(const std::string& command) {
  const testing::TemporaryFolder folder;
  folder.run("head -c 200000 /dev/zero | tr '\\0' k | " + command + " >stored");
  return testing::file_bytes(folder / "stored");
}

TEST(LinuxZimage, FindsTheKernelInIt) {
  for (const std::string command :
       {"gzip -9n", "xz --check=crc32", "lzma -9", "lzop -9", "lz4 -l -9", "zstd -19", "bzip2"}) {
    const Buffer stored = compressed(command);
    Buffer image = image_with(stored);
    const std::size_t size = image.size();
    image.insert(image.end(), 100, 0xab);
    const auto opened = testing::open(linux_zimage, image);
    ASSERT_TRUE(opened) << command << opened.error().detail;
    EXPECT_EQ(opened->probe.size, size);
    EXPECT_EQ(opened->probe.confidence, Confidence::proven) << command;
    const Member* kernel = opened->find("kernel");
    ASSERT_NE(kernel, nullptr) << command;
    EXPECT_EQ(kernel->content.extents[0].stored, (Range{0x34 + 100, stored.size()})) << command;
    EXPECT_EQ(as_text(*testing::member_bytes(image, *kernel)), std::string(200000, 'k'));
  }
}

TEST(LinuxZimage, ReadsBigEndianImages) {
  const auto opened = testing::open(linux_zimage, image_with(compressed("gzip -9n"), true));
  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_EQ(testing::field_of(opened->probe.header, "byte_order"), Value("big"));
}

TEST(LinuxZimage, SaysThatNoKernelWasFound) {
  const auto opened = testing::open(linux_zimage, image_with(as_bytes("nothing here")));
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->members.empty());
  EXPECT_EQ(opened->probe.problems[0].code, ErrorCode::unsupported);
}

TEST(LinuxZimage, IsNotTakenForOneThatEndsBeforeItStarts) {
  Buffer image = image_with(compressed("gzip -9n"));
  image[0x28] = image[0x2b] = 0xff;
  EXPECT_FALSE(testing::open(linux_zimage, image));
}

TEST(LinuxZimage, SurvivesDamage) {
  testing::survives_damage(linux_zimage, image_with(compressed("gzip -9n")));
}

}  // namespace
}  // namespace assay::unpack
