// A check stands before the write where control comes from it to the write: on every path where it
// dominates the write, on some where it does not. A function that has a check in it is a check
// itself, and its result that of the check. Of a digest the result is that of a comparison which
// gets the digest. Where nothing in the function checks a signature, its callers are asked, and the
// weakest of them tells.
#include "readers/write_check.h"

#include <algorithm>
#include <tuple>

#include "readers/call_site.h"
#include "readers/comparator.h"
#include "readers/digest_call.h"
#include "readers/rollback.h"

namespace assay::readers {
namespace {

using code::Call;
using code::Value;
using Kind = WriteCheck::Kind;

constexpr unsigned depth_max = 2;   // functions below the one that writes
constexpr unsigned levels_max = 2;  // and above
constexpr std::size_t callers_max = 16;
constexpr std::size_t asked_max = 1024;                // calls of one program
constexpr std::uint64_t instructions_max = 1U << 22U;  // of functions, each time one is asked
constexpr std::size_t calls_max = 4096;                // of one function that are looked at
constexpr std::size_t blocks_max = 1U << 13U;

bool surer(const WriteCheck& a, const WriteCheck& b) {
  const auto rank = [](const WriteCheck& check) {
    const bool ignored = check.use == ResultUse::unused;
    return std::tuple(check.kind != Kind::none, !ignored, check.kind, check.every_path,
                      check.guards, check.use);
  };
  return rank(a) > rank(b);
}

// Whether `block` is reached on one way of a branch on the result of `call` alone.
bool guards(const code::Analysis& analysis, const Call& call, std::uint32_t block) {
  const code::BlockGraph& graph = *analysis.graph;
  return std::ranges::any_of(branches_on(analysis, call), [&](std::uint32_t branch) {
    const code::Block& at = analysis.function->blocks[branch];
    const auto reaches = [&](std::uint32_t way) {
      return way != code::no_block && way != branch && graph.reached_from(way, branch)[block];
    };
    return reaches(at.taken) != reaches(at.next);
  });
}

}  // namespace

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::none:
      return {};
    case Kind::checksum:
      return "checksum";
    case Kind::digest:
      return "digest";
    case Kind::named:
      return "named";
    case Kind::signature:
      return "signature";
  }
  return {};
}

WriteChecks::WriteChecks(const code::Survey& survey, std::span<const UpdateCommand> commands,
                         Sought sought)
    : survey_(survey), sought_(sought), inner_(survey.program()) {
  if (sought == Sought::version) return;  // no command of a shell is known to compare them
  for (const UpdateCommand& command : commands)
    if (command.step.action == "signature" || command.step.action == "digest")
      commands_.try_emplace(command.site->call->address, &command);
}

Kind WriteChecks::surest_kind() const {
  return sought_ == Sought::version ? Kind::named : Kind::signature;
}

Kind WriteChecks::kind_of(const Call& call, std::string& name) const {
  name = call.callee.name;
  if (sought_ == Sought::version)
    return compares_versions(name, call.callee.imported) ? Kind::named : Kind::none;
  if (const auto command = commands_.find(call.address); command != commands_.end()) {
    name = command->second->program;
    return command->second->step.action == "signature" ? Kind::signature : Kind::digest;
  }
  if (name.empty()) return Kind::none;
  if (check_call(name) != nullptr) return Kind::signature;
  const DigestCall* digest = digest_call(name);
  if (digest == nullptr || digest->kind == "cipher") return Kind::none;
  return digest->kind == "checksum" ? Kind::checksum : Kind::digest;
}

std::string WriteChecks::anywhere() const {
  for (const auto& [address, command] : commands_)
    if (command->step.action == "signature") return command->program;
  std::string_view named;
  for (const Call& call : survey_.calls()) {
    const std::string_view name = call.callee.name;
    if (name.empty()) continue;
    if (check_call(name) != nullptr) return std::string(name);
    if (named.empty() && named_check(name) == NamedCheck::signature) named = name;
  }
  return std::string(named);
}

// The surest check in a function that is called.
const WriteCheck& WriteChecks::inside(const code::SurveyedFunction& function, unsigned depth) {
  const std::uint64_t key = function.start.address;
  if (const auto known = inside_.find(key); known != inside_.end()) return known->second;
  WriteCheck best;
  inside_[key] = best;  // of a function that calls itself
  const auto calls = survey_.calls_of(function);
  const Call* chosen = nullptr;
  for (const Call& call : calls.first(std::min(calls.size(), calls_max))) {
    WriteCheck check = check_by(call, depth + 1);
    if (!surer(check, best)) continue;
    best = std::move(check);
    chosen = &call;
  }
  if (chosen != nullptr && chosen->address == best.address && best.kind == surest_kind()) {
    const CheckCall* known = check_call(best.call);
    const code::Analysis& analysis = inner_.analyse(function.start);
    const auto same = std::ranges::find(analysis.calls, chosen->address, &Call::address);
    if (same != analysis.calls.end() && (known == nullptr || known->tells))
      best.use = result_use(analysis, *same);
  }
  return inside_[key] = best;
}

