#include "unpack/handlers/stream_test.h"

namespace assay::unpack {
extern const Handler bzip2;
namespace {

using testing::field;
using testing::number;
using testing::open;

struct Packed {
  testing::TemporaryFolder folder;
  Buffer plain = testing::plain_sample(300'000);
  Buffer bytes = testing::packed_by(folder, "bzip2 -1 -c plain > packed", plain);
};

TEST(Bzip2, OpensWhatBzip2Writes) {
  const Packed packed;
  testing::opens_to(bzip2, packed.bytes, packed.plain);
  const auto opened = open(bzip2, packed.bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(field(opened->probe, "block_size"), number(100'000));
}

TEST(Bzip2, JoinsStreamsThatFollowEachOther) {
  const Packed packed;
  packed.folder.run("head -c 500 plain > p && bzip2 -c p > a && cat a a > packed && cat p p > c");
  testing::opens_to(bzip2, testing::file_bytes(packed.folder / "packed"),
                    testing::file_bytes(packed.folder / "c"));
}

TEST(Bzip2, OpensAnEmptyOne) {
  const Packed packed;
  packed.folder.run("bzip2 -c < /dev/null > packed");
  testing::opens_to(bzip2, testing::file_bytes(packed.folder / "packed"), {});
}

TEST(Bzip2, KeepsWhatIsLeft) {
  const Packed packed;
  testing::keeps_what_is_left(bzip2, packed.bytes, packed.plain);
  testing::ends_at_a_defect(bzip2, packed.bytes);
}

TEST(Bzip2, IsNotTakenForOneWithAWrongLevel) {
  Packed packed;
  packed.bytes[3] = '0';
  EXPECT_FALSE(open(bzip2, packed.bytes));
}

TEST(Bzip2, OpensTheSample) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples beside the repository";
  const Buffer bytes = testing::file_bytes(testing::samples() / "formats/patool--test.bz2");
  const auto opened = open(bzip2, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, bytes.size());
  EXPECT_EQ(field(opened->probe, "plain_size"), number(128));
}

TEST(Bzip2, IsNotFoundInNoise) { testing::is_not_found_in_noise(bzip2); }

TEST(Bzip2, SurvivesDamage) {
  const Packed packed;
  packed.folder.run("head -c 400 plain | bzip2 -c > packed");
  testing::survives_damage(bzip2, testing::file_bytes(packed.folder / "packed"));
}

}  // namespace
}  // namespace assay::unpack
