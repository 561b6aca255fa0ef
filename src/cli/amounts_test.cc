#include "cli/amounts.h"

#include <gtest/gtest.h>

namespace assay::cli {
namespace {

TEST(Amounts, SizesAreReadInStepsOf1024) {
  EXPECT_EQ(parse_size("4096"), 4096U);
  EXPECT_EQ(parse_size("64K"), 65536U);
  EXPECT_EQ(parse_size("64k"), 65536U);
  EXPECT_EQ(parse_size("2MiB"), 2097152U);
  EXPECT_EQ(parse_size("2mb"), 2097152U);
  EXPECT_EQ(parse_size("1G"), 1073741824U);
  EXPECT_EQ(parse_size("16777215T"), 16777215ULL << 40U);
  EXPECT_EQ(parse_size("7B"), 7U);
}

TEST(Amounts, SizesThatAreNoneAreRefused) {
  for (const char* text : {"", "M", "-1", "1.5M", "64Q", "64KM", "16777216T",
                           "99999999999999999999", " 1", "1 M", "0x10", "64iB5"})
    EXPECT_FALSE(parse_size(text)) << text;
}

TEST(Amounts, SizesAreCutNeverRoundedUp) {
  EXPECT_EQ(size_text(0), "0 B");
  EXPECT_EQ(size_text(1023), "1023 B");
  EXPECT_EQ(size_text(1024), "1.0 KiB");
  EXPECT_EQ(size_text(1048575), "1023 KiB");
  EXPECT_EQ(size_text(7654321), "7.2 MiB");
  EXPECT_EQ(size_text(~0ULL), "15.9 EiB");
}

TEST(Amounts, SharesNeverClaimAllOrNothingWrongly) {
  EXPECT_EQ(percent_text(0, 10), "0 %");
  EXPECT_EQ(percent_text(10, 10), "100 %");
  EXPECT_EQ(percent_text(1, 1'000'000), "<0.1 %");
  EXPECT_EQ(percent_text(999'999, 1'000'000), "99.9 %");
  EXPECT_EQ(percent_text(1, 3), "33.3 %");
  EXPECT_EQ(percent_text(~0ULL - 1, ~0ULL), "99.9 %");
  EXPECT_EQ(percent_text(0, 0), "-");
}

TEST(Amounts, CountsAndTimes) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(1000), "1,000");
  EXPECT_EQ(count_text(7654321), "7,654,321");
  EXPECT_EQ(things(1, "file"), "1 file");
  EXPECT_EQ(things(1200, "file"), "1,200 files");
  EXPECT_EQ(things(2, "entry", "entries"), "2 entries");
  EXPECT_EQ(duration_text(8), "8 s");
  EXPECT_EQ(duration_text(600), "10 min");
  EXPECT_EQ(duration_text(7500), "2 h 05 min");
}

}  // namespace
}  // namespace assay::cli
