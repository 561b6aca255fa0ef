#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

// No image at hand is from DD-WRT: the header is written after its packer's source.
const Buffer properties = {0, 2, 1, 128};  // pb, lc, lp, fast bytes

const bool known = add_sample(
    {.codec = "lzma_ddwrt", .ending = Ending::caller, .store = [](Bytes plain) {
       return joined(properties, made_by("xz -0c --format=raw --lzma1=lc=2,lp=1,pb=0", plain));
     }});

TEST(LzmaDdwrt, RefusesPropertiesThatCannotBe) {
  const Buffer stored = {5, 3, 0, 128, 0, 0, 0, 0, 0, 0};
  Buffer plain;
  const auto taken = find_codec("lzma_ddwrt")->decode(stored, 100, plain);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace assay::codec::testing
