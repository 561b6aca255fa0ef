#include "code/covered.h"

#include <gtest/gtest.h>

namespace assay::code {
namespace {

TEST(CoveredTest, FindsWhereRunsBeginAndEnd) {
  Covered covered(300);
  covered.set(3, 5, true);
  covered.set(60, 200, true);
  covered.set(64, 66, false);
  EXPECT_EQ(covered.count(), 2U + 140 - 2);
  EXPECT_FALSE(covered.at(2));
  EXPECT_TRUE(covered.at(3));
  EXPECT_EQ(covered.next(true, 0, 300), 3U);
  EXPECT_EQ(covered.next(false, 3, 300), 5U);
  EXPECT_EQ(covered.next(true, 5, 300), 60U);
  EXPECT_EQ(covered.next(false, 60, 300), 64U);
  EXPECT_EQ(covered.next(true, 64, 300), 66U);
  EXPECT_EQ(covered.next(false, 66, 300), 200U);
  EXPECT_EQ(covered.next(false, 66, 150), 150U);
  EXPECT_EQ(covered.next(true, 200, 300), 300U);
}

TEST(CoveredTest, StaysWithinItsPlaces) {
  Covered covered(64);
  covered.set(10, 1000, true);
  EXPECT_EQ(covered.count(), 54U);
  EXPECT_EQ(covered.next(false, 10, 1000), 64U);
  covered.set(500, 1000, true);
  EXPECT_EQ(covered.count(), 54U);
  EXPECT_EQ(covered.next(true, 500, 1000), 64U);
}

}  // namespace
}  // namespace assay::code
