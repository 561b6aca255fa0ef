#include "code/program_prints.h"

#include <algorithm>
#include <numeric>

#include "code/arm_sets.h"

namespace assay::code {

namespace {

// Beginnings of fewer are too alike.
constexpr std::uint32_t opening_instructions_min = 24;

// Whether an operation is none of those that put numbers and addresses in place, in which programs
// differ by how they were linked.
bool always_stands(Op op) {
  return op != Op::nop && op != Op::constant && op != Op::move && op != Op::load && op != Op::add &&
         op != Op::insert && op != Op::bit_or && op != Op::shift_left;
}

// Whether what the first of these instructions leaves in its register is only the upper part of
// what is then made there.
bool is_added_to(std::span<const Instruction> from) {
  const Register made = from.front().dest;
  for (const Instruction& in : from.subspan(1)) {
    if (in.dest != made) continue;
    return in.op == Op::add && in.a == made && in.b == no_register;
  }
  return false;
}

ProgramPrints::Opening opening_of(const Function& function, std::uint64_t end) {
  ProgramPrints::Opening opening;
  for (std::size_t i = 0; i < function.instructions.size(); i++) {
    const Instruction& in = function.instructions[i];
    if (function.addresses[i] >= end) continue;
    opening.operations++;
    const bool calls = in.flow == Flow::call || in.flow == Flow::call_register;
    if (!calls && in.flow == Flow::next && !always_stands(in.op)) continue;
    const auto told = calls ? std::uint64_t{1}
                            : static_cast<std::uint64_t>(in.op) << 8U |
                                  static_cast<std::uint64_t>(in.flow) << 16U |
                                  static_cast<std::uint64_t>(in.condition) << 24U |
                                  std::uint64_t{in.size} << 32U;
    opening.form = mixed(opening.form ^ told) + 1;
  }
  return opening;
}

}  // namespace

ProgramPrints::ProgramPrints(const Program& program, const FunctionStarts& found)
    : program_(program),
      found_(found),
      decoder_(program),
      fingerprinter_(program),
      analyser_(program) {
  functions_.reserve(found.starts.size());
  for (std::size_t i = 0; i < found.starts.size(); i++) {
    const FunctionStart& start = found.starts[i];
    const Function& function = decoder_.decode(start);
    Printed printed{print_of(function), {}, function.end, {}};
    const std::uint64_t opening = find_ends(function, printed);
    printed.opening = opening_of(function, opening);
    functions_.push_back(std::move(printed));
  }
}

Fingerprint ProgramPrints::print_of(const Function& function) {
  if (function.blocks.empty()) return {};
  graph_.build(function);
  Analysis analysis;
  analysis.function = &function;
  analysis.graph = &graph_;
  return fingerprinter_.of(analysis);
}

// Gives the end of the first instruction, by address and behind the first few, behind which nothing
// follows.
std::uint64_t ProgramPrints::find_ends(const Function& function, Printed& printed) const {
  constexpr std::size_t ends_max = 4;
  std::vector<std::uint32_t> blocks(function.blocks.size());
  std::iota(blocks.begin(), blocks.end(), 0U);
  std::ranges::sort(blocks, {}, [&](std::uint32_t block) {
    return function.addresses[function.blocks[block].first];
  });
  std::uint64_t opening = UINT64_MAX;
  std::uint64_t left = UINT64_MAX;  // past the first instruction behind which nothing follows
  std::uint32_t seen = 0;
  std::uint64_t far = 0;  // where control leads at the farthest from what was seen
  for (const std::uint32_t number : blocks) {
    const Block& block = function.blocks[number];
    for (const std::uint32_t way : function.table_ways(block))
      far = std::max(far, function.addresses[function.blocks[way].first]);
    if (block.taken != no_block)
      far = std::max(far, function.addresses[function.blocks[block.taken].first]);
    for (std::uint32_t i = block.first; i < block.first + block.count; i++) {
      const Instruction& in = function.instructions[i];
      const bool slot = in.has(Instruction::delay_slot) && i + 1 < block.first + block.count;
      const std::uint32_t last = slot ? i + 1 : i;
      const std::uint64_t end = function.addresses[last] + function.instructions[last].length;
      const bool call = in.flow == Flow::call || in.flow == Flow::call_register;
      if (call && left < end && far < end && end < printed.end && printed.ends.size() < ends_max)
        printed.ends.push_back(end);
    }
    const bool leaves = block.next == no_block && function.leaving(block) != nullptr;
    const std::uint32_t last = block.first + block.count - 1;
    seen += block.count;
    if (!leaves || block.count == 0) continue;
    const std::uint64_t end = function.addresses[last] + function.instructions[last].length;
    left = std::min(left, end);
    if (seen >= opening_instructions_min) opening = std::min(opening, end);
  }
  return opening;
}

ProgramPrints::Printed ProgramPrints::cut(std::size_t place, std::uint64_t limit) {
  FunctionStart start = found_.starts[place];
  start.limit = std::min(start.limit, limit);
  const Function& function = decoder_.decode(start);
  return {print_of(function), {}, function.end, {}};
}

std::optional<std::size_t> ProgramPrints::place_of(std::uint64_t address) const {
  const auto at = std::ranges::lower_bound(found_.starts, address, {}, &FunctionStart::address);
  if (at == found_.starts.end() || at->address != address) return std::nullopt;
  return static_cast<std::size_t>(at - found_.starts.begin());
}

ProgramPrints::Called ProgramPrints::callees_of(std::size_t place, std::uint64_t limit) {
  constexpr std::uint64_t not_here = 1;
  constexpr std::uint64_t not_known = 2;
  FunctionStart start = found_.starts[place];
  start.limit = std::min(start.limit, limit);
  const Analysis& analysis = analyser_.analyse(start);
  Called called;
  for (const Call& call : analysis.calls) {
    std::uint64_t print = call.callee.imported ? not_here : not_known;
    if (const auto at = place_of(call.callee.address); at && call.callee.address != 0) {
      print = functions_[*at].opening.form;
      called.operations += functions_[*at].opening.operations;
    }
    called.prints = mixed(called.prints ^ print) + 1;
  }
  return called;
}

std::vector<std::size_t> ProgramPrints::chosen_by(std::uint64_t address) {
  constexpr std::size_t instructions_max = 512;
  if (is_a32(program_.decoder())) address &= ~std::uint64_t{1};
  const auto place = place_of(address);
  if (!place) return {};
  const Analysis& analysis = analyser_.analyse(found_.starts[*place]);
  const Function& function = *analysis.function;
  if (function.instructions.size() > instructions_max) return {};
  std::vector<std::size_t> chosen;
  for (std::uint32_t block = 0; block < function.blocks.size(); block++) {
    const Block& at = function.blocks[block];
    for (std::uint32_t i = at.first; i < at.first + at.count; i++) {
      const Register dest = function.instructions[i].dest;
      if (dest >= register_count || is_added_to(function.instructions_of(at).subspan(i - at.first)))
        continue;
      const State* state = analyser_.state_at(block, i + 1);
      if (state == nullptr) break;
      const Value& value = (*state)[dest];
      if (!value.is(Value::Kind::number)) continue;
      const std::uint64_t to =
          is_a32(program_.decoder()) ? value.number & ~std::uint64_t{1} : value.number;
      // Its own places are how position-independent code learns where it is.
      if (!program_.is_code(to) || (to >= address && to < function.end)) continue;
      const auto other = place_of(to);
      if (!other) return {};
      chosen.push_back(*other);
    }
  }
  std::ranges::sort(chosen);
  const auto again = std::ranges::unique(chosen);
  chosen.erase(again.begin(), again.end());
  return chosen;
}

}  // namespace assay::code
