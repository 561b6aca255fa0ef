#include "base/quote.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Quote, LeavesPrintableTextAsItIs) {
  EXPECT_EQ(quote("etc/passwd <b> \xc3\xa4 \xe6\xbc\xa2"), "etc/passwd <b> \xc3\xa4 \xe6\xbc\xa2");
}

TEST(Quote, WritesWhatCouldSteerATerminalAsHex) {
  EXPECT_EQ(quote("a\x1b[2Jb\x07\n"), "a\\x1b[2Jb\\x07\\n");
  EXPECT_EQ(quote("\xc2\x9b"
                  "31m"),
            "\\xc2\\x9b31m");  // C1 control sequence introducer
  EXPECT_EQ(quote("\xe2\x80\xae"
                  "exe"),
            "\\xe2\\x80\\xaeexe");  // right-to-left override
  EXPECT_EQ(quote(std::string_view("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(quote("\xff\xc3"), "\\xff\\xc3");
}

TEST(Quote, IsUnambiguousAndBounded) {
  EXPECT_EQ(quote("\\x41"), "\\\\x41");
  EXPECT_EQ(quote("abcdef", 3), "abc...");
}

TEST(Quote, KnowsUtf8) {
  EXPECT_TRUE(is_utf8_text("\xc3\xa4\xf0\x9f\x98\x80"));
  EXPECT_FALSE(is_utf8_text("\xc0\xaf"));      // overlong
  EXPECT_FALSE(is_utf8_text("\xed\xa0\x80"));  // surrogate
  EXPECT_FALSE(is_utf8_text(std::string_view("\0", 1)));
}

}  // namespace
}  // namespace assay
