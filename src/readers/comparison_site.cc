#include "readers/comparison_site.h"

#include <algorithm>
#include <set>

#include "code/inlined.h"

namespace assay::readers {
namespace {

using code::Value;

constexpr std::size_t constant_max = 256;
constexpr std::size_t blocks_max = 1U << 14U;  // of a function that is looked at
constexpr Comparator unnamed = {""};

// Whether the characters are those of a text; for variables, whose first value says little else.
bool is_text(std::span<const std::uint8_t> bytes) {
  return std::ranges::all_of(bytes, [](std::uint8_t c) { return c >= ' ' && c <= '~'; });
}

std::uint64_t size_limit(const code::Call& call, const Comparator& comparator) {
  if (comparator.size < 0) return constant_max;
  const Value& size = call.arguments[static_cast<std::size_t>(comparator.size)];
  if (!size.is(Value::Kind::number)) return comparator.bytes ? 0 : constant_max;
  return std::min<std::uint64_t>(size.number, constant_max);
}

}  // namespace

// A loop over what two arguments point to, which calls nothing and changes nothing but its frame.
bool ComparisonSites::behaves_as_comparator(std::uint64_t address) {
  const auto [found, is_new] = behaves_.try_emplace(address, false);
  if (!is_new) return found->second;
  const code::SurveyedFunction* at = survey_.function_at(address);
  if (at == nullptr || at->start.address != address || at->call_count != 0 ||
      at->instructions > 400)
    return false;
  const code::Analysis& analysis = survey_.analyse(*at);
  const code::Function& function = *analysis.function;
  if (!analysis.graph->has_loops() || function.blocks.size() > 120) return false;
  std::set<std::uint32_t> behind;  // arguments whose memory is read
  for (std::uint32_t block = 0; block < function.blocks.size(); block++) {
    const code::Block& range = function.blocks[block];
    for (std::uint32_t i = range.first; i < range.first + range.count; i++) {
      const code::Instruction& in = function.instructions[i];
      if (in.flow == code::Flow::system) return false;
      const bool reads = in.op == code::Op::load || in.op == code::Op::use_memory ||
                         in.op == code::Op::change_memory;
      const bool writes =
          in.op == code::Op::store || (in.op == code::Op::change_memory &&
                                       in.inner != code::Op::compare && in.inner != code::Op::test);
      if (!reads && !writes) continue;
      const Value place = survey_.analyser().address_at(block, i);
      if (writes && !place.is(Value::Kind::stack)) return false;
      if (reads && !place.is(Value::Kind::stack) && !place.is(Value::Kind::number))
        behind.insert(place.is(Value::Kind::entry) ? place.id : 1000U + in.a);
    }
  }
  if (behind.size() < 2) return false;
  return behaves_[address] = true;
}

// Whether a call gets two pointers, one to the frame or what the caller passed: what the other
// points to may be made by code, or an entry of a table.
bool ComparisonSites::compares_buffers(const code::Call& call) const {
  const auto given = [](const Value& value) {
    return value.is(Value::Kind::stack) || value.is(Value::Kind::entry) ||
           value.is(Value::Kind::stack_content);
  };
  const auto points = [](const Value& value) {
    return !value.is(Value::Kind::number) || value.number >= 4096;
  };
  const Value& first = call.arguments[0];
  const Value& second = call.arguments[1];
  return !(first == second) && points(first) && points(second) && (given(first) || given(second));
}

const Comparator* ComparisonSites::comparator_of(const code::Call& call) {
  if (!call.callee.name.empty()) return comparator(call.callee.name);
  if (call.callee.address == 0) return nullptr;
  ComparisonSite site;
  const bool constant = operands(call, unnamed, site) && !site.constant.empty();
  if (!constant && !compares_buffers(call)) return nullptr;
  return behaves_as_comparator(call.callee.address) ? &unnamed : nullptr;
}

// By its name, or by what was found out of it so far.
const Comparator* ComparisonSites::known_comparator(const code::Call& call) const {
  if (!call.callee.name.empty()) return comparator(call.callee.name);
  const auto known = behaves_.find(call.callee.address);
  return known != behaves_.end() && known->second ? &unnamed : nullptr;
}

bool ComparisonSites::only_inlined(const code::SurveyedFunction& function) const {
  return std::ranges::none_of(survey_.calls_of(function), [&](const code::Call& call) {
    return known_comparator(call) != nullptr;
  });
}

bool ComparisonSites::may_have(const code::SurveyedFunction& function) {
  if (function.may_compare_inline) return true;
  return std::ranges::any_of(survey_.calls_of(function), [&](const code::Call& call) {
    return comparator_of(call) != nullptr;
  });
}

bool ComparisonSites::constant_of(const Value& value, const code::Call& call,
                                  const Comparator& comparator, ComparisonSite& site) const {
  const code::Program& program = survey_.program();
  const std::uint64_t limit = size_limit(call, comparator);
  if (!value.is(Value::Kind::number) || limit == 0) return false;
  const bool constant = program.constant(value.number);
  Bytes bytes = program.at(value.number);
  bytes = bytes.first(std::min<std::size_t>(bytes.size(), limit));
  if (!comparator.bytes) {
    const auto end = std::ranges::find(bytes, std::uint8_t{0});
    if (end == bytes.end() && bytes.size() < limit) return false;
    if (end == bytes.end() && comparator.size < 0) return false;
    bytes = bytes.first(static_cast<std::size_t>(end - bytes.begin()));
  }
  if (bytes.empty()) return false;
  // What a variable holds at first is worth a word only where it is a text.
  if (!constant && (!is_text(bytes) || bytes.size() < 3)) return false;
  if (comparator.name.empty() && !is_text(bytes)) return false;
  site.constant.assign(bytes.begin(), bytes.end());
  site.constant_address = value.number;
  site.construction = constant ? "text" : "variable";
  return true;
}

bool ComparisonSites::operands(const code::Call& call, const Comparator& comparator,
                               ComparisonSite& site) const {
  const Value& first = call.arguments[static_cast<std::size_t>(comparator.first)];
  const Value& second = call.arguments[static_cast<std::size_t>(comparator.second)];
  ComparisonSite one;
  ComparisonSite two;
  const bool first_constant = constant_of(first, call, comparator, one);
  const bool second_constant = constant_of(second, call, comparator, two);
  // Of a text and a variable, the text is what cannot change.
  const bool prefers_second =
      second_constant && (!first_constant || one.construction == "variable");
  if (first_constant && second_constant && one.construction == two.construction) return false;
  if (!first_constant && !second_constant) return false;
  const ComparisonSite& chosen = prefers_second ? two : one;
  site.constant = chosen.constant;
  site.constant_address = chosen.constant_address;
  site.construction = chosen.construction;
  site.input = prefers_second ? first : second;
  if (comparator.name.empty() && site.input.is(Value::Kind::number)) return false;
  return true;
}

// The branch that asks for the result.
void ComparisonSites::find_branch(const code::Analysis& analysis, const code::Call& call,
                                  const Comparator& comparator, ComparisonSite& site) const {
  if (in_place_ && in_place_->equal != code::no_block) {
    site.block = in_place_->meeting;
    site.equal = in_place_->equal;
    site.other = in_place_->other;
    return;
  }
  for (const code::Comparison& branch : analysis.comparisons) {
    const auto gives = [&](const Value& value) {
      return value.is(Value::Kind::result) && value.id == call.instruction && value.number == 0;
    };
    const auto is_zero = [](const Value& value) {
      return value.is(Value::Kind::number) && value.number == 0;
    };
    if (!(gives(branch.left) && is_zero(branch.right)) &&
        !(gives(branch.right) && is_zero(branch.left)))
      continue;
    const bool on_zero = branch.condition == code::Condition::equal;
    if (!on_zero && branch.condition != code::Condition::not_equal) continue;
    const code::Block& block = analysis.function->blocks[branch.block];
    const bool taken = on_zero == comparator.zero_is_equal;
    site.block = branch.block;
    site.equal = taken ? block.taken : block.next;
    site.other = taken ? block.next : block.taken;
    return;
  }
  site.block = call.block;
  site.returned = call.tail || std::ranges::any_of(analysis.results, [&](const Value& value) {
                    return value.is(Value::Kind::unknown) ||
                           (value.is(Value::Kind::result) && value.id == call.instruction);
                  });
}

// Bytes that were put on the stack one word after the other.
bool ComparisonSites::put_on_stack(const code::Call& call, const Comparator& comparator,
                                   ComparisonSite& site) const {
  const std::uint64_t limit = size_limit(call, comparator);
  const code::State* state = survey_.analyser().state_at(call.block, call.instruction);
  if (state == nullptr) return false;
  for (const bool second : {true, false}) {
    const Value& value =
        call.arguments[static_cast<std::size_t>(second ? comparator.second : comparator.first)];
    if (!value.is(Value::Kind::stack)) continue;
    auto bytes = state->stack_bytes(static_cast<std::int64_t>(value.number), limit);
    const auto end = std::ranges::find(bytes, std::uint8_t{0});
    if (!comparator.bytes && end == bytes.end() && bytes.size() < limit) continue;
    if (!comparator.bytes) bytes.erase(end, bytes.end());
    if (bytes.size() < 2 || (comparator.bytes && bytes.size() < limit)) continue;
    site.constant = std::move(bytes);
    site.construction = "stack";
    site.input =
        call.arguments[static_cast<std::size_t>(second ? comparator.first : comparator.second)];
    return true;
  }
  return false;
}

// One site for each entry of a table that a loop compares something with.
void ComparisonSites::add_table(const code::Analysis& analysis, const code::Dominators& dominators,
                                const code::Call& call, const Comparator& comparator,
                                std::vector<ComparisonSite>& sites) {
  auto entries = compared_table(runs_, analysis, dominators, call, comparator,
                                static_cast<std::size_t>(size_limit(call, comparator)));
  ComparisonSite site;
  site.address = call.address;
  site.comparator = call.callee.name;
  site.how = comparator.name.empty() ? "behaviour" : "name";
  site.construction = "table";
  find_branch(analysis, call, comparator, site);
  for (TableConstant& entry : entries) {
    site.entry++;
    site.constant = std::move(entry.bytes);
    site.constant_address = entry.address;
    site.slot = entry.slot;
    site.handler = entry.handler;
    site.input = call.arguments[static_cast<std::size_t>(entry.second ? comparator.first
                                                                      : comparator.second)];
    sites.push_back(site);
  }
}

// Bytes that the code before the call makes.
bool ComparisonSites::computed(const code::Analysis& analysis, const code::Dominators& dominators,
                               const code::Call& call, const Comparator& comparator,
                               ComparisonSite& site) {
  auto made = computed_.of(analysis, dominators, call, comparator,
                           static_cast<std::size_t>(size_limit(call, comparator)));
  if (!made) return false;
  site.constant = std::move(made->bytes);
  site.constant_address = made->data;
  site.construction = "decoded";
  site.computed_from = made->from;
  site.computed_steps = made->steps;
  site.input =
      call.arguments[static_cast<std::size_t>(made->second ? comparator.first : comparator.second)];
  return true;
}

void ComparisonSites::add_called(const code::Analysis& analysis, const code::Dominators& dominators,
                                 std::vector<ComparisonSite>& sites) {
  for (const code::Call& call : analysis.calls) {
    const Comparator* found = known_comparator(call);
    if (found == nullptr || add_put_in_place(analysis, dominators, call, *found, sites)) continue;
    add_site(analysis, dominators, call, *found, sites);
  }
}

void ComparisonSites::add_site(const code::Analysis& analysis, const code::Dominators& dominators,
                               const code::Call& call, const Comparator& comparator,
                               std::vector<ComparisonSite>& sites) {
  ComparisonSite site;
  const bool given = operands(call, comparator, site);
  if ((!given || site.construction == "variable") &&
      !computed(analysis, dominators, call, comparator, site) && !given &&
      !put_on_stack(call, comparator, site)) {
    add_table(analysis, dominators, call, comparator, sites);
    return;
  }
  site.address = call.address;
  site.comparator = call.callee.name;
  site.how = comparator.name.empty() ? "behaviour" : "name";
  find_branch(analysis, call, comparator, site);
  sites.push_back(std::move(site));
}

// Of a call that compares the rest of two texts: that of the whole texts, as if it were called
// where the first bytes are read.
bool ComparisonSites::add_put_in_place(const code::Analysis& analysis,
                                       const code::Dominators& dominators, const code::Call& call,
                                       const Comparator& comparator,
                                       std::vector<ComparisonSite>& sites) {
  if (comparator.bytes || comparator.size >= 0 || !comparator.zero_is_equal ||
      !code::may_go_on(analysis, call))
    return false;
  in_place_ = code::compared_text(survey_.program(), survey_.analyser(), analysis, call);
  if (!in_place_) return false;
  const code::Function& function = *analysis.function;
  const code::Place& place = in_place_->place;
  code::Call whole = call;
  whole.address = function.addresses[place.index];
  whole.block = place.block;
  whole.instruction = place.index;
  whole.arguments = {};
  if (const code::State* state = survey_.analyser().state_at(place.block, place.index)) {
    whole.arguments[0] = (*state)[in_place_->left];
    whole.arguments[1] = (*state)[in_place_->right];
  }
  runs_.interpreter().put_in_place(
      code::Interpreter::InPlace{whole.address,
                                 function.addresses[function.blocks[in_place_->meeting].first],
                                 in_place_->result,
                                 {in_place_->left, in_place_->right}});
  add_site(analysis, dominators, whole, comparator, sites);
  runs_.interpreter().put_in_place(std::nullopt);
  in_place_.reset();
  return true;
}

void ComparisonSites::add_inlined(const code::Analysis& analysis,
                                  std::vector<ComparisonSite>& sites) const {
  for (code::InlinedComparison& inlined :
       code::inlined_comparisons(survey_.program(), survey_.analyser(), analysis)) {
    ComparisonSite site;
    site.address = inlined.address;
    site.how = "inline";
    site.construction = "immediates";
    site.constant = std::move(inlined.bytes);
    if (inlined.read.block != code::no_block)
      site.input = survey_.analyser().address_at(inlined.read.block, inlined.read.index);
    site.block = inlined.from;
    site.equal = inlined.to;
    site.other = inlined.other;
    sites.push_back(std::move(site));
  }
}

bool ComparisonSites::may_compare_text(const code::SurveyedFunction& function,
                                       const code::Analysis& analysis) const {
  return function.may_compare_inline
             ? function.compares_text_inline
             : code::compares_text_inline(survey_.program(), survey_.analyser(), analysis);
}

std::vector<ComparisonSite> ComparisonSites::of(const code::SurveyedFunction& function,
                                                const code::Analysis& analysis,
                                                const code::Dominators& dominators,
                                                bool others_count) {
  std::vector<ComparisonSite> sites;
  add_called(analysis, dominators, sites);
  if (analysis.function->blocks.size() <= blocks_max &&
      (!sites.empty() || others_count || may_compare_text(function, analysis))) {
    add_inlined(analysis, sites);
    std::ranges::stable_sort(sites, {}, &ComparisonSite::address);
  }
  for (ComparisonSite& site : sites)
    site.settled = settled_way(survey_.analyser(), analysis, {site.block, site.equal});
  return sites;
}

}  // namespace assay::readers
