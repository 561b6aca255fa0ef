#include "unpack/handlers/stream_test.h"

namespace assay::unpack {
extern const Handler lzop;
namespace {

using testing::field;
using testing::number;
using testing::open;
using testing::text;

struct Packed {
  testing::TemporaryFolder folder;
  Buffer plain = testing::plain_sample(600'000);
  Buffer bytes = testing::packed_by(
      folder, "touch -d @1500000001 plain && chmod 640 plain && lzop -q plain -o packed", plain);
};

TEST(Lzop, OpensWhatLzopWrites) {
  const Packed packed;
  testing::opens_to(lzop, packed.bytes, packed.plain);
  const auto opened = open(lzop, packed.bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->members[0].name, "plain");
  EXPECT_EQ(field(opened->probe, "original_name"), text("plain"));
  EXPECT_EQ(field(opened->probe, "mtime_s"), number(1500000001));
  EXPECT_EQ(field(opened->probe, "mode"), number(0640));
}

TEST(Lzop, OpensEveryMethod) {
  const Packed packed;
  for (const std::string level : {"-1", "-9", "--crc32 -3"}) {
    packed.folder.run("head -c 50000 plain > p && lzop -f -q " + level + " p -o packed");
    testing::opens_to(lzop, testing::file_bytes(packed.folder / "packed"),
                      testing::file_bytes(packed.folder / "p"));
  }
}

TEST(Lzop, KeepsWhatIsLeft) {
  const Packed packed;
  testing::keeps_what_is_left(lzop, packed.bytes, packed.plain);
}

TEST(Lzop, IsNotTakenForOneWithAWrongHeaderChecksum) {
  Packed packed;
  packed.bytes[20] ^= 1U;
  EXPECT_FALSE(open(lzop, packed.bytes));
}

TEST(Lzop, IsNotFoundInNoise) { testing::is_not_found_in_noise(lzop); }

TEST(Lzop, SurvivesDamage) {
  const Packed packed;
  packed.folder.run("head -c 400 plain | lzop -q > packed");
  testing::survives_damage(lzop, testing::file_bytes(packed.folder / "packed"));
}

}  // namespace
}  // namespace assay::unpack
