#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

const bool known = add_sample({.codec = "lz4_frame",
                               .ending = Ending::said,
                               .store = [](Bytes plain) { return made_by("lz4 -cq", plain); },
                               .checked = true});

TEST(Lz4Frame, ReadsEveryKindOfBlock) {
  const Buffer plain = file_bytes("/bin/ls");
  for (const char* options :
       {"-B4", "-B7 -BD", "-BX", "--no-frame-crc", "-9 -BD", "-B5 -BX -BD", "--content-size"}) {
    SCOPED_TRACE(options);
    const Buffer stored = made_by(std::string("lz4 -cq ") + options, plain);
    Buffer got;
    const auto taken = find_codec("lz4_frame")->decode(stored, plain.size(), got);
    ASSERT_TRUE(taken) << taken.error().detail;
    EXPECT_EQ(*taken, stored.size());
    EXPECT_EQ(got, plain);
  }
}

TEST(Lz4Frame, LeavesSkippableFramesToOthers) {
  const Buffer stored = {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 'x'};
  Buffer plain;
  EXPECT_FALSE(find_codec("lz4_frame")->decode(stored, 1000, plain));
}

}  // namespace
}  // namespace assay::codec::testing
