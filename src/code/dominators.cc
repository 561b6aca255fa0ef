// Source: K. D. Cooper, T. J. Harvey, K. Kennedy, "A Simple, Fast Dominance Algorithm", 2001.
#include "code/dominators.h"

#include <algorithm>

namespace assay::code {
namespace {

constexpr unsigned rounds_max = 64;  // real code takes three; behind it, nothing is said

}  // namespace

Dominators::Dominators(const BlockGraph& graph) : graph_(graph) {
  find_immediate();
  number_tree();
}

// What both are dominated by; no_block stands above all entries.
std::uint32_t Dominators::common(std::uint32_t a, std::uint32_t b) const {
  while (a != b) {
    if (a == no_block || b == no_block) return no_block;
    if (graph_.place(a) > graph_.place(b))
      a = immediate_[a];
    else
      b = immediate_[b];
  }
  return a;
}

void Dominators::find_immediate() {
  immediate_.assign(graph_.size(), no_block);
  std::vector<bool> known(graph_.size(), false);
  bool changed = true;
  for (unsigned round = 0; changed; round++) {
    if (round == rounds_max) {
      immediate_.assign(graph_.size(), no_block);
      return;
    }
    changed = false;
    for (const std::uint32_t block : graph_.order()) {
      std::uint32_t found = no_block;
      bool any = false;
      if (!graph_.enters(block)) {
        for (const std::uint32_t from : graph_.before(block)) {
          if (!known[from]) continue;
          found = any ? common(found, from) : from;
          any = true;
        }
      }
      if (known[block] && immediate_[block] == found) continue;
      known[block] = true;
      immediate_[block] = found;
      changed = true;
    }
  }
}

void Dominators::number_tree() {
  const auto order = graph_.order();
  const std::size_t count = order.size();
  std::vector<std::uint32_t> size(count, 1);
  for (std::size_t i = count; i-- > 0;)
    if (const std::uint32_t above = immediate_[order[i]]; above != no_block)
      size[above] += size[order[i]];
  number_.assign(count, 0);
  last_.assign(count, 0);
  by_number_.assign(count, 0);
  std::vector<std::uint32_t> free(count, 0);  // the next number below each block
  std::uint32_t top = 0;
  for (const std::uint32_t block : graph_.order()) {
    std::uint32_t& from = immediate_[block] == no_block ? top : free[immediate_[block]];
    number_[block] = from;
    last_[block] = from + size[block] - 1;
    by_number_[from] = block;
    free[block] = from + 1;
    from += size[block];
  }
}

}  // namespace assay::code
