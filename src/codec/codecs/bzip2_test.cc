#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

const bool known = add_sample({.codec = "bzip2",
                               .ending = Ending::said,
                               .store = [](Bytes plain) { return made_by("bzip2 -1c", plain); },
                               .checked = true});

TEST(Bzip2, TakesOneStreamOfTwo) {
  const Buffer one = made_by("bzip2 -9c", as_bytes("one"));
  Buffer plain;
  const auto taken = find_codec("bzip2")->decode(joined(one, one), 1000, plain);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(*taken, one.size());
  EXPECT_EQ(as_text(plain), "one");
}

}  // namespace
}  // namespace assay::codec::testing
