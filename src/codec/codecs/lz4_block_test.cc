#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

// The only block of a legacy frame, behind four bytes of magic and four of size.
Buffer store(Bytes plain) {
  return plain.empty() ? Buffer{} : without(made_by("lz4 -1lcq", plain), 8);
}

const bool known = add_sample(
    {.codec = "lz4_block", .ending = Ending::stored, .store = store, .plain_size_max = 8U << 20U});

// "hello hello hello hello hello\n" as `lz4 -c` stores it: 5 frame bytes cut off on either side.
const Buffer hello = {0x6f, 'h', 'e', 'l', 'l', 'o', ' ', 6, 0, 0, 0x50, 'e', 'l', 'l', 'o', '\n'};

TEST(Lz4Block, DecodesToThePlainBytes) {
  for (const std::uint64_t size_max : {30U, 4096U, 1U << 30U}) {
    Buffer plain;
    const auto taken = find_codec("lz4_block")->decode(hello, size_max, plain);
    ASSERT_TRUE(taken) << taken.error().detail;
    EXPECT_EQ(*taken, hello.size());
    EXPECT_EQ(as_text(plain), "hello hello hello hello hello\n");
  }
}

TEST(Lz4Block, KeepsWhatFits) {
  Buffer plain;
  const auto taken = find_codec("lz4_block")->decode(hello, 10, plain);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::limit);
  EXPECT_EQ(as_text(plain), "hello hell");
}

}  // namespace
}  // namespace assay::codec::testing
