#include "codec/codec_test.h"

namespace assay::codec::testing {
namespace {

// The first block of what lzop writes: LZO1X-1 for levels 1 to 6, LZO1X-999 for 7 to 9.
Buffer first_block(const std::string& lzop, Bytes plain) {
  const Buffer file = made_by(lzop + " -cqFn", plain);
  // 9 bytes of magic, 25 of fields, no name, 4 of checksum; then two sizes and, in spite of -F for
  // levels 7 to 9, the Adler-32 that bit 0 of the flags announces.
  const std::size_t at = 38;
  if (file.size() < at + 8) return {};
  const auto be32 = [&](std::size_t from) {
    return std::size_t{file[from]} << 24U | std::size_t{file[from + 1]} << 16U |
           std::size_t{file[from + 2]} << 8U | file[from + 3];
  };
  if (be32(at + 4) == be32(at)) return {};  // stored as it is
  const std::size_t block = at + 8 + ((file[20] & 1U) != 0 ? 4 : 0);
  return without(file, block, file.size() - block - be32(at + 4));
}

const bool known = add_sample({.codec = "lzo1x",
                               .ending = Ending::said,
                               .store = [](Bytes plain) { return first_block("lzop -9", plain); },
                               .plain_size_max = 256U << 10U});

TEST(Lzo1x, ReadsWhatEveryLevelWrites) {
  for (const char* program : {"/bin/bash", "/bin/ls"}) {
    const Buffer file = file_bytes(program);
    for (const char* lzop : {"lzop -1", "lzop -3", "lzop -7", "lzop -9"}) {
      SCOPED_TRACE(lzop);
      const Bytes plain = Bytes(file).first(std::min<std::size_t>(file.size(), 256U << 10U));
      const Buffer stored = first_block(lzop, plain);
      Buffer got;
      const auto taken = find_codec("lzo1x")->decode(stored, plain.size(), got);
      ASSERT_TRUE(taken) << taken.error().detail;
      EXPECT_EQ(*taken, stored.size());
      EXPECT_TRUE(std::ranges::equal(got, plain));
    }
  }
}

TEST(Lzo1x, RefusesAMatchBeforeTheFirstByte) {
  const Buffer stored = {18, 'a', 0x44, 0, 0x11, 0, 0};  // distance 2 after one byte
  Buffer got;
  const auto taken = find_codec("lzo1x")->decode(stored, 100, got);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::corrupt);
  EXPECT_EQ(as_text(got), "a");
}

}  // namespace
}  // namespace assay::codec::testing
