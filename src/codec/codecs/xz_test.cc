#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

const bool known = add_sample({.codec = "xz",
                               .ending = Ending::said,
                               .store = [](Bytes plain) { return made_by("xz -0c", plain); },
                               .checked = true});

TEST(Xz, ReadsEveryCheckAndFilterThatFileSystemsUse) {
  const Buffer plain = file_bytes("/bin/cat");
  for (const char* options :
       {"--check=none", "--check=crc32", "--check=crc64", "--check=sha256",
        "--x86 --lzma2=preset=0", "--arm --lzma2=preset=0", "--armthumb --lzma2=preset=0",
        "--powerpc --lzma2=preset=0", "--sparc --lzma2=preset=0", "--ia64 --lzma2=preset=0",
        "--delta --lzma2=preset=0", "--lzma2=lc=0,lp=2,pb=2", "--block-size=20000"}) {
    SCOPED_TRACE(options);
    const Buffer stored = made_by(std::string("xz -c ") + options, plain);
    Buffer got;
    const auto taken = find_codec("xz")->decode(stored, plain.size(), got);
    ASSERT_TRUE(taken) << taken.error().detail;
    EXPECT_EQ(*taken, stored.size());
    EXPECT_EQ(got, plain);
  }
}

TEST(Xz, TakesTheFirstStreamOfTwo) {
  const Buffer plain = {'o', 'n', 'e'};
  const Buffer stored = made_by("xz -c", plain);
  Buffer got;
  const auto taken = find_codec("xz")->decode(joined(stored, stored), 100, got);
  ASSERT_TRUE(taken);
  EXPECT_EQ(*taken, stored.size());
  EXPECT_EQ(got, plain);
}

TEST(Xz, RefusesAHugeDictionary) {
  const Buffer stored = made_by("xz -c --lzma2=preset=0,dict=1GiB", Buffer{'x'});
  Buffer got;
  const auto taken = find_codec("xz")->decode(stored, 100, got);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::limit);
}

}  // namespace
}  // namespace assay::codec::testing
