#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

const bool known =
    add_sample({.codec = "lzma_alone", .ending = Ending::said, .store = [](Bytes plain) {
                  return made_by("xz -0c --format=lzma", plain);
                }});

// printf 'hello hello hello hello\n' | lzmp -c (LZMA SDK 9.22): size stated, no end marker.
const Buffer with_size = {0x5d, 0x00, 0x00, 0x80, 0x00, 0x18, 0,    0,    0,
                          0,    0,    0,    0,    0x00, 0x34, 0x19, 0x49, 0xee,
                          0x8d, 0xe9, 0x56, 0x0a, 0xc1, 0x21, 0xb0, 0x00};

TEST(LzmaAlone, EndsAtTheStatedSize) {
  Buffer plain;
  const auto taken = find_codec("lzma_alone")->decode(with_size, 1000, plain);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(*taken, with_size.size());
  EXPECT_EQ(as_text(plain), "hello hello hello hello\n");
}

TEST(LzmaAlone, TakesAnEndMarkerBehindTheStatedSize) {
  const std::string text(1000, 'a');
  Buffer stored = made_by("xz -0c --format=lzma", as_bytes(text));
  stored[5] = 1000 % 256;
  stored[6] = 1000 / 256;
  std::fill(stored.begin() + 7, stored.begin() + 13, std::uint8_t{0});
  Buffer plain;
  const auto taken = find_codec("lzma_alone")->decode(joined(stored, stored), 1000, plain);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(*taken, stored.size());
  EXPECT_EQ(as_text(plain), text);
}

TEST(LzmaAlone, NeedsNoMoreDictionaryThanItMayHavePlainBytes) {
  Buffer stored = with_size;
  std::fill(stored.begin() + 1, stored.begin() + 5, std::uint8_t{0xff});
  Buffer plain;
  ASSERT_TRUE(find_codec("lzma_alone")->decode(stored, 1U << 30U, plain));
  std::fill(stored.begin() + 5, stored.begin() + 13, std::uint8_t{0xff});
  const auto truncated = find_codec("lzma_alone")->decode(stored, 1000, plain);
  ASSERT_FALSE(truncated);
  EXPECT_EQ(truncated.error().code, ErrorCode::truncated);
  const auto taken = find_codec("lzma_alone")->decode(stored, 1U << 30U, plain);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::limit);
}

TEST(LzmaAlone, RefusesWrongProperties) {
  Buffer stored = with_size;
  stored[0] = 225;
  Buffer plain;
  const auto corrupt = find_codec("lzma_alone")->decode(stored, 1000, plain);
  ASSERT_FALSE(corrupt);
  EXPECT_EQ(corrupt.error().code, ErrorCode::corrupt);
  stored[0] = 8;  // lc 8, which liblzma does not do
  const auto unsupported = find_codec("lzma_alone")->decode(stored, 1000, plain);
  ASSERT_FALSE(unsupported);
  EXPECT_EQ(unsupported.error().code, ErrorCode::unsupported);
}

}  // namespace
}  // namespace assay::codec::testing
