#include "cli/nearest.h"

#include <gtest/gtest.h>

namespace assay::cli {
namespace {

constexpr std::string_view words[] = {"threads", "rules", "fail-on", "output", "json"};

TEST(Nearest, FindsWhatWasMeant) {
  EXPECT_EQ(nearest("thredas", words), "threads");
  EXPECT_EQ(nearest("thread", words), "threads");
  EXPECT_EQ(nearest("out", words), "output");
  EXPECT_EQ(nearest("jsno", words), "json");
  EXPECT_EQ(nearest("failon", words), "fail-on");
}

TEST(Nearest, GuessesNothingFarOff) {
  EXPECT_EQ(nearest("zzzzzz", words), "");
  EXPECT_EQ(nearest("", words), "");
  EXPECT_EQ(nearest(std::string(100'000, 't'), words), "");
}

TEST(Nearest, CountsSteps) {
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("ab", "ba"), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

}  // namespace
}  // namespace assay::cli
