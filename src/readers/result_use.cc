// A branch is known by the values of the analysis. Where none is, the register of the result is
// followed instruction by instruction until it is read or something else is put into it. What the
// small form of instructions does not tell (code/instruction.h) may read it: then it is unknown.
#include "readers/result_use.h"

#include <algorithm>

#include "code/abi.h"

namespace assay::readers {
namespace {

using code::Instruction;
using code::Op;
using code::Register;
using code::Value;

constexpr unsigned steps_max = 512;

enum class Step : std::uint8_t { goes_on, read, replaced, unknown };

bool reads(const Instruction& in, Register r) {
  if (in.op == Op::nop) return in.flow == code::Flow::jump_register && in.a == r;
  // What is a number whatever the register holds.
  const bool cleared =
      (in.op == Op::bit_xor || in.op == Op::subtract) && in.a == in.b && in.shift_amount == 0;
  if (!cleared && (in.a == r || (in.b != code::no_register && in.b == r))) return true;
  const bool from_dest = in.op == Op::store || in.op == Op::use_memory ||
                         in.op == Op::change_memory || in.op == Op::insert;
  if (from_dest && (in.dest == r || in.second == r)) return true;
  // Several words at once, on Arm.
  return in.op == Op::store && in.flow == code::Flow::next && r < 16 && (in.target >> r & 1U) != 0;
}

Step step_of(const Instruction& in, Register r) {
  const bool widens = in.op == Op::extend || in.op == Op::move;
  if (widens && in.a == r && in.dest == r) return Step::goes_on;
  if (reads(in, r)) return Step::read;
  const bool kills = (in.kills & code::register_bit(r)) != 0;
  if (in.op == Op::unknown && in.flow == code::Flow::next) return Step::unknown;
  if (in.flow == code::Flow::system) return Step::unknown;
  const bool writes = in.op != Op::store && in.op != Op::change_memory &&
                      !code::is_comparison(in.op) && (in.dest == r || in.second == r);
  const bool whole = !in.has(Instruction::conditional) && !in.has(Instruction::keeps_rest);
  return (kills || writes) && whole ? Step::replaced : Step::goes_on;
}

class Follower {
 public:
  Follower(const code::Analysis& analysis, const code::Call& call)
      : analysis_(analysis),
        function_(*analysis.function),
        call_(call),
        result_(function_.decoder->result),
        seen_(function_.blocks.size(), false) {}

  ResultUse run();

 private:
  void from(std::uint32_t block, std::uint32_t index);
  // Of a call; whether the result is gone behind it.
  bool at_call(std::uint32_t index);
  void found(ResultUse use) { use_ = std::max(use_, use); }

