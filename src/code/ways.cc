// What is asked of single ways through a function that was analysed: with which values control
// comes from one block to another, and where it goes on from there.
#include <algorithm>

#include "code/analysis.h"
#include "code/restore.h"

namespace assay::code {
namespace {

enum class Way : std::uint8_t { both, taken, next };

// Where a branch leads, as far as the values that it compares are known.
Way way_of(const Comparison& comparison) {
  if (!comparison.left.is(Value::Kind::number) || !comparison.right.is(Value::Kind::number))
    return Way::both;
  const bool wants_equal = comparison.condition == Condition::equal;
  if (!wants_equal && comparison.condition != Condition::not_equal) return Way::both;
  const std::uint64_t left = comparison.left.number;
  const std::uint64_t right = comparison.right.number;
  const std::uint64_t difference = comparison.op == Op::test              ? left & right
                                   : comparison.op == Op::compare_negated ? left + right
                                                                          : left - right;
  return (zero_extended(difference, comparison.size) == 0) == wants_equal ? Way::taken : Way::next;
}

}  // namespace

std::vector<Call> Analyser::by_way(const Call& call) {
  const auto& blocks = analysis_.function->blocks;
  const auto first =
      std::ranges::lower_bound(analysis_.calls, blocks[call.block].first, {}, &Call::instruction);
  const bool alone = first != analysis_.calls.end() && first->instruction == call.instruction;
  std::vector<Call> ways;
  for (const std::uint32_t from : graph_.before(call.block)) {
    if (before(from) == nullptr) continue;
    state_ = states_[from];
    run(from, false);
    if (has_other_ && blocks[from].next == call.block) state_ = other_;
    stop_before_ = call.instruction;
    run(call.block, false);
    stop_before_ = no_block;
    Call& way = ways.emplace_back(call);
    has_arguments_ = false;
    way.arguments = arguments();
    if (!alone) continue;
    way.block = from;
    way.instruction = blocks[from].first + blocks[from].count;
  }
  return ways;
}

std::uint32_t Analyser::next_behind(std::uint32_t from, std::uint32_t to) {
  const auto& blocks = analysis_.function->blocks;
  if (from >= blocks.size() || to >= blocks.size() || before(from) == nullptr) return no_block;
  state_ = states_[from];
  run(from, false);
  if (has_other_ && blocks[from].next == to) state_ = other_;
  run(to, false);
  if (!branched_on_ || stopped_here_) return no_block;
  const Way way = way_of(*branched_on_);
  return way == Way::both ? no_block : way == Way::taken ? blocks[to].taken : blocks[to].next;
}

bool Analyser::may_lead(std::uint32_t from, std::uint32_t to) {
  if (before(from) == nullptr) return false;
  state_ = states_[from];
  run(from, false);
  const Block& block = analysis_.function->blocks[from];
  const Way way = branched_on_ ? way_of(*branched_on_) : Way::both;
  if (way == Way::both) return true;
  return (way == Way::taken ? block.taken : block.next) == to;
}

Outcome Analyser::follow(std::uint32_t from, std::uint32_t to, const std::vector<bool>& avoid) {
  constexpr unsigned steps_max = 96;      // blocks that are run
  constexpr std::size_t cases_max = 8;    // of one jump through a table
  constexpr std::uint8_t passes_max = 4;  // of one block
  const Function& function = *analysis_.function;
  Outcome outcome;
  if (from >= function.blocks.size() || to >= function.blocks.size() || before(from) == nullptr)
    return outcome;
  state_ = states_[from];
  run(from, false);
  auto& open = open_;
  open.clear();
  open.emplace_back(to, has_other_ && function.blocks[from].next == to ? other_ : state_);
  std::vector<std::uint8_t> passes(function.blocks.size());
  for (unsigned steps = 0; !open.empty(); steps++) {
    const std::uint32_t number = open.back().first;
    state_ = std::move(open.back().second);
    open.pop_back();
    if (number < avoid.size() && avoid[number]) {
      outcome.met = true;
      continue;
    }
    if (steps >= steps_max) {
      outcome.complete = false;
      break;
    }
    if (passes[number] >= passes_max) {
      outcome.complete = false;
      continue;
    }
    passes[number]++;
    run(number, false);
    const Block& block = function.blocks[number];
    if (stopped_here_) {
      outcome.stops = true;
      continue;
    }
    const Instruction* leaving = function.leaving(block);
    const bool gives_back =
        leaving != nullptr && (leaving->flow == Flow::give_back ||
                               (leaving->flow == Flow::jump && block.taken == no_block &&
                                only_restores(program_, machine_->decoder, leaving->target)));
    if (gives_back) {
      const Value& value = state_[machine_->decoder.result];
      if (value.is(Value::Kind::number))
        outcome.returns.push_back(value.number);
      else
        outcome.returns_other = true;
    }
    const Way way = branched_on_ ? way_of(*branched_on_) : Way::both;
    const bool may_go_on = block.next != no_block && way != Way::taken;
    const bool may_take = block.taken != no_block && way != Way::next;
    if (!gives_back && block.next == no_block && block.taken == no_block && led_here_.empty())
      outcome.stops = true;
    // A switch of many cases is more ways than are followed; each would need a state of its own.
    if (led_here_.size() > cases_max) outcome.complete = false;
    for (const std::uint64_t place : led_here_)
      if (const std::uint32_t led = function.block_at(place);
          led != no_block && led_here_.size() <= cases_max)
        open.emplace_back(led, state_);
    if (may_go_on) open.emplace_back(block.next, has_other_ ? other_ : state_);
    if (may_take) open.emplace_back(block.taken, state_);
  }
  std::ranges::sort(outcome.returns);
  const auto same = std::ranges::unique(outcome.returns);
  outcome.returns.erase(same.begin(), same.end());
  return outcome;
}

}  // namespace assay::code
