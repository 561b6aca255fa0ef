// Dominators: which blocks of a function are reached only through another one.
#pragma once

#include "code/function.h"

namespace assay::code {

class Dominators {
 public:
  explicit Dominators(const Function& function);

  // Blocks that lead to `block`, each once.
  std::span<const std::uint32_t> before(std::uint32_t block) const {
    return std::span(before_).subspan(first_before_[block],
                                      first_before_[block + 1] - first_before_[block]);
  }
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
  void find_order(const Function& function);
  void find_before(const Function& function);
  void find_immediate();
  void number_tree();
  std::uint32_t common(std::uint32_t a, std::uint32_t b) const;

  std::vector<std::uint32_t> before_;
  std::vector<std::uint32_t> first_before_;
  std::vector<std::uint32_t> order_;      // blocks in reverse post-order
  std::vector<std::uint32_t> place_;      // of each block in order_
  std::vector<bool> enters_;              // nothing that was found leads there
  std::vector<std::uint32_t> immediate_;  // of each block
  std::vector<std::uint32_t> number_;     // of each block, in an order that has trees in one piece
  std::vector<std::uint32_t> last_;       // number of the last block that is dominated
  std::vector<std::uint32_t> by_number_;
};

}  // namespace assay::code
