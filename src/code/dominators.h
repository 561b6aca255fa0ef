// Dominators: which blocks of a function are reached only through another one.
#pragma once

#include "code/block_graph.h"

namespace assay::code {

class Dominators {
 public:
  // The graph is to outlive this.
  explicit Dominators(const BlockGraph& graph);

  const BlockGraph& graph() const { return graph_; }
  // Whether every way to `b` passes `a`; a block dominates itself.
  bool dominates(std::uint32_t a, std::uint32_t b) const {
    return number_[a] <= number_[b] && number_[b] <= last_[a];
  }
  // The blocks that `block` dominates, itself first.
  std::span<const std::uint32_t> dominated_by(std::uint32_t block) const {
    return std::span(by_number_).subspan(number_[block], last_[block] - number_[block] + 1);
  }
  // The block that dominates `block` and is dominated by all others that do; no_block where control
  // enters at `block`.
  std::uint32_t immediate(std::uint32_t block) const { return immediate_[block]; }

 private:
  void find_immediate();
  void number_tree();
  std::uint32_t common(std::uint32_t a, std::uint32_t b) const;

  const BlockGraph& graph_;
  std::vector<std::uint32_t> immediate_;  // of each block
  std::vector<std::uint32_t> number_;     // of each block, in an order that has trees in one piece
  std::vector<std::uint32_t> last_;       // number of the last block that is dominated
  std::vector<std::uint32_t> by_number_;
};

}  // namespace assay::code
