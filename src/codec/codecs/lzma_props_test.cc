#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

const Buffer properties = {0x6d, 0x00, 0x00, 0x00, 0x01};  // lc 1, lp 2, pb 2, 16 MiB

const bool known = add_sample(
    {.codec = "lzma_props", .ending = Ending::caller, .store = [](Bytes plain) {
       return joined(properties, made_by("xz -0c --format=raw --lzma1=lc=1,lp=2,pb=2", plain));
     }});

// printf 'hello hello hello hello\n' | lzmp -c (LZMA SDK 9.22), without the size: no end marker.
TEST(LzmaProps, NeedsNoEndMarker) {
  const Buffer stored = {0x5d, 0x00, 0x00, 0x80, 0x00, 0x00, 0x34, 0x19, 0x49,
                         0xee, 0x8d, 0xe9, 0x56, 0x0a, 0xc1, 0x21, 0xb0, 0x00};
  Buffer plain;
  const auto taken = find_codec("lzma_props")->decode(stored, 24, plain);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(as_text(plain), "hello hello hello hello\n");
}

// The inode table's first block, as the super block of that image's SquashFS names it.
TEST(LzmaProps, ReadsTheInodesOfARealImage) {
  const Buffer image = real_sample("vendor/tplink-tl-wr940n-v4-160617.zip");
  if (image.empty()) GTEST_SKIP() << "no ../shared/samples";
  // The image lies deflated in a zip; its super block is at 0x120200 of the image.
  const std::string list =
      "python3 -c 'import sys,zipfile,io;"
      "z=zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()));"
      "d=max((z.read(i) for i in z.infolist()),key=len);"
      "sys.stdout.buffer.write(d[0x120200:])'";
  const Buffer fs = made_by(list, image);
  ASSERT_EQ(as_text(fs).substr(0, 4), "hsqs");
  const std::size_t table = fs[64] | std::size_t{fs[65]} << 8U | std::size_t{fs[66]} << 16U;
  const std::size_t size = (fs[table] | std::size_t{fs[table + 1]} << 8U) & 0x7fffU;
  Buffer plain;
  const auto taken =
      find_codec("lzma_props")->decode(Bytes(fs).subspan(table + 2, size), 8192, plain);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(plain.size(), 8192U);
}

}  // namespace
}  // namespace assay::codec::testing
