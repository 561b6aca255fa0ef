#include "unpack/handlers/stream_test.h"

namespace assay::unpack {
extern const Handler xz;
namespace {

using testing::field;
using testing::number;
using testing::open;
using testing::text;

struct Packed {
  testing::TemporaryFolder folder;
  Buffer plain = testing::plain_sample(20'000);
  Buffer bytes = testing::packed_by(folder, "xz -c --block-size=6000 plain > packed", plain);
};

TEST(Xz, OpensWhatXzWrites) {
  const Packed packed;
  testing::opens_to(xz, packed.bytes, packed.plain);
  const auto opened = open(xz, packed.bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->members[0].name, "plain");
  EXPECT_EQ(field(opened->probe, "check"), text("crc64"));
  EXPECT_EQ(field(opened->probe, "blocks"), number(4));
  EXPECT_EQ(field(opened->probe, "plain_size"), number(20'000));
}

TEST(Xz, KnowsTheChecks) {
  for (const std::string check : {"none", "crc32", "sha256"}) {
    const Packed packed;
    packed.folder.run("xz -c --check=" + check + " plain > packed");
    const auto opened = open(xz, testing::file_bytes(packed.folder / "packed"));
    ASSERT_TRUE(opened);
    EXPECT_EQ(field(opened->probe, "check"), text(check));
    EXPECT_EQ(opened->probe.checks[0].state, check == "none" ? CheckState::absent : CheckState::ok);
  }
}

TEST(Xz, JoinsStreamsThatFollowEachOther) {
  const Packed packed;
  packed.folder.run("xz -c plain > a && cat a a > packed && cat plain plain > c");
  const Buffer bytes = testing::file_bytes(packed.folder / "packed");
  testing::opens_to(xz, bytes, testing::file_bytes(packed.folder / "c"));
  EXPECT_EQ(field(open(xz, bytes)->probe, "streams"), number(2));
}

TEST(Xz, KeepsWhatIsLeft) {
  const Packed packed;
  testing::keeps_what_is_left(xz, packed.bytes, packed.plain);
  testing::ends_at_a_defect(xz, packed.bytes);
}

TEST(Xz, IsNotTakenForOneWithAWrongHeaderChecksum) {
  Packed packed;
  packed.bytes[8] ^= 1U;
  EXPECT_FALSE(open(xz, packed.bytes));
}

TEST(Xz, IsNotFoundInNoise) { testing::is_not_found_in_noise(xz); }

TEST(Xz, SurvivesDamage) {
  testing::survives_damage(xz, testing::small_packed_by("xz -c --lzma2=dict=4KiB plain >packed"));
}

}  // namespace
}  // namespace assay::unpack