  const code::Analysis& analysis_;
  const code::Function& function_;
  const code::Call& call_;
  Register result_;
  std::vector<bool> seen_;
  std::vector<std::uint32_t> pending_;
  unsigned steps_ = 0;
  bool unsure_ = false;
  ResultUse use_ = ResultUse::unused;
};

bool Follower::at_call(std::uint32_t index) {
  const code::Call* other = code::call_at(analysis_.calls, index);
  if (other == nullptr) {
    unsure_ = true;
    return true;
  }
  // A register that is the first argument as well holds what was left there by chance, or what the
  // callee gets.
  const auto given = std::ranges::find(function_.decoder->arguments, result_);
  if (given != function_.decoder->arguments.end()) found(ResultUse::kept);
  return true;
}

void Follower::from(std::uint32_t block, std::uint32_t index) {
  const code::Block& range = function_.blocks[block];
  const std::uint32_t end = range.first + range.count;
  for (std::uint32_t i = index; i < end; i++) {
    const Instruction& in = function_.instructions[i];
    if (steps_++ >= steps_max) {
      unsure_ = true;
      return;
    }
    // What stands in a delay slot is carried out before control goes elsewhere, or not at all.
    const bool slot = in.has(Instruction::delay_slot) && i + 1 < end;
    if (slot) {
      const Step behind = step_of(function_.instructions[i + 1], result_);
      if (reads(in, result_) || behind == Step::read) return found(ResultUse::kept);
      if (behind == Step::replaced && !in.has(Instruction::annulled)) return;
      if (behind == Step::unknown) unsure_ = true;
    }
    const bool leaves = in.flow == code::Flow::call || in.flow == code::Flow::call_register ||
                        (in.flow == code::Flow::jump && range.taken == code::no_block) ||
                        in.flow == code::Flow::jump_register;
    if (in.flow == code::Flow::give_back) {
      found(ResultUse::returned);
      if (!in.has(Instruction::conditional)) return;
      continue;
    }
    if (in.flow == code::Flow::stop) return;
    if (leaves) {
      if (reads(in, result_)) return found(ResultUse::kept);
      if (in.flow == code::Flow::jump_register && range.way_count != 0) break;
      if (at_call(i)) return;
    }
    switch (step_of(in, result_)) {
      case Step::read:
        return found(ResultUse::kept);
      case Step::replaced:
        return;
      case Step::unknown:
        unsure_ = true;
        if ((in.kills & code::register_bit(result_)) != 0) return;
        break;
      case Step::goes_on:
        break;
    }
    if (slot) i++;
  }
  for (const std::uint32_t next : analysis_.graph->after(block)) {
    if (seen_[next]) continue;
    seen_[next] = true;
    pending_.push_back(next);
  }
}

ResultUse Follower::run() {
  const Instruction& made = function_.instructions[call_.instruction];
  const std::uint32_t behind = call_.instruction + (made.has(Instruction::delay_slot) ? 2U : 1U);
  if (call_.tail) return ResultUse::returned;
  from(call_.block, behind);
  while (!pending_.empty()) {
    const std::uint32_t block = pending_.back();
    pending_.pop_back();
    from(block, function_.blocks[block].first);
  }
  return use_ == ResultUse::unused && unsure_ ? ResultUse::unknown : use_;
}

// Whether the branch at the end of the block of `call` depends on what it gave back: on a register
// or flags that were made of it, by instructions that stand between the two.
bool decides_at_end(const code::Analysis& analysis, const code::Call& call) {
  const code::Function& function = *analysis.function;
  const code::Block& block = function.blocks[call.block];
  std::uint64_t made = code::register_bit(function.decoder->result);
  bool flags = false;
  const bool slot = function.instructions[call.instruction].has(Instruction::delay_slot);
  for (std::uint32_t i = call.instruction + (slot ? 2U : 1U); i < block.first + block.count; i++) {
    const Instruction& in = function.instructions[i];
    if (in.flow == code::Flow::call || in.flow == code::Flow::call_register) return false;
    const bool reads_it = ((code::register_bit(in.a) | code::register_bit(in.b)) & made) != 0;
    if (in.flow == code::Flow::branch)
      return code::is_comparison(in.op) ? reads_it : flags || reads_it;
    if (code::is_comparison(in.op) || in.has(Instruction::sets_flags)) flags = reads_it;
    if (code::is_comparison(in.op) || in.op == Op::store) continue;
    const std::uint64_t written = code::register_bit(in.dest) | code::register_bit(in.second);
    const bool by_flags = in.op == Op::set && in.a == code::no_register && flags;
    if (by_flags || (reads_it && in.op != Op::load))
      made |= written;
    else if (!in.has(Instruction::keeps_rest) && !in.has(Instruction::conditional))
      made &= ~(written | in.kills);
  }
  return block.skips != code::Condition::always && flags;
}

}  // namespace

std::string_view to_string(ResultUse use) {
  switch (use) {
    case ResultUse::unknown:
      return {};
    case ResultUse::unused:
      return "unused";
    case ResultUse::returned:
      return "returned";
    case ResultUse::kept:
      return "kept";
    case ResultUse::branched:
      return "branched";
  }
  return {};
}

std::vector<std::uint32_t> branches_on(const code::Analysis& analysis, const code::Call& call) {
  std::vector<std::uint32_t> found;
  const auto gives = [&](const Value& value) {
    return value.is(Value::Kind::result) && value.id == call.instruction;
  };
  for (const code::Comparison& branch : analysis.comparisons)
    if (gives(branch.left) || gives(branch.right)) found.push_back(branch.block);
  if (found.empty() && !call.tail && decides_at_end(analysis, call)) found.push_back(call.block);
  return found;
}

ResultUse result_use(const code::Analysis& analysis, const code::Call& call) {
  if (!branches_on(analysis, call).empty()) return ResultUse::branched;
  return Follower(analysis, call).run();
}

}  // namespace assay::readers
