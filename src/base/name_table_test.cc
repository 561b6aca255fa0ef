#include "base/name_table.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

struct Item {
  std::string_view name;
  int number = 0;
};

constexpr NameTable table(
    std::to_array<Item>({{"recv", 1}, {"bind", 2}, {"recv", 3}, {"accept", 4}, {"recv", 5}}));

TEST(NameTable, FindsByNameAndKeepsTheOrderOfOneName) {
  static_assert(table.find("bind")->number == 2);
  EXPECT_EQ(table.find("accept")->number, 4);
  EXPECT_EQ(table.find("recv")->number, 1);
  for (const auto* other : {"", "a", "accep", "accept4", "recw", "zz"})
    EXPECT_EQ(table.find(other), nullptr) << other;
  std::vector<int> numbers;
  for (const Item& item : table.all("recv")) numbers.push_back(item.number);
  EXPECT_EQ(numbers, (std::vector{1, 3, 5}));
  EXPECT_TRUE(table.all("listen").empty());
}

}  // namespace
}  // namespace assay
