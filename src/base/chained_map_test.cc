#include "base/chained_map.h"

#include <gtest/gtest.h>

#include <map>

namespace assay {
namespace {

struct Spread {
  std::uint64_t operator()(std::uint64_t key) const { return key * 0x9e3779b97f4a7c15U; }
};
struct Alike {
  std::uint64_t operator()(std::uint64_t) const { return 5; }
};

template <class Hash>
void compare_with_tree(std::uint64_t step, unsigned count) {
  ChainedMap<std::uint64_t, unsigned, Hash> map;
  std::map<std::uint64_t, unsigned> tree;
  EXPECT_EQ(map.find(0), nullptr);
  for (unsigned i = 0; i < count; i++) {
    const std::uint64_t key = i * step;
    if (map.find(key) == nullptr) map.add(key, i);
    tree.emplace(key, i);
  }
  EXPECT_EQ(map.size(), tree.size());
  for (const auto& [key, value] : tree) {
    ASSERT_NE(map.find(key), nullptr);
    EXPECT_EQ(*map.find(key), value);
    EXPECT_EQ(map.find(key + 1), nullptr);
  }
}

TEST(ChainedMap, FindsWhatWasNotedForAKeyAndNothingForOthers) {
  compare_with_tree<Spread>(2, 5000);
  compare_with_tree<Spread>(std::uint64_t{1} << 62U, 100);  // four keys, again and again
}

TEST(ChainedMap, TellsKeysOfTheSameHashApart) { compare_with_tree<Alike>(2, 300); }

}  // namespace
}  // namespace assay
