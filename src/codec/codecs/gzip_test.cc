#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

const bool known = add_sample({.codec = "gzip",
                               .ending = Ending::said,
                               .store = [](Bytes plain) { return made_by("gzip -nc", plain); },
                               .checked = true});

Result<std::uint64_t> decode(const Buffer& stored, Buffer& plain) {
  return find_codec("gzip")->decode(stored, 1000, plain);
}

// python3: all optional fields, CRC-16 by zlib.crc32(header) & 0xffff; body of `printf hi | gzip`.
const Buffer all_fields = {0x1f, 0x8b, 8,    0x1e, 0,    0,    0,    0,    0,    3,    2,
                           0,    'x',  'y',  'n',  0,    'c',  0,    0x44, 0x7e, 0xcb, 0xc8,
                           0x04, 0x00, 0xac, 0x2a, 0x93, 0xd8, 0x02, 0,    0,    0};

TEST(Gzip, ReadsEveryOptionalField) {
  Buffer plain;
  const auto taken = decode(all_fields, plain);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(*taken, all_fields.size());
  EXPECT_EQ(as_text(plain), "hi");
}

TEST(Gzip, RefusesAWrongHeaderChecksum) {
  Buffer stored = all_fields;
  stored[14] = 'm';
  Buffer plain;
  const auto taken = decode(stored, plain);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::corrupt);
}

TEST(Gzip, KeepsPlainBytesWhoseChecksumDoesNotHold) {
  for (const std::size_t at : {std::size_t{24}, std::size_t{28}}) {  // CRC-32, size
    Buffer stored = all_fields;
    stored[at] ^= 1U;
    Buffer plain;
    const auto taken = decode(stored, plain);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code, ErrorCode::corrupt);
    EXPECT_EQ(as_text(plain), "hi");
  }
}

TEST(Gzip, TakesOneMemberOfTwo) {
  const Buffer one = made_by("gzip -nc", as_bytes("one"));
  Buffer plain;
  const auto taken = decode(joined(one, one), plain);
  ASSERT_TRUE(taken);
  EXPECT_EQ(*taken, one.size());
  EXPECT_EQ(as_text(plain), "one");
}

TEST(Gzip, RefusesOtherMethodsAndFlags) {
  for (const std::size_t at : {std::size_t{2}, std::size_t{3}}) {
    Buffer stored = all_fields;
    stored[at] = 0xff;
    Buffer plain;
    const auto taken = decode(stored, plain);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code, ErrorCode::unsupported);
  }
}

}  // namespace
}  // namespace assay::codec::testing
