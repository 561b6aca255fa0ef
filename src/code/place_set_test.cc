// What is next to a place: as std::set has it.
#include "code/place_set.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace assay::code {
namespace {

TEST(PlaceSetTest, FindsWhatIsNextToAnyPlace) {
  constexpr std::uint64_t count = 20000;  // some full words of words, and a part of one
  for (const std::size_t filled : {0U, 1U, 3U, 40U, 2000U}) {
    std::mt19937 random(static_cast<unsigned>(filled));
    PlaceSet places(count);
    std::set<std::uint64_t> expected;
    for (std::size_t i = 0; i < filled; i++) {
      const std::uint64_t place = random() % count;
      places.insert(place);
      expected.insert(place);
    }
    for (std::uint64_t from = 0; from < count + 5000; from += 7) {
      const auto next = expected.lower_bound(from);
      EXPECT_EQ(places.next(from), next == expected.end() ? std::nullopt : std::optional(*next));
      const auto behind = expected.upper_bound(from);
      EXPECT_EQ(places.last(from),
                behind == expected.begin() ? std::nullopt : std::optional(*std::prev(behind)));
    }
  }
}

TEST(PlaceSetTest, HasTheFirstAndTheLastPlace) {
  PlaceSet places(4096);
  EXPECT_EQ(places.next(0), std::nullopt);
  EXPECT_EQ(places.last(4095), std::nullopt);
  places.insert(4095);
  EXPECT_EQ(places.next(0), 4095U);
  EXPECT_EQ(places.last(UINT64_MAX), 4095U);
  EXPECT_EQ(places.last(4094), std::nullopt);
  places.insert(0);
  EXPECT_EQ(places.last(4094), 0U);
  EXPECT_EQ(places.next(UINT64_MAX), std::nullopt);
}

}  // namespace
}  // namespace assay::code
