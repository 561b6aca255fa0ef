#include "unpack/handlers/stream_test.h"

namespace assay::unpack {
extern const Handler zlib;
namespace {

using testing::field;
using testing::number;
using testing::open;

struct Packed {
  testing::TemporaryFolder folder;
  Buffer plain = testing::plain_sample(20'000);
  Buffer bytes = testing::packed_by(folder, R"(python3 -c '
import zlib
plain = open("plain", "rb").read()
open("packed", "wb").write(zlib.compress(plain, 9))
for window in range(9, 16):
    for level in (0, 1, 5, 6, 9):
        c = zlib.compressobj(level, zlib.DEFLATED, window)
        open("%d-%d" % (window, level), "wb").write(c.compress(plain) + c.flush())')",
                                    plain);
};

TEST(Zlib, OpensWhatZlibWritesWithAnyWindowAndLevel) {
  const Packed packed;
  testing::opens_to(zlib, packed.bytes, packed.plain);
  for (int window = 9; window < 16; window++) {
    for (const int level : {0, 1, 5, 6, 9}) {
      const Buffer bytes = testing::file_bytes(packed.folder / fmt::format("{}-{}", window, level));
      const auto opened = open(zlib, bytes);
      ASSERT_TRUE(opened) << window << level;
      EXPECT_EQ(field(opened->probe, "window_size"), number(std::int64_t{1} << window));
      const std::string hex = fmt::format("{:02x} {:02x}", bytes[0], bytes[1]);
      EXPECT_TRUE(std::ranges::any_of(zlib.magics, [&](const Magic& magic) {
        return magic.hex == hex && magic.only_at_start;
      })) << hex;
    }
  }
}

TEST(Zlib, WhatDoesNotDecodeWholeIsNone) {
  Packed packed;
  EXPECT_FALSE(open(zlib, Bytes(packed.bytes).first(packed.bytes.size() - 1)));
  packed.bytes.back() ^= 1U;
  EXPECT_FALSE(open(zlib, packed.bytes));
}

TEST(Zlib, IsNotFoundInNoise) { testing::is_not_found_in_noise(zlib); }

TEST(Zlib, SurvivesDamage) {
  testing::survives_damage(zlib, testing::small_packed_by(R"(python3 -c '
import zlib
open("packed", "wb").write(zlib.compress(open("plain", "rb").read()))')"));
}

}  // namespace
}  // namespace assay::unpack