WriteCheck WriteChecks::check_by(const Call& call, unsigned depth) {
  WriteCheck check;
  check.kind = kind_of(call, check.call);
  check.address = call.address;
  if (check.kind != Kind::none) return check;
  check.call.clear();
  const code::SurveyedFunction* callee =
      call.callee.address == 0 ? nullptr : survey_.function_at(call.callee.address);
  if (callee != nullptr && depth <= depth_max) check = inside(*callee, depth);
  if (sought_ == Sought::version) return check;
  const NamedCheck said = named_check(call.callee.name);
  const Kind kind = said == NamedCheck::none       ? Kind::none
                    : said == NamedCheck::checksum ? Kind::checksum
                                                   : Kind::named;
  if (check.kind >= kind) return check;
  check = {};
  check.kind = kind;
  check.call = call.callee.name;
  check.address = call.address;
  return check;
}

// The call whose result says whether the check held; nullptr where none is seen.
const Call* WriteChecks::verdict_of(const code::Analysis& analysis, const Call& check) const {
  if (const CheckCall* known = check_call(check.callee.name); known != nullptr)
    return known->tells ? &check : nullptr;
  const DigestCall* digest = digest_call(check.callee.name);
  if (digest == nullptr || digest->kind == "checksum") return &check;
  const auto holds = [&](const Value& value) {
    if (digest->output >= 0) return value == argument(check, digest->output);
    return value.is(Value::Kind::result) && value.id == check.instruction;
  };
  for (const Call& call : analysis.calls) {
    const Comparator* compares = comparator(call.callee.name);
    if (compares != nullptr &&
        (holds(argument(call, compares->first)) || holds(argument(call, compares->second))))
      return &call;
  }
  return nullptr;
}

WriteCheck WriteChecks::within(const code::SurveyedFunction& function, const Call& write) {
  const auto [known, is_new] = within_.try_emplace(write.address);
  if (!is_new || within_.size() > asked_max || instructions_ > instructions_max)
    return known->second;
  instructions_ += function.instructions;
  WriteCheck& best = known->second;
  const code::Analysis& analysis = survey_.analyse(function);
  const auto site = std::ranges::find(analysis.calls, write.address, &Call::address);
  if (site == analysis.calls.end() || analysis.calls.size() > calls_max ||
      analysis.function->blocks.size() > blocks_max)
    return best;
  const code::Dominators dominators(*analysis.graph);
  for (const Call& call : analysis.calls) {
    if (call.address == site->address) continue;
    WriteCheck check = check_by(call, 0);
    if (check.kind == Kind::none) continue;
    const bool same = call.block == site->block;
    check.every_path =
        same ? call.instruction < site->instruction : dominators.dominates(call.block, site->block);
    if (!check.every_path && (same ? !analysis.graph->in_loop(call.block)
                                   : !analysis.graph->reached_from(call.block)[site->block]))
      continue;
    const bool inner = check.address != call.address;
    if (const Call* verdict = verdict_of(analysis, call); verdict != nullptr) {
      const ResultUse outer = result_use(analysis, *verdict);
      // A function may act by itself on what it found.
      if (!inner || (check.use != ResultUse::unused && outer != ResultUse::unused))
        check.use = outer;
      check.guards = check.use == ResultUse::branched && guards(analysis, *verdict, site->block);
    }
    check.function = function.start.address;
    if (surer(check, best)) best = std::move(check);
  }
  return best;
}

WriteCheck WriteChecks::in_callers(const code::SurveyedFunction& function, unsigned level) {
  WriteCheck weakest;
  WriteCheck surest;
  std::size_t count = 0;
  for (const std::uint32_t place : survey_.callers_of(function.start.address)) {
    if (count == callers_max) break;
    const code::SurveyedFunction& caller = survey_.caller(place);
    if (&caller == &function) continue;
    WriteCheck check = before(caller, survey_.calls()[place], level + 1);
    if (count == 0 || surer(weakest, check)) weakest = check;
    if (count == 0 || surer(check, surest)) surest = std::move(check);
    count++;
  }
  if (weakest.kind != Kind::none) return weakest;
  surest.every_path = false;
  return surest;
}

WriteCheck WriteChecks::before(const code::SurveyedFunction& function, const Call& call,
                               unsigned level) {
  WriteCheck own = within(function, call);
  const bool sure = own.kind == surest_kind() && own.every_path && own.guards;
  if (sure || level >= levels_max) return own;
  WriteCheck above = in_callers(function, level);
  return surer(above, own) ? above : own;
}

}  // namespace assay::readers
