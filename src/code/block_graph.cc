#include "code/block_graph.h"

#include <algorithm>
#include <numeric>

namespace assay::code {

void BlockGraph::build(const Function& function) {
  find_after(function);
  find_before();
  find_order();
  find_pieces();
}

void BlockGraph::find_after(const Function& function) {
  after_.blocks.clear();
  after_.first.assign(1, 0);
  for (const Block& block : function.blocks) {
    if (block.taken != no_block) after_.blocks.push_back(block.taken);
    if (block.next != no_block && block.next != block.taken) after_.blocks.push_back(block.next);
    for (const std::uint32_t to : function.table_ways(block))
      if (to != block.taken && to != block.next) after_.blocks.push_back(to);
    after_.first.push_back(static_cast<std::uint32_t>(after_.blocks.size()));
  }
}

void BlockGraph::find_before() {
  const std::size_t count = after_.first.size() - 1;
  before_.first.assign(count + 1, 0);
  for (const std::uint32_t to : after_.blocks) before_.first[to + 1]++;
  for (std::size_t i = 1; i <= count; i++) before_.first[i] += before_.first[i - 1];
  before_.blocks.resize(after_.blocks.size());
  path_.assign(before_.first.begin(), before_.first.end());  // the next free place of each
  for (std::uint32_t from = 0; from < count; from++)
    for (const std::uint32_t to : after(from)) before_.blocks[path_[to]++] = from;
}

// What `from` leads to and was not reached before, in reverse post-order behind the rest.
void BlockGraph::walk(std::uint32_t from) {
  if (followed_[from] != 0) return;
  enters_[from] = true;
  followed_[from] = 1;
  path_.assign(1, from);
  const auto start = static_cast<std::ptrdiff_t>(order_.size());
  while (!path_.empty()) {
    std::uint32_t block = path_.back();
    const auto ways = after(block);
    std::uint32_t next = followed_[block] - 1;
    while (next < ways.size() && followed_[ways[next]] != 0) next++;
    if (next < ways.size()) {
      followed_[block] = next + 2;
      block = ways[next];
      followed_[block] = 1;
      path_.push_back(block);
    } else {
      order_.push_back(block);
      path_.pop_back();
    }
  }
  std::reverse(order_.begin() + start, order_.end());
}

void BlockGraph::find_order() {
  const auto count = static_cast<std::uint32_t>(after_.first.size() - 1);
  order_.clear();
  place_.resize(count);
  enters_.assign(count, false);
  followed_.assign(count, 0);
  if (count != 0) walk(0);
  for (std::uint32_t block = 1; block < count && order_.size() < count; block++)
    if (before(block).empty()) walk(block);
  for (std::uint32_t block = 1; block < count && order_.size() < count; block++) walk(block);
  for (std::uint32_t i = 0; i < count; i++) place_[order_[i]] = i;
}

void BlockGraph::find_pieces() {
  const auto count = static_cast<std::uint32_t>(order_.size());
  piece_end_.resize(count);
  std::iota(piece_end_.begin(), piece_end_.end(), 0U);
  has_loops_ = false;
  for (std::uint32_t from = 0; from < count; from++)
    for (const std::uint32_t to : after(order_[from])) {
      if (place_[to] > from) continue;
      has_loops_ = true;
      piece_end_[place_[to]] = std::max(piece_end_[place_[to]], from);
    }
  if (!has_loops_) return;
  for (std::uint32_t at = 0; at < count;) {
    std::uint32_t end = piece_end_[at];
    for (std::uint32_t in = at; in <= end; in++) end = std::max(end, piece_end_[in]);
    for (; at <= end; at++) piece_end_[at] = end;
  }
}

std::vector<bool> BlockGraph::reached_from(std::uint32_t from, std::uint32_t without) const {
  std::vector<bool> reached(size());
  std::vector<std::uint32_t> open;
  open.reserve(size());
  const auto enter = [&](std::uint32_t block) {
    if (block == without || reached[block]) return;
    reached[block] = true;
    open.push_back(block);
  };
  enter(from);
  while (!open.empty()) {
    const std::uint32_t block = open.back();
    open.pop_back();
    for (const std::uint32_t to : after(block)) enter(to);
  }
  return reached;
}

bool BlockGraph::in_loop(std::uint32_t block) const {
  const std::vector<bool> reached = reached_from(block);
  return std::ranges::any_of(before(block), [&](std::uint32_t from) { return reached[from]; });
}

}  // namespace assay::code
