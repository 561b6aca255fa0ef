#include "unpack/handlers/stream_test.h"

namespace assay::unpack {
extern const Handler lz4_legacy;
namespace {

using testing::open;

struct Packed {
  testing::TemporaryFolder folder;
  Buffer plain = testing::plain_sample(100'000);
  Buffer bytes = testing::packed_by(folder, "lz4 -q -l -c plain > packed", plain);
};

TEST(Lz4Legacy, OpensWhatLz4Writes) {
  const Packed packed;
  testing::opens_to(lz4_legacy, packed.bytes, packed.plain);
}

TEST(Lz4Legacy, OpensSeveralBlocks) {
  const Packed packed;
  packed.folder.run("for i in $(seq 90); do cat plain; done > big && lz4 -q -l -c big > packed");
  testing::opens_to(lz4_legacy, testing::file_bytes(packed.folder / "packed"),
                    testing::file_bytes(packed.folder / "big"));
}

TEST(Lz4Legacy, WhatDoesNotDecodeWholeIsNone) {
  const Packed packed;
  EXPECT_FALSE(open(lz4_legacy, Bytes(packed.bytes).first(packed.bytes.size() - 1)));
}

TEST(Lz4Legacy, TheMagicInAProgramIsNone) {
  Buffer bytes = {2, 0x21, 0x4c, 0x18, 1, 0, 0, 0, 0};
  EXPECT_FALSE(open(lz4_legacy, testing::with_garbage(bytes)));
  bytes.resize(4);
  EXPECT_FALSE(open(lz4_legacy, bytes));
}

TEST(Lz4Legacy, IsNotFoundInNoise) { testing::is_not_found_in_noise(lz4_legacy); }

TEST(Lz4Legacy, SurvivesDamage) {
  testing::survives_damage(lz4_legacy, testing::small_packed_by("lz4 -lcq plain >packed"));
}

}  // namespace
}  // namespace assay::unpack
