#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

// Of nothing, lz4 stores the magic alone, which this codec calls cut short.
Buffer store(Bytes plain) { return plain.empty() ? Buffer{} : made_by("lz4 -lcq", plain); }

const bool known = add_sample({.codec = "lz4_legacy", .ending = Ending::said, .store = store});

TEST(Lz4Legacy, EndsBehindFullBlocksWhereNoSizeCanFollow) {
  const Buffer plain(16U << 20U, std::uint8_t{'a'});
  const Buffer stored = store(plain);
  const Buffer magic = {0x02, 0x21, 0x4c, 0x18};
  for (const Buffer& behind : {Buffer{}, Buffer(8, std::uint8_t{0}), magic, Buffer(2)}) {
    Buffer got;
    const auto taken = find_codec("lz4_legacy")->decode(joined(stored, behind), plain.size(), got);
    ASSERT_TRUE(taken) << taken.error().detail;
    EXPECT_EQ(*taken, stored.size());
    EXPECT_EQ(got, plain);
  }
}

// A Linux kernel has its plain size behind the stream.
TEST(Lz4Legacy, EndsBehindAShortBlock) {
  const Buffer plain(5U << 20U, std::uint8_t{'a'});
  const Buffer stored = store(plain);
  const Buffer size = {0, 0, 0x50, 0};
  Buffer got;
  const auto taken = find_codec("lz4_legacy")->decode(joined(stored, size), plain.size(), got);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(*taken, stored.size());
}

}  // namespace
}  // namespace assay::codec::testing
