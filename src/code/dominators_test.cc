#include "code/dominators.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace assay::code {
namespace {

Function graph(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& ways) {
  Function function;
  for (const auto& [taken, next] : ways) {
    Block& block = function.blocks.emplace_back();
    block.taken = taken;
    block.next = next;
  }
  return function;
}

// By the definition: b is not reached when a is taken away.
bool slow(const Function& function, std::uint32_t a, std::uint32_t b) {
  if (a == b) return true;
  std::vector<bool> seen(function.blocks.size());
  std::vector<std::uint32_t> open;
  const auto enter = [&](std::uint32_t block) {
    if (block == no_block || block == a || seen[block]) return;
    seen[block] = true;
    open.push_back(block);
  };
  enter(0);
  while (!open.empty()) {
    const Block block = function.blocks[open.back()];
    open.pop_back();
    enter(block.taken);
    enter(block.next);
    for (const std::uint32_t to : function.table_ways(block)) enter(to);
  }
  return !seen[b];
}

TEST(Dominators, OfABranchThatJoinsAgain) {
  const Function function = graph({{1, 2}, {3, no_block}, {no_block, 3}, {no_block, no_block}});
  const BlockGraph blocks(function);
  const Dominators found(blocks);
  EXPECT_EQ(found.immediate(3), 0U);
  EXPECT_TRUE(found.dominates(0, 3));
  EXPECT_FALSE(found.dominates(1, 3));
  EXPECT_EQ(found.dominated_by(0).size(), 4U);
  EXPECT_EQ(found.dominated_by(1).size(), 1U);
  EXPECT_EQ(blocks.before(3).size(), 2U);
  EXPECT_EQ(blocks.order().front(), 0U);
  EXPECT_EQ(blocks.place(3), 3U);
}

TEST(Dominators, AgreeWithTheDefinitionOnAnyGraph) {
  std::mt19937 engine(7);
  const auto random = [&] { return static_cast<std::uint32_t>(engine()); };
  for (int round = 0; round < 200; round++) {
    const std::uint32_t count = 2 + random() % 12;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ways;
    for (std::uint32_t i = 0; i < count; i++)
      ways.emplace_back(random() % 4 == 0 ? no_block : random() % count,
                        // every block is led to, in a row, so that none is an entry of its own
                        i + 1 < count ? i + 1 : no_block);
    Function function = graph(ways);
    // One block ends in a jump through a table.
    Block& jump = function.blocks[random() % count];
    jump.way_count = random() % 4;
    for (std::uint32_t i = 0; i < jump.way_count; i++)
      function.ways_of_tables.push_back(random() % count);
    const BlockGraph blocks(function);
    const Dominators found(blocks);
    for (std::uint32_t a = 0; a < count; a++) {
      const auto below = found.dominated_by(a);
      for (std::uint32_t b = 0; b < count; b++) {
        EXPECT_EQ(found.dominates(a, b), slow(function, a, b)) << a << " " << b;
        EXPECT_EQ(std::ranges::find(below, b) != below.end(), found.dominates(a, b));
      }
    }
  }
}

TEST(BlockGraph, TellsLoopsAndWhatIsReached) {
  // 0 leads to 1 and 3; 1 by a table to 2, which comes back to 1; 3 is the end.
  Function function = graph({{1, 3}, {no_block, no_block}, {1, no_block}, {no_block, no_block}});
  function.ways_of_tables = {2};
  function.blocks[1].way_count = 1;
  const BlockGraph blocks(function);
  EXPECT_TRUE(blocks.has_loops());
  EXPECT_TRUE(blocks.in_loop(1));
  EXPECT_TRUE(blocks.in_loop(2));
  EXPECT_FALSE(blocks.in_loop(0));
  EXPECT_FALSE(blocks.in_loop(3));
  EXPECT_EQ(blocks.reached_from(1), (std::vector<bool>{false, true, true, false}));
  EXPECT_EQ(blocks.reached_from(0, 1), (std::vector<bool>{true, false, false, true}));
  EXPECT_EQ(blocks.reached_from(1, 1), (std::vector<bool>{false, false, false, false}));
  EXPECT_FALSE(BlockGraph(graph({{1, 2}, {2, no_block}, {no_block, no_block}})).has_loops());
  EXPECT_TRUE(BlockGraph(graph({{0, no_block}})).in_loop(0));
}

TEST(Dominators, OfNothingAndOfWhatNothingLeadsTo) {
  const BlockGraph none(Function{});
  EXPECT_NO_THROW(Dominators{none});
  const BlockGraph blocks(graph({{no_block, no_block}, {2, no_block}, {1, no_block}}));
  const Dominators found(blocks);
  EXPECT_FALSE(found.dominates(0, 1));
  EXPECT_TRUE(found.dominates(1, 2));
}

}  // namespace
}  // namespace assay::code
