// BlockGraph: which blocks of a function lead to which, jumps through tables included, and an order
// in which most blocks stand behind those that lead to them.
#pragma once

#include <algorithm>

#include "code/function.h"

namespace assay::code {

class BlockGraph {
 public:
  BlockGraph() = default;
  explicit BlockGraph(const Function& function) { build(function); }
  // Of another function; keeps its memory.
  void build(const Function& function);

  std::size_t size() const { return place_.size(); }
  // Blocks that `block` leads to, and those that lead to it, each once.
  std::span<const std::uint32_t> after(std::uint32_t block) const { return after_.of(block); }
  std::span<const std::uint32_t> before(std::uint32_t block) const { return before_.of(block); }
  // All blocks: those that the function's start leads to, in reverse post-order, then likewise from
  // each block that nothing which was found leads to, then the rest.
  std::span<const std::uint32_t> order() const { return order_; }
  std::uint32_t place(std::uint32_t block) const { return place_[block]; }  // in order()
  // The last place of the piece of the order that `place` stands in: control never goes from behind
  // a piece back into it. A piece is one block, or all blocks of loops that overlap.
  std::uint32_t piece_end(std::uint32_t place) const { return piece_end_[place]; }
  bool leads_to_itself(std::uint32_t block) const {
    return std::ranges::find(after(block), block) != after(block).end();
  }
  bool has_loops() const { return has_loops_; }
  // Whether a way leads from `block` back to it.
  bool in_loop(std::uint32_t block) const;
  // For each block whether a way leads to it from `from`, which counts, that does not pass
  // `without`. Linear in the blocks.
  std::vector<bool> reached_from(std::uint32_t from, std::uint32_t without = no_block) const;
  // Whether control may come from elsewhere: the start, and blocks that nothing found leads to.
  bool enters(std::uint32_t block) const { return enters_[block]; }

 private:
  struct Lists {
    std::vector<std::uint32_t> blocks;
    std::vector<std::uint32_t> first;  // of each block; one more at the end
    std::span<const std::uint32_t> of(std::uint32_t block) const {
      return std::span(blocks).subspan(first[block], first[block + 1] - first[block]);
    }
  };
  void find_after(const Function& function);
  void find_before();
  void find_order();
  void find_pieces();
  void walk(std::uint32_t from);

  Lists after_;
  Lists before_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> place_;
  std::vector<std::uint32_t> piece_end_;  // of each place
  std::vector<bool> enters_;
  bool has_loops_ = false;
  std::vector<std::uint32_t> followed_;  // ways of each block, plus 1; 0: not reached
  std::vector<std::uint32_t> path_;
};

}  // namespace assay::code
