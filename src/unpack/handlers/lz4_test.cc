#include "unpack/handlers/stream_test.h"

namespace assay::unpack {
extern const Handler lz4;
namespace {

using testing::field;
using testing::number;
using testing::open;

struct Packed {
  testing::TemporaryFolder folder;
  Buffer plain = testing::plain_sample(200'000);
  Buffer bytes = testing::packed_by(folder, "lz4 -q -c -B4 --content-size plain > packed", plain);
};

TEST(Lz4, OpensWhatLz4Writes) {
  const Packed packed;
  testing::opens_to(lz4, packed.bytes, packed.plain);
  const auto opened = open(lz4, packed.bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(field(opened->probe, "first_frame_plain_size"), number(200'000));
  EXPECT_EQ(opened->probe.checks[0].state, CheckState::ok);
}

TEST(Lz4, OpensFramesInARowAndSkipsOthers) {
  const Packed packed;
  Buffer bytes;
  Buffer plain;
  for (int i = 0; i < 2; i++) {
    const Buffer skippable = {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 'a'};
    bytes.insert(bytes.end(), skippable.begin(), skippable.end());
    bytes.insert(bytes.end(), packed.bytes.begin(), packed.bytes.end());
    plain.insert(plain.end(), packed.plain.begin(), packed.plain.end());
  }
  testing::opens_to(lz4, bytes, plain);
}

TEST(Lz4, KeepsWhatIsLeft) {
  const Packed packed;
  testing::keeps_what_is_left(lz4, packed.bytes, packed.plain);
}

TEST(Lz4, IsNotTakenForOneWithAWrongHeaderChecksum) {
  Packed packed;
  packed.bytes[14] ^= 1U;
  EXPECT_FALSE(open(lz4, packed.bytes));
}

TEST(Lz4, OpensTheSample) {
  if (testing::samples().empty()) GTEST_SKIP() << "no samples beside the repository";
  const Buffer bytes = testing::file_bytes(testing::samples() / "formats/patool--test.lz4");
  const auto opened = open(lz4, bytes);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->probe.size, bytes.size());
  EXPECT_EQ(field(opened->probe, "plain_size"), number(128));
}

TEST(Lz4, IsNotFoundInNoise) { testing::is_not_found_in_noise(lz4); }

TEST(Lz4, SurvivesDamage) {
  const Packed packed;
  packed.folder.run("head -c 400 plain | lz4 -q > packed");
  testing::survives_damage(lz4, testing::file_bytes(packed.folder / "packed"));
}

}  // namespace
}  // namespace assay::unpack
