#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

Buffer store(Bytes plain) {
  return made_by(
      "python3 -SI -c 'import sys,zlib;"
      "sys.stdout.buffer.write(zlib.compress(sys.stdin.buffer.read()))'",
      plain);
}

const bool known =
    add_sample({.codec = "zlib", .ending = Ending::said, .store = store, .checked = true});

TEST(Zlib, SaysWhereItNeedsADictionary) {
  // python3 -c "import
  // zlib;c=zlib.compressobj(zdict=b'hello');print(c.compress(b'hello')+c.flush())"
  const Buffer stored = {0x78, 0xbb, 0x06, 0x2c, 0x02, 0x15, 0xcb,
                         0x00, 0x11, 0x00, 0x06, 0x2c, 0x02, 0x15};
  Buffer plain;
  const auto taken = find_codec("zlib")->decode(stored, 100, plain);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::unsupported);
}

}  // namespace
}  // namespace assay::codec::testing
