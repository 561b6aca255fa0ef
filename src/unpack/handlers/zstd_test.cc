#include "unpack/handlers/stream_test.h"

namespace assay::unpack {
extern const Handler zstd;
namespace {

using testing::field;
using testing::number;
using testing::open;

struct Packed {
  testing::TemporaryFolder folder;
  Buffer plain = testing::plain_sample(300'000);
  Buffer bytes = testing::packed_by(folder, "zstd -q -c plain > packed", plain);
};

const Buffer skippable = {0x5e, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};

Buffer joined(const std::vector<Buffer>& parts) {
  Buffer all;
  for (const Buffer& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

TEST(Zstd, OpensWhatZstdWrites) {
  const Packed packed;
  testing::opens_to(zstd, packed.bytes, packed.plain);
  const auto opened = open(zstd, packed.bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(field(opened->probe, "first_frame_plain_size"), number(300'000));
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::ok);
}

TEST(Zstd, OpensFramesInARowAndSkipsOthers) {
  const Packed packed;
  const Buffer bytes =
      joined({skippable, skippable, packed.bytes, skippable, packed.bytes, skippable});
  testing::opens_to(zstd, bytes, joined({packed.plain, packed.plain}));
  const auto opened = open(zstd, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(field(opened->probe, "streams"), number(2));
}

TEST(Zstd, FramesToBeSkippedAloneAreNone) {
  EXPECT_FALSE(open(zstd, joined({skippable, skippable})));
  EXPECT_FALSE(open(zstd, joined(std::vector<Buffer>(1000, skippable))));
}

TEST(Zstd, ReadsEverySizeOfThePlainSize) {
  const Packed packed;
  for (const int size : {100, 1000, 100'000}) {
    packed.folder.run(
        fmt::format("head -c {} plain > p && zstd -q -f --no-check p -o packed", size));
    const auto opened = open(zstd, testing::file_bytes(packed.folder / "packed"));
    ASSERT_TRUE(opened);
    EXPECT_EQ(field(opened->probe, "first_frame_plain_size"), number(size));
    EXPECT_EQ(opened->probe.checks[0].state, CheckState::absent);
  }
}

TEST(Zstd, KeepsWhatIsLeft) {
  const Packed packed;
  testing::keeps_what_is_left(zstd, packed.bytes, packed.plain);
  testing::ends_at_a_defect(zstd, packed.bytes);
}

TEST(Zstd, OpensTheSample) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples beside the repository";
  const Buffer bytes = testing::file_bytes(testing::samples() / "formats/patool--test.zst");
  const auto opened = open(zstd, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, bytes.size());
}

TEST(Zstd, IsNotFoundInNoise) { testing::is_not_found_in_noise(zstd); }

TEST(Zstd, SurvivesDamage) {
  const Packed packed;
  packed.folder.run("head -c 400 plain | zstd -q > packed");
  testing::survives_damage(zstd, testing::file_bytes(packed.folder / "packed"));
}

}  // namespace
}  // namespace assay::unpack
