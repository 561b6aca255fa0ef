#include "cli/columns.h"

#include <gtest/gtest.h>

namespace assay::cli {
namespace {

TEST(Columns, WideLettersTakeTwoAndMarksNone) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("路由器"), 6U);
  EXPECT_EQ(display_width("e\xcc\x81"), 1U);
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(pad_right("路", 4), "路  ");
  EXPECT_EQ(pad_left("12", 4), "  12");
  EXPECT_EQ(pad_left("12345", 4), "12345");
}

TEST(Columns, LongTextLosesItsMiddle) {
  EXPECT_EQ(shorten("abcdefghij", 10), "abcdefghij");
  EXPECT_EQ(shorten("abcdefghijk", 10), "abc...hijk");
  for (std::size_t width = 3; width < 20; width++) {
    EXPECT_LE(display_width(shorten("路由器固件镜像文件名称", width)), width);
    EXPECT_LE(display_width(shorten("abcdefghijklmnopqrstuvwxyz", width)), width);
  }
}

TEST(Columns, LinesBreakAtSpaces) {
  EXPECT_EQ(wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("indivisible x", 4), (std::vector<std::string>{"indivisible", "x"}));
  EXPECT_TRUE(wrap("  ", 4).empty());
  EXPECT_EQ(wrap_behind("aaaaaaaaaaaa bbbbbbbbbbbb", 4, 24), "aaaaaaaaaaaa\n    bbbbbbbbbbbb\n");
}

}  // namespace
}  // namespace assay::cli
