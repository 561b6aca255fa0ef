#include "readers/run_before.h"

#include <algorithm>

namespace assay::readers {
namespace {

constexpr unsigned calls_max = 3;               // behind which a run is begun again
constexpr std::uint64_t steps_max = 1U << 21U;  // of all runs of one program

// The way of a branch of unknown outcome that leads to the call, where every way to the call goes
// there, and none comes back to the branch but through the block from which the run began.
std::optional<bool> way_to(const code::Analysis& analysis, const code::Dominators& dominators,
                           const code::Call& call, std::uint32_t begun, std::uint64_t branch) {
  const code::Function& function = *analysis.function;
  const auto at = std::ranges::upper_bound(
      function.blocks, branch, {},
      [&](const code::Block& block) { return function.addresses[block.first]; });
  if (at == function.blocks.begin()) return std::nullopt;
  const auto block = static_cast<std::uint32_t>(at - function.blocks.begin() - 1);
  const code::Block& here = function.blocks[block];
  const code::Instruction* leaving = function.leaving(here);
  if (leaving == nullptr || here.taken == code::no_block || here.next == code::no_block ||
      function.addresses[static_cast<std::size_t>(leaving - function.instructions.data())] !=
          branch)
    return std::nullopt;
  const bool taken = dominators.dominates(here.taken, call.block);
  if (taken == dominators.dominates(here.next, call.block)) return std::nullopt;
  const code::BlockGraph& graph = *analysis.graph;
  const std::uint32_t other = taken ? here.next : here.taken;
  const bool may_come_back = graph.place(other) <= graph.piece_end(graph.place(block));
  if (may_come_back && graph.reached_from(other, begun)[block]) return std::nullopt;
  return taken;
}

}  // namespace

bool RunBefore::spent() const { return steps_ > steps_max; }

// Whether the code from a place on comes to the call, at which the interpreter then stands; else
// `last` is the instruction at which it ended.
bool RunBefore::comes(const code::Analysis& analysis, const code::Dominators& dominators,
                      const code::Call& call, std::uint32_t block, std::uint32_t index,
                      std::uint64_t& last) {
  const code::Function& function = *analysis.function;
  const std::uint64_t address = function.addresses[index];
  if (failed_before_ != call.address) failed_.clear();
  failed_before_ = call.address;
  if (const auto known = failed_.find(address); known != failed_.end()) {
    last = known->second.last;
    steps_ += known->second.steps + 16;
    return false;
  }
  const code::State* state = survey_.analyser().state_at(block, index);
  // The interpreter may be gone on with when this has returned.
  const auto choose = [&analysis, &dominators, &call, block](std::uint64_t branch) {
    return way_to(analysis, dominators, call, block, branch);
  };
  const bool came = state != nullptr &&
                    interpreter_.run(*function.decoder, *state, address, call.address, choose);
  steps_ += interpreter_.steps() + 16;
  last = interpreter_.last();
  if (!came) failed_.emplace(address, Failed{last, interpreter_.steps()});
  return came;
}

std::optional<std::uint64_t> RunBefore::run(const code::Analysis& analysis,
                                            const code::Dominators& dominators,
                                            const code::Call& call, std::uint32_t block) {
  const code::Function& function = *analysis.function;
  std::uint32_t index = function.blocks[block].first;
  for (unsigned again = 0; again <= calls_max; again++) {
    if (index >= function.addresses.size() || survey_.analyser().before(block) == nullptr)
      return std::nullopt;
    const std::uint64_t from = function.addresses[index];
    std::uint64_t last = 0;
    if (comes(analysis, dominators, call, block, index, last)) return from;
    const auto at = std::ranges::find(analysis.calls, last, &code::Call::address);
    if (at == analysis.calls.end() || !dominators.dominates(at->block, call.block))
      return std::nullopt;
    if (at->block == block && at->instruction < index) return std::nullopt;
    block = at->block;
    const bool slot = function.instructions[at->instruction].has(code::Instruction::delay_slot);
    index = at->instruction + (slot ? 2 : 1);
    const code::Block& range = function.blocks[block];
    if (index >= range.first + range.count) return std::nullopt;
    if (block == call.block && index > call.instruction) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace assay::readers
