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
    const State* at = before(from);
    if (at == nullptr) continue;
    state_ = *at;
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
  state_ = *before(from);
  run(from, false);
  if (has_other_ && blocks[from].next == to) state_ = other_;
  run(to, false);
  if (!branched_on_ || stopped_here_) return no_block;
  const Way way = way_of(*branched_on_);
  return way == Way::both ? no_block : way == Way::taken ? blocks[to].taken : blocks[to].next;
}

bool Analyser::may_lead(std::uint32_t from, std::uint32_t to) {
  const State* at = before(from);
  if (at == nullptr) return false;
  state_ = *at;
  run(from, false);
  const Block& block = analysis_.function->blocks[from];
  const Way way = branched_on_ ? way_of(*branched_on_) : Way::both;
  if (way == Way::both) return true;
  return (way == Way::taken ? block.taken : block.next) == to;
}

void Analyser::begin_ways() {
  constexpr std::uint32_t passed_max = 1024;
  if (ways_begun_ && passed_count_ < passed_max) return;
  passed_count_ = 0;
  passed_last_.assign(analysis_.function->blocks.size(), none_passed);
  ways_begun_ = true;
}

// The place in passed_ of a block that control comes to with what `state` knows.
std::uint32_t Analyser::passed(std::uint32_t block, const State& state) {
  constexpr unsigned tries_max = 8;
  std::uint32_t place = passed_last_[block];
  for (unsigned i = 0; i < tries_max && place != none_passed; i++) {
    if (passed_[place].before.same_as(state)) return place;
    place = passed_[place].earlier;
  }
  if (passed_count_ == passed_.size()) passed_.emplace_back();
  Passed& found = passed_[passed_count_];
  found.block = block;
  found.earlier = passed_last_[block];
  found.before = state;
  found.carried = false;
  return passed_last_[block] = passed_count_++;
}

// Carries control through a block, and finds what follows it.
void Analyser::pass(std::uint32_t place) {
  constexpr std::size_t cases_max = 8;  // of one jump through a table
  Passed& passes = passed_[place];
  if (passes.carried) {
    if (passes.bounded.block != no_block) bounds_[passes.bounded.block] = passes.bounded.below;
    return;
  }
  const Function& function = *analysis_.function;
  const Block& block = function.blocks[passes.block];
  state_ = passes.before;
  run(passes.block, false);
  passes.carried = !asked_bound_;  // else others may say more of it
  passes.bounded = bounded_;
  passes.stops = stopped_here_;
  passes.gives_back = passes.too_many = false;
  passes.next.clear();
  if (stopped_here_) return;
  const Instruction* leaving = function.leaving(block);
  passes.gives_back =
      leaving != nullptr && (leaving->flow == Flow::give_back ||
                             (leaving->flow == Flow::jump && block.taken == no_block &&
                              only_restores(program_, machine_->decoder, leaving->target)));
  passes.given = state_[machine_->decoder.result];
  passes.stops =
      !passes.gives_back && block.next == no_block && block.taken == no_block && led_here_.empty();
  // A switch of many cases is more ways than are followed; each would need a state of its own.
  passes.too_many = led_here_.size() > cases_max;
  if (!passes.too_many)
    for (const std::uint64_t led_to : led_here_)
      if (const std::uint32_t led = function.block_at(led_to); led != no_block)
        passes.next.push_back(passed(led, state_));
  const Way way = branched_on_ ? way_of(*branched_on_) : Way::both;
  if (block.next != no_block && way != Way::taken)
    passes.next.push_back(passed(block.next, has_other_ ? other_ : state_));
  if (block.taken != no_block && way != Way::next)
    passes.next.push_back(passed(block.taken, state_));
}

Outcome Analyser::follow(std::uint32_t from, std::uint32_t to, const std::vector<bool>& avoid) {
  constexpr unsigned steps_max = 96;      // blocks that are passed
  constexpr std::uint8_t passes_max = 4;  // of one block
  const Function& function = *analysis_.function;
  Outcome outcome;
  if (from >= function.blocks.size() || to >= function.blocks.size() || before(from) == nullptr)
    return outcome;
  begin_ways();
  state_ = *before(from);
  run(from, false);
  open_.assign(1, passed(to, has_other_ && function.blocks[from].next == to ? other_ : state_));
  std::vector<std::uint8_t> passes(function.blocks.size());
  for (unsigned steps = 0; !open_.empty(); steps++) {
    const std::uint32_t place = open_.back();
    const std::uint32_t number = passed_[place].block;
    open_.pop_back();
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
    pass(place);
    const Passed& at = passed_[place];
    if (at.stops) outcome.stops = true;
    if (at.gives_back && at.given.is(Value::Kind::number))
      outcome.returns.push_back(at.given.number);
    else if (at.gives_back)
      outcome.returns_other = true;
    if (at.too_many) outcome.complete = false;
    open_.insert(open_.end(), at.next.begin(), at.next.end());
  }
  std::ranges::sort(outcome.returns);
  const auto same = std::ranges::unique(outcome.returns);
  outcome.returns.erase(same.begin(), same.end());
  return outcome;
}

}  // namespace assay::code
