#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

const bool known =
    add_sample({.codec = "lzma_headerless", .ending = Ending::caller, .store = [](Bytes plain) {
                  return made_by("xz -0c --format=raw --lzma1=lc=3,lp=0,pb=2,dict=8MiB", plain);
                }});

// The fragment block of FACT's little-endian SquashFS 2 with LZMA: 0x3f..0x9f of the image.
TEST(LzmaHeaderless, ReadsAFragmentOfARealImage) {
  const Buffer image = real_sample("formats/squashFS--lzma_le.sqfs2");
  if (image.empty()) GTEST_SKIP() << "no ../shared/samples";
  Buffer plain;
  const auto taken =
      find_codec("lzma_headerless")->decode(Bytes(image).subspan(0x3f, 0x60), 110, plain);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(as_text(plain),
            "The third test file!test file:\ncontent: MyTestRule 1.2.3\n"
            "Version: Program 0.0.0.0\nThis is the second test file");
}

}  // namespace
}  // namespace assay::codec::testing
