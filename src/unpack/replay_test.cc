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
    return TRY(replay(*source, *parsed, {})).held;
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

TEST_F(ReplayTest, GivesWhatIsThereOfAMemberThatDoesNotDecodeWhole) {
  std::ofstream(folder_ / "make.py") << R"(
import struct, zipfile
with zipfile.ZipFile('a.zip', 'w', 8, compresslevel=0) as z: z.writestr('n', b'0123456789' * 20000)
data = bytearray(open('a.zip', 'rb').read())
data[31 + 5 + struct.unpack_from('<H', data, 32)[0] + 3] ^= 1
open('a.zip', 'wb').write(data)
)";
  folder_.run("python3 make.py");
  const auto source = Source::open(folder_ / "a.zip", {});
  const std::string zip = "image" + range_text({0, source->size()}) + "zip/n";
  const auto whole = replay(*source, *parse_locator(zip), {});
  ASSERT_TRUE(whole) << whole.error().detail;
  EXPECT_GT(whole->held.bytes().size(), 10'000U);
  EXPECT_TRUE(whole->incomplete);
  const auto part = replay(*source, *parse_locator(zip + "[0xa:0x5]"), {});
  ASSERT_TRUE(part) << part.error().detail;
  EXPECT_EQ(as_text(part->held.bytes()), "01234");
  EXPECT_FALSE(part->incomplete);
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
