#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

const bool known = add_sample({.codec = "lzop",
                               .ending = Ending::said,
                               .store = [](Bytes plain) { return made_by("lzop -cq", plain); },
                               .checked = true});

TEST(Lzop, ReadsEveryLevelAndChecksum) {
  const Buffer plain = file_bytes("/bin/ls");
  for (const char* options : {"-1", "-3", "-9", "-F", "--crc32", "-CC", "-CC --crc32 -9"}) {
    SCOPED_TRACE(options);
    const Buffer stored = made_by(std::string("lzop -cq ") + options, plain);
    Buffer got;
    const auto taken = find_codec("lzop")->decode(stored, plain.size(), got);
    ASSERT_TRUE(taken) << taken.error().detail;
    EXPECT_EQ(*taken, stored.size());
    EXPECT_EQ(got, plain);
  }
}

TEST(Lzop, ReadsAFileWithAName) {
  const Buffer stored = made_by("cat >file; lzop -cqN file; rm file", as_bytes("hello\n"));
  Buffer got;
  const auto taken = find_codec("lzop")->decode(stored, 100, got);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(as_text(got), "hello\n");
}

TEST(Lzop, SaysThatFiltersAreNotSupported) {
  const Buffer stored = made_by("lzop -cq --filter=1", as_bytes("hello\n"));
  Buffer got;
  const auto taken = find_codec("lzop")->decode(stored, 100, got);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::unsupported);
}

TEST(Lzop, SaysThatABlockHoldsMoreThanItStates) {
  Buffer stored = made_by("lzop -cqFn", std::vector<std::uint8_t>(1000, 'a'));
  stored[41] -= 100;  // the low byte of the first block's plain size, 1000 % 256 = 232
  Buffer got;
  const auto taken = find_codec("lzop")->decode(stored, 1U << 20U, got);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::corrupt) << taken.error().detail;
  EXPECT_EQ(got.size(), 900U);
}

}  // namespace
}  // namespace assay::codec::testing
