// Source: K. D. Cooper, T. J. Harvey, K. Kennedy, "A Simple, Fast Dominance Algorithm", 2001.
#include "code/dominators.h"

#include <algorithm>

namespace assay::code {
namespace {

constexpr unsigned rounds_max = 64;  // real code takes three; behind it, nothing is said

}  // namespace

Dominators::Dominators(const Function& function) {
  find_before(function);
  find_order(function);
  find_immediate();
  number_tree();
}

void Dominators::find_before(const Function& function) {
  const auto& blocks = function.blocks;
  first_before_.assign(blocks.size() + 1, 0);
  const auto each = [&](auto&& say) {
    for (std::uint32_t block = 0; block < blocks.size(); block++) {
      const Block& at = blocks[block];
      if (at.taken != no_block) say(block, at.taken);
      if (at.next != no_block && at.next != at.taken) say(block, at.next);
    }
  };
  each([&](std::uint32_t, std::uint32_t to) { first_before_[to + 1]++; });
  for (std::size_t i = 1; i < first_before_.size(); i++) first_before_[i] += first_before_[i - 1];
  before_.resize(first_before_.back());
  std::vector<std::uint32_t> filled(first_before_.begin(), first_before_.end());
  each([&](std::uint32_t from, std::uint32_t to) { before_[filled[to]++] = from; });
}

// Control enters at the first block, and wherever nothing that was found leads to.
void Dominators::find_order(const Function& function) {
  const auto& blocks = function.blocks;
  std::vector<std::uint8_t> ways(blocks.size(), 0);  // that were followed, plus 1
  std::vector<std::uint32_t> path;
  enters_.assign(blocks.size(), false);
  const auto walk = [&](std::uint32_t from) {
    if (ways[from] != 0) return;
    enters_[from] = true;
    ways[from] = 1;
    path.push_back(from);
    while (!path.empty()) {
      const std::uint32_t block = path.back();
      const std::uint32_t leads[] = {blocks[block].taken, blocks[block].next};
      if (ways[block] > std::size(leads)) {
        order_.push_back(block);
        path.pop_back();
        continue;
      }
      const std::uint32_t way = leads[ways[block]++ - 1U];
      if (way != no_block && ways[way] == 0) {
        ways[way] = 1;
        path.push_back(way);
      }
    }
  };
  if (!blocks.empty()) walk(0);
  for (std::uint32_t block = 1; block < blocks.size(); block++)
    if (before(block).empty()) walk(block);
  for (std::uint32_t block = 1; block < blocks.size(); block++) walk(block);
  std::ranges::reverse(order_);
  place_.resize(blocks.size());
  for (std::uint32_t i = 0; i < order_.size(); i++) place_[order_[i]] = i;
}

// What both are dominated by; no_block stands above all entries.
std::uint32_t Dominators::common(std::uint32_t a, std::uint32_t b) const {
  while (a != b) {
    if (a == no_block || b == no_block) return no_block;
    if (place_[a] > place_[b])
      a = immediate_[a];
    else
      b = immediate_[b];
  }
  return a;
}

void Dominators::find_immediate() {
  immediate_.assign(order_.size(), no_block);
  std::vector<bool> known(order_.size(), false);
  bool changed = true;
  for (unsigned round = 0; changed; round++) {
    if (round == rounds_max) {
      immediate_.assign(order_.size(), no_block);
      return;
    }
    changed = false;
    for (const std::uint32_t block : order_) {
      std::uint32_t found = no_block;
      bool any = false;
      if (!enters_[block]) {
        for (const std::uint32_t from : before(block)) {
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
  const std::size_t count = order_.size();
  std::vector<std::uint32_t> size(count, 1);
  for (std::size_t i = count; i-- > 0;)
    if (const std::uint32_t above = immediate_[order_[i]]; above != no_block)
      size[above] += size[order_[i]];
  number_.assign(count, 0);
  last_.assign(count, 0);
  by_number_.assign(count, 0);
  std::vector<std::uint32_t> free(count, 0);  // the next number below each block
  std::uint32_t top = 0;
  for (const std::uint32_t block : order_) {
    std::uint32_t& from = immediate_[block] == no_block ? top : free[immediate_[block]];
    number_[block] = from;
    last_[block] = from + size[block] - 1;
    by_number_[from] = block;
    free[block] = from + 1;
    from += size[block];
  }
}

}  // namespace assay::code
