#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

// Not `checked`: one flipped bit of the header says that there is no checksum.
const bool known = add_sample({.codec = "zstd", .ending = Ending::said, .store = [](Bytes plain) {
                                 return made_by("zstd -1qc", plain);
                               }});

TEST(Zstd, RefusesAHugeWindow) {
  const Buffer stored = made_by("zstd -qc --long=31 --ultra -1", Buffer{'x'});
  Buffer plain;
  const auto taken = find_codec("zstd")->decode(stored, 1000, plain);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::limit);
}

TEST(Zstd, LeavesSkippableFramesToOthers) {
  const Buffer stored = {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 'x'};
  Buffer plain;
  EXPECT_FALSE(find_codec("zstd")->decode(stored, 1000, plain));
}

}  // namespace
}  // namespace assay::codec::testing
