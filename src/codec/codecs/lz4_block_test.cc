#include <gtest/gtest.h>

#include "codec/codec.h"

namespace assay::codec {
namespace {

// "hello hello hello hello hello\n" as `lz4 -c` stores it: 5 frame bytes cut off on either side.
const std::vector<std::uint8_t> stored = {0x6f, 'h', 'e',  'l', 'l', 'o', ' ', 6,
                                          0,    0,   0x50, 'e', 'l', 'l', 'o', '\n'};

TEST(Lz4Block, DecodesToThePlainBytes) {
  Buffer plain;
  const auto taken = find_codec("lz4_block")->decode(stored, 4096, plain);
  ASSERT_TRUE(taken) << taken.error().detail;
  EXPECT_EQ(*taken, stored.size());
}

TEST(Lz4Block, SaysSoWherePlainBytesDoNotFit) {
  Buffer plain;
  EXPECT_FALSE(find_codec("lz4_block")->decode(stored, 3, plain));
}

}  // namespace
}  // namespace assay::codec
