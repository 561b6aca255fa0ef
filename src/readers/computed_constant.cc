// Where a comparator gets a buffer, the code before it is carried out from places that every way to
// the call passes, with what the analysis knows there: first from near by, then from further and
// further up, until the bytes are known. What is made of what was there before is taken from the
// furthest place from which the run comes through.
#include "readers/computed_constant.h"

#include <algorithm>

namespace assay::readers {
namespace {

using code::Value;

constexpr unsigned places_max = 10;             // from which a run is begun for one call
constexpr unsigned calls_max = 3;               // behind which it is begun again
constexpr std::uint64_t steps_max = 1U << 21U;  // of all runs of one program
constexpr std::size_t blocks_max = 4096;        // of a function

bool calls_own(const code::Call& call) { return call.callee.address != 0 && !call.callee.imported; }

bool loops(const code::Function& function) {
  return std::ranges::any_of(function.blocks, [&](const code::Block& block) {
    return std::ranges::any_of(std::array{block.taken, block.next}, [&](std::uint32_t to) {
      return to != code::no_block && function.blocks[to].first <= block.first;
    });
  });
}

}  // namespace

// A buffer of the frame, of variables, or that a function of the program gave back.
bool ComputedConstants::may_be_computed(const code::Analysis& analysis, const Value& value) const {
  if (value.is(Value::Kind::result)) {
    const code::Call* from = analysis.call_of(value);
    return from != nullptr && (calls_own(*from) || from->callee.name == "malloc" ||
                               from->callee.name == "calloc" || from->callee.name == "strdup");
  }
  if (value.is(Value::Kind::number)) return !survey_.program().constant(value.number);
  return value.is(Value::Kind::stack);
}

// The way of a branch of unknown outcome that leads to the call, where every way to the call goes
// there, and none comes back to the branch but through the block from which the run began.
std::optional<bool> ComputedConstants::way_to(const code::Analysis& analysis,
                                              const code::Dominators& dominators,
                                              const code::Call& call, std::uint32_t begun,
                                              std::uint64_t branch) const {
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
  std::vector<bool> seen(function.blocks.size());
  std::vector<std::uint32_t> open{taken ? here.next : here.taken};
  while (!open.empty()) {
    const std::uint32_t now = open.back();
    open.pop_back();
    if (seen[now] || now == begun) continue;
    if (now == block) return std::nullopt;
    seen[now] = true;
    for (const std::uint32_t to : {function.blocks[now].taken, function.blocks[now].next})
      if (to != code::no_block) open.push_back(to);
  }
  return taken;
}

// Carries out the code from the start of `block`, or behind a call there that is not understood.
bool ComputedConstants::run(const code::Analysis& analysis, const code::Dominators& dominators,
                            const code::Call& call, std::uint32_t block, std::uint64_t& from) {
  const code::Function& function = *analysis.function;
  std::uint32_t index = function.blocks[block].first;
  for (unsigned again = 0; again <= calls_max; again++) {
    const code::State* state = survey_.analyser().state_at(block, index);
    if (state == nullptr || index >= function.addresses.size()) return false;
    from = function.addresses[index];
    const std::uint32_t begun = block;
    const bool came = interpreter_.run(
        *function.decoder, *state, from, call.address,
        [&](std::uint64_t branch) { return way_to(analysis, dominators, call, begun, branch); });
    steps_ += interpreter_.steps() + 16;
    if (came) return true;
    const auto at = std::ranges::find(analysis.calls, interpreter_.last(), &code::Call::address);
    if (at == analysis.calls.end() || !dominators.dominates(at->block, call.block)) return false;
    if (at->block == block && at->instruction < index) return false;
    block = at->block;
    const bool slot = function.instructions[at->instruction].has(code::Instruction::delay_slot);
    index = at->instruction + (slot ? 2 : 1);
    const code::Block& range = function.blocks[block];
    if (index >= range.first + range.count) return false;
    if (block == call.block && index > call.instruction) return false;
  }
  return false;
}

// The bytes behind `value` where the run put most of them there.
std::vector<std::uint8_t> ComputedConstants::made(const Value& value, const Comparator& comparator,
                                                  std::size_t size_max) const {
  if (!value.is(Value::Kind::number)) return {};
  auto bytes = interpreter_.bytes(value.number, size_max);
  const auto end = std::ranges::find(bytes, std::uint8_t{0});
  if (!comparator.bytes) {
    if (end == bytes.end() && bytes.size() < size_max) return {};
    bytes.erase(end, bytes.end());
  } else if (bytes.size() < size_max) {
    return {};
  }
  const bool told =
      bytes.size() >= 2 && interpreter_.made(value.number, bytes.size()) * 2 > bytes.size();
  const bool zeros = std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
  return told && !zeros ? bytes : std::vector<std::uint8_t>{};
}

std::optional<ComputedConstant> ComputedConstants::of(const code::Analysis& analysis,
                                                      const code::Dominators& dominators,
                                                      const code::Call& call,
                                                      const Comparator& comparator,
                                                      std::size_t size_max) {
  const code::Function& function = *analysis.function;
  const auto first = static_cast<std::size_t>(comparator.first);
  const auto second = static_cast<std::size_t>(comparator.second);
  const bool may = may_be_computed(analysis, call.arguments[first]) ||
                   may_be_computed(analysis, call.arguments[second]);
  if (!may || size_max < 2 || function.blocks.size() > blocks_max || steps_ > steps_max)
    return std::nullopt;
  if (std::ranges::none_of(analysis.calls, calls_own) && !loops(function)) return std::nullopt;
  std::optional<ComputedConstant> found;
  std::uint32_t block = call.block;
  for (unsigned place = 0; place < places_max && block != code::no_block; place++) {
    ComputedConstant here;
    const bool came = run(analysis, dominators, call, block, here.from);
    block = dominators.immediate(block);
    if (!came) continue;
    auto one = made(interpreter_.argument(first), comparator, size_max);
    auto two = made(interpreter_.argument(second), comparator, size_max);
    if (one.empty() == two.empty()) continue;
    here.second = one.empty();
    here.bytes = here.second ? std::move(two) : std::move(one);
    here.data = interpreter_.data_read();
    here.steps = interpreter_.steps();
    found = std::move(here);
  }
  return found;
}

}  // namespace assay::readers
