#include "code/survey.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "code/inlined.h"

namespace assay::code {

namespace {

// Asks for what is needed soon, and does not wait for it.
inline void fetch(const Call& call) {
  constexpr std::size_t line = 64;
  for (std::size_t at = 0; at < sizeof(Call); at += line)
    __builtin_prefetch(reinterpret_cast<const char*>(&call) + at);
}

// Whether a function is the linker's: nothing but a jump through a slot. What calls it is told to
// call what the slot stands for, so its own jump is no call that someone wrote. A function of MIPS
// that ends in another's does so through $gp.
bool is_stub(const Program& program, const Analysis& analysis, const Abi& abi) {
  constexpr std::size_t instructions_max = 8;
  const Function& function = *analysis.function;
  if (analysis.calls.empty() || function.instructions.size() > instructions_max) return false;
  const Symbol* symbol = program.function_at(function.address);
  const bool named = symbol != nullptr && !is_stub_name(symbol->name);
  if (!std::ranges::all_of(analysis.calls, [&](const Call& call) {
        return call.tail && call.indirect &&
               (call.callee.imported || (call.callee.known() && !named));
      }))
    return false;
  const bool mips = abi.start != no_register && abi.table != abi.stub;
  return !mips || std::ranges::none_of(function.instructions, [&](const Instruction& in) {
    return in.a == abi.table || in.dest == abi.table;
  });
}

}  // namespace

Survey::Survey(const Program& program, std::optional<FunctionStarts> found, AskedAgain asked_again)
    : program_(program), asked_again_(asked_again), analyser_(program), fingerprinter_(program) {
  for (const CodeRange& range : program.code()) coverage_.code_bytes += range.bytes.size();
  // More than most programs have. What is not filled takes no memory; to grow takes thrice as much.
  calls_.reserve(std::min<std::uint64_t>(survey_calls_max, coverage_.code_bytes / 16));
  if (found)
    found_ = std::move(*found);
  else
    found_ = find_functions(program, analyser_,
                            [&](const FunctionStart& start, const Analysis& analysis) {
                              if (!full()) add(start, analysis);
                            });
  coverage_.decoded_bytes = found_.decoded_bytes;
  coverage_.complete = found_.all;
  put_functions_in_order();
  put_calls_in_order();
  index_calls();
}

// What was analysed last.
void Survey::add(const FunctionStart& start, const Analysis& analysis) {
  const Function& function = *analysis.function;
  const Architecture architecture = start.decoder->architecture;
  SurveyedFunction& own = functions_.emplace_back();
  kept_.emplace_back();
  own.start = start;
  own.end = function.end;
  own.stub = is_stub(program_, analysis, abi_of(architecture));
  if (own.stub) return;
  const Symbol* symbol = program_.function_at(start.address);
  // PowerPC64: calls within a file enter behind the two instructions that set r2.
  if (symbol == nullptr &&
      (architecture == Architecture::powerpc64le || architecture == Architecture::powerpc64))
    symbol = program_.function_at(start.address - 8);
  if (symbol != nullptr && !symbol->by_print) own.name = symbol->name;
  own.calls = static_cast<std::uint32_t>(calls_.size());
  own.call_count = static_cast<std::uint32_t>(analysis.calls.size());
  calls_.insert(calls_.end(), analysis.calls.begin(), analysis.calls.end());
  own.instructions = static_cast<std::uint32_t>(function.instructions.size());
  instructions_ += own.instructions;
  own.lost_jumps = analysis.lost_jumps;
  own.settled = analysis.settled;
  own.may_compare_inline = may_compare_inline(analysis);
  own.compares_text_inline =
      own.may_compare_inline && compares_text_inline(program_, analyser_, analysis);
  own.fingerprint = fingerprinter_.of(analysis);
  kept_.back() = keep(analysis);
}

// What was analysed last, of functions_.back().
std::unique_ptr<KeptAnalysis> Survey::keep(const Analysis& analysis) {
  if (asked_again_ == nullptr || kept_bytes_ >= survey_kept_max) return nullptr;
  if (!functions_.back().compares_text_inline && !asked_again_(analysis)) return nullptr;
  auto kept = std::make_unique<KeptAnalysis>(analyser_.keep());
  kept_bytes_ += kept->bytes();
  return kept;
}

// Of all that were added, those that stand. What was analysed as it was found is not analysed
// again, where it ends where it seemed to.
void Survey::put_functions_in_order() {
  std::vector<std::uint32_t> added(functions_.size());  // by address, the last of each at its end
  std::iota(added.begin(), added.end(), 0U);
  const auto address = [&](std::uint32_t place) { return functions_[place].start.address; };
  std::ranges::stable_sort(added, {}, address);
  std::vector<std::uint32_t> standing;
  standing.reserve(found_.starts.size());
  for (const FunctionStart& start : found_.starts) {
    const auto after = std::ranges::upper_bound(added, start.address, {}, address);
    const bool known = after != added.begin() && address(*std::prev(after)) == start.address &&
                       functions_[*std::prev(after)].end <= start.limit;
    if (known) {
      standing.push_back(*std::prev(after));
    } else if (!full()) {
      standing.push_back(static_cast<std::uint32_t>(functions_.size()));
      add(start, analyser_.analyse(start));
    } else {
      coverage_.complete = false;
      continue;
    }
    functions_[standing.back()].start = start;
  }
  std::erase_if(standing, [&](std::uint32_t place) { return functions_[place].stub; });
  std::vector<SurveyedFunction> functions;
  std::vector<std::unique_ptr<KeptAnalysis>> kept;
  functions.reserve(standing.size());
  kept.reserve(standing.size());
  for (const std::uint32_t place : standing) {
    functions.push_back(functions_[place]);
    kept.push_back(std::move(kept_[place]));
    coverage_.instructions += functions.back().instructions;
    coverage_.lost_jumps += functions.back().lost_jumps;
    if (!functions.back().settled) coverage_.tangled_functions++;
  }
  functions_ = std::move(functions);
  kept_ = std::move(kept);
  around_.reserve(functions_.size());
  std::uint32_t whole = 0;
  for (std::uint32_t place = 0; place < functions_.size(); place++) {
    if (functions_[whole].start.limit <= functions_[place].start.address) whole = place;
    around_.push_back(whole);
  }
}

// Calls stand as functions were analysed, some of which ended elsewhere after all. They are moved
// where they stand, as there are many.
void Survey::put_calls_in_order() {
  std::vector<std::uint32_t> from;  // for each place, what is to stand there
  from.reserve(calls_.size());
  std::vector<bool> wanted(calls_.size());
  for (SurveyedFunction& function : functions_) {
    for (std::uint32_t call = function.calls; call < function.calls + function.call_count; call++) {
      from.push_back(call);
      wanted[call] = true;
    }
    function.calls = static_cast<std::uint32_t>(from.size()) - function.call_count;
  }
  const std::size_t count = from.size();
  for (std::uint32_t call = 0; call < calls_.size(); call++)
    if (!wanted[call]) from.push_back(call);
  for (std::uint32_t first = 0; first < from.size(); first++) {
    if (from[first] == first) continue;
    const Call moved = calls_[first];
    std::uint32_t at = first;
    std::uint32_t ahead = from[from[from[from[first]]]];
    for (; from[at] != first; at = std::exchange(from[at], at)) {
      fetch(calls_[ahead]);
      ahead = from[ahead];
      calls_[at] = calls_[from[at]];
    }
    calls_[at] = moved;
    from[at] = at;
  }
  calls_.resize(count);
}

// By whom they call, and by the name of that: where it stands in the file, so that one that stands
// in two places is two. All in one pass, as calls are many.
void Survey::index_calls() {
  struct ByPlace {
    std::size_t operator()(std::string_view name) const {
      return std::hash<const char*>()(name.data()) ^ name.size() << 40U;
    }
    bool operator()(std::string_view a, std::string_view b) const {
      return a.data() == b.data() && a.size() == b.size();
    }
  };
  std::unordered_map<std::string_view, std::uint32_t, ByPlace, ByPlace> known;
  constexpr std::uint32_t nameless = UINT32_MAX;
  std::vector<std::uint32_t> name_of;  // of each call, a place in names_
  name_of.reserve(calls_.size());
  names_first_.assign(1, 0);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> callees;  // with the place of the call
  callees.reserve(calls_.size());
  coverage_.calls = calls_.size();
  for (const Call& call : calls_) {
    const Callee& callee = call.callee;
    if (call.indirect) {
      coverage_.indirect_calls++;
      if (callee.known()) coverage_.resolved_calls++;
    }
    if (callee.address != 0)
      callees.emplace_back(callee.address, static_cast<std::uint32_t>(name_of.size()));
    if (callee.name.empty()) {
      name_of.push_back(nameless);
      continue;
    }
    const auto [at, fresh] =
        known.try_emplace(callee.name, static_cast<std::uint32_t>(names_.size()));
    if (fresh) {
      names_.push_back(callee.name);
      names_first_.push_back(0);
    }
    names_first_[at->second + 1]++;  // calls of it, so far
    name_of.push_back(at->second);
  }
  std::ranges::sort(callees);
  by_callee_.reserve(callees.size());
  for (const auto& [address, call] : callees) by_callee_.push_back(call);
  std::partial_sum(names_first_.begin(), names_first_.end(), names_first_.begin());
  by_name_.resize(names_first_.back());
  std::vector<std::uint32_t> next(names_first_);  // place in by_name_ of each name's next call
  for (std::uint32_t call = 0; call < name_of.size(); call++)
    if (name_of[call] != nameless) by_name_[next[name_of[call]]++] = call;
}

std::span<const std::uint32_t> Survey::callers_of(std::uint64_t address) const {
  const auto found = std::ranges::equal_range(
      by_callee_, address, {}, [&](std::uint32_t call) { return calls_[call].callee.address; });
  return {found.begin(), found.end()};
}

const SurveyedFunction* Survey::function_at(std::uint64_t address) const {
  const auto after = std::ranges::upper_bound(
      functions_, address, {}, [](const SurveyedFunction& f) { return f.start.address; });
  if (after == functions_.begin()) return nullptr;
  auto at = std::prev(after);
  if (at->start.limit <= address)
    at = functions_.begin() + around_[static_cast<std::size_t>(at - functions_.begin())];
  return address < std::max(at->end, at->start.address + 1) ? &*at : nullptr;
}

const SurveyedFunction& Survey::caller(std::uint32_t call) const {
  const auto after = std::ranges::upper_bound(functions_, call, {}, &SurveyedFunction::calls);
  // Functions without calls share the place of the next one's first.
  auto at = std::prev(after);
  while (at->call_count == 0) --at;
  return *at;
}

const Analysis& Survey::analyse(const SurveyedFunction& function,
                                const AnalysisOptions& options) const {
  const auto at =
      std::ranges::lower_bound(functions_, function.start.address, {},
                               [](const SurveyedFunction& each) { return each.start.address; });
  const auto place = static_cast<std::size_t>(at - functions_.begin());
  const bool known = at != functions_.end() && at->start.address == function.start.address &&
                     at->start.decoder == function.start.decoder;
  if (known && kept_[place] != nullptr && options == AnalysisOptions{})
    return analyser_.recall(at->start, *kept_[place], calls_of(*at));
  return analyser_.analyse(function.start, options);
}

}  // namespace assay::code
