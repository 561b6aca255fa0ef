#include "unpack/replay.h"

#include <gtest/gtest.h>

#include <fstream>

#include "model/locator.h"
#include "unpack/handlers/handler_test.h"

namespace assay::unpack {
namespace {

// A tar archive in a gzip stream behind 100 bytes, and a plain folder; made by tar and gzip.
class ReplayTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_.run(
        "mkdir -p d/etc && printf 'root::0:0::/:/bin/sh\\n' > d/etc/passwd && "
        "ln -s passwd d/etc/link && tar -C d -cf t.tar --format=ustar etc/passwd etc/link && "
        "head -c 100 /dev/zero > image && gzip -nc t.tar >> image && "
        "stat -c %s image > size");
  }

  Result<Held> bytes(const std::string& file, const std::string& locator) {
    const auto parsed = parse_locator(locator);
    EXPECT_TRUE(parsed) << locator;
    const auto source = Source::open(folder_ / file, {});
    return replay(*source, *parsed, {});
  }

  std::string gzip_step() const {
    const auto size = std::stoull(std::string(as_text(testing::file_bytes(folder_ / "size"))));
    return "image" + range_text({100, size - 100}) + "gzip";
  }

  testing::TemporaryFolder folder_;
};

TEST_F(ReplayTest, GoesDownToTheBytes) {
  if (find_handler("gzip") == nullptr || find_handler("tar") == nullptr) GTEST_SKIP();
  const auto source = Source::open(folder_ / "image", {});
  std::string name;
  ASSERT_TRUE(replay_members(*source, *parse_locator(gzip_step()), {},
                             [&](const ReplayedMember& member) -> Result<void> {
                               name = member.member->name;
                               return {};
                             }));
  const std::string tar = gzip_step() + "/" + name + "[0x0:0x2800]tar";
  const auto line = bytes("image", tar + "/etc/passwd[0x0:0x6]");
  ASSERT_TRUE(line) << line.error().detail;
  EXPECT_EQ(as_text(line->bytes()), "root::");
  EXPECT_EQ(bytes("image", tar + "/etc/link").error().code, ErrorCode::unsupported);
  EXPECT_EQ(bytes("image", tar + "/etc/none").error().code, ErrorCode::corrupt);
  EXPECT_FALSE(bytes("image", tar + "/etc/passwd[0x0:0x600]"));
}

TEST_F(ReplayTest, TakesADirectoryAsAContainer) {
  const auto line = bytes("d", "image[0x0:0x0]directory/etc/passwd[0x0:0x4]");
  ASSERT_TRUE(line) << line.error().detail;
  EXPECT_EQ(as_text(line->bytes()), "root");
  EXPECT_FALSE(bytes("d", "image[0x0:0x0]directory/../image"));
  EXPECT_FALSE(bytes("d", "image"));
}

TEST_F(ReplayTest, SaysWhereTheImageIsNotAsTheLocatorSays) {
  EXPECT_NE(bytes("image", "image[0x0:0x40]gzip/x").error().detail.find("gzip at [0x0:0x40]"),
            std::string::npos);
  EXPECT_FALSE(bytes("image", "image[0x0:0xffffffff]"));
  EXPECT_FALSE(bytes("image", "image[0x0:0x10]nosuch/x"));
  EXPECT_EQ(bytes("image", "image[0x0:0x4]")->bytes().size(), 4U);
}

}  // namespace
}  // namespace assay::unpack
