#include "readers/opened.h"

#include <algorithm>
#include <array>
#include <optional>

#include "readers/call_site.h"
#include "readers/capability.h"

namespace assay::readers {
namespace {

using code::Value;

constexpr std::string_view gates[] = {"shell", "execute",   "module",   "flash", "reboot",
                                      "mount", "load_code", "firewall", "trace"};
constexpr std::size_t walked_max = 4096;  // blocks

// The family of a call that matters behind a comparison. Changing who the process is does where it
// becomes root.
std::string_view gate_of(const code::Call& call, const Capability& capability) {
  if (capability.family.empty()) return {};  // as of most calls
  if (capability.family == "privilege") {
    const bool user = call.callee.name.find("uid") != std::string_view::npos;
    const Value& id = call.arguments[0];
    return user && id.is(Value::Kind::number) && id.number == 0 ? "root" : "";
  }
  return std::ranges::find(gates, capability.family) != std::end(gates) ? capability.family : "";
}

// Whether a text is what starts a shell, alone or to be talked to.
bool is_shell(std::string_view text) {
  for (const std::string_view path : {"/bin/sh", "/bin/ash", "/bin/bash", "/bin/busybox sh"}) {
    if (text == path) return true;
    if (text.starts_with(path) && text.substr(path.size()).starts_with(" -i")) return true;
  }
  return false;
}

// A function without a name, of a program that has its libraries in it, gets the path of a shell.
bool names_shell(const code::Survey& survey, const code::Call& call) {
  if (!call.callee.name.empty() || call.callee.address == 0) return false;
  const auto text = constant_text(survey.program(), call.arguments[0]);
  return text && is_shell(*text);
}

// Of a call that gets the path of a shell and "-c": the argument behind that, a command. Such a
// shell runs the command and nothing else, as system() has it run.
std::optional<std::size_t> command_argument(const code::Survey& survey, const code::Call& call) {
  const auto path = constant_text(survey.program(), call.arguments[0]);
  if (!path || !is_shell(*path)) return std::nullopt;
  for (std::size_t i = 1; i + 1 < call.arguments.size(); i++) {
    const auto text = constant_text(survey.program(), call.arguments[i]);
    if (text && *text == "-c") return i + 1;
  }
  return std::nullopt;
}

// `outer` is the call whose callee, `through`, makes `call`; `call` itself where that is null.
void add(const code::Survey& survey, const code::Call& call, const code::Call& outer,
         const code::SurveyedFunction* through, Opened& opened) {
  Capability capability = capability_of(call);
  std::string_view family = gate_of(call, capability);
  const Value* given =
      capability.text >= 0 ? &call.arguments[static_cast<std::size_t>(capability.text)] : nullptr;
  if (const auto command = command_argument(survey, call);
      command && (family == "execute" || names_shell(survey, call))) {
    // What a function like system() hands on is what it was given.
    family = "shell";
    given = &call.arguments[*command];
    if (through != nullptr && !constant_text(survey.program(), *given))
      given = outer.arguments.data();
  } else if (family.empty() && names_shell(survey, call)) {
    family = "shell_path";
    given = call.arguments.data();
  }
  if (family.empty()) return;
  // One level down only what runs other programs or becomes root counts.
  if (through != nullptr && family != "shell" && family != "execute" && family != "root" &&
      family != "shell_path")
    return;
  const std::string padded = " " + opened.families + " ";
  if (padded.find(" " + std::string(family) + " ") == std::string::npos)
    opened.families += (opened.families.empty() ? "" : " ") + std::string(family);
  if (opened.address != 0) return;
  opened.address = outer.address;
  opened.call = call.callee.name;
  if (given != nullptr)
    if (const auto text = constant_text(survey.program(), *given)) {
      opened.argument = *text;
      opened.constant = true;
    }
  if (through == nullptr) return;
  std::array<char, 20> digits{};
  std::snprintf(digits.data(), digits.size(), "0x%llx",
                static_cast<unsigned long long>(through->start.address));
  opened.through = through->name.empty() ? std::string(digits.data()) : std::string(through->name);
}

// Whether add() may have something to say of a call; `capable` is whether its name may have a
// capability.
bool matters(const code::Survey& survey, const code::Call& call, bool capable) {
  return (capable && !gate_of(call, capability_of(call)).empty()) || names_shell(survey, call);
}

bool runs_program(const code::Survey& survey, const code::Call& call) {
  const std::string_view family = capability_of(call).family;
  return family == "shell" || family == "execute" || names_shell(survey, call);
}

}  // namespace

bool reached_only_by(const code::Survey& survey, const code::Dominators& dominators, Edge edge,
                     const EqualEdges& equal_edges) {
  const auto before = dominators.graph().before(edge.to);
  return !before.empty() && std::ranges::all_of(before, [&](std::uint32_t block) {
    return block == edge.from || dominators.dominates(edge.to, block) ||
           std::ranges::find(equal_edges, Edge{block, edge.to}) != equal_edges.end() ||
           !survey.analyser().may_lead(block, edge.to);
  });
}

Decided decided_by(const code::Analysis& analysis, const code::Dominators& dominators, Edge edge,
                   bool alone) {
  const auto& blocks = analysis.function->blocks;
  Decided decided;
  if (blocks.size() <= walked_max) {
    const std::vector<bool> reached = analysis.graph->reached_from(edge.to);
    for (std::size_t block = 0; block < reached.size(); block++)
      if (reached[block]) decided.reached += blocks[block].count;
  }
  if (!alone) return decided;
  for (const std::uint32_t block : dominators.dominated_by(edge.to))
    decided.dominated += blocks[block].count;
  return decided;
}

const Gates::Found& Gates::found() {
  if (found_) return *found_;
  found_.emplace();
  std::vector<bool> capable(survey_.calls().size());
  for (const std::uint32_t place : survey_.calls_named(may_be_capability)) capable[place] = true;
  const auto functions = survey_.functions();
  for (std::size_t at = 0; at < functions.size(); at++) {
    const code::SurveyedFunction& function = functions[at];
    const std::size_t before = found_->calls.size();
    bool runs = false;
    for (std::uint32_t i = function.calls; i < function.calls + function.call_count; i++) {
      const code::Call& call = survey_.calls()[i];
      if (!matters(survey_, call, capable[i])) continue;
      found_->calls.push_back(i);
      runs = runs || runs_program(survey_, call);
    }
    if (found_->calls.size() == before) continue;
    found_->any_runs = found_->any_runs || runs;
    // As Survey::function_at() has it.
    const std::uint64_t start = function.start.address;
    const std::uint64_t next =
        at + 1 < functions.size() ? functions[at + 1].start.address : UINT64_MAX;
    found_->holders.push_back({start, std::min(std::max(function.end, start + 1), next), runs});
  }
  return *found_;
}

std::span<const std::uint32_t> Gates::gates_of(const code::SurveyedFunction& function) {
  const auto& calls = found().calls;
  const auto first = std::ranges::lower_bound(calls, function.calls);
  const auto end = std::lower_bound(first, calls.end(), function.calls + function.call_count);
  return {first, end};
}

// The function at, or around, `address`, if it has some.
const Gates::Holder* Gates::holder_at(std::uint64_t address) {
  const auto& holders = found().holders;
  const auto behind = std::ranges::upper_bound(holders, address, {}, &Holder::start);
  if (behind == holders.begin() || address >= std::prev(behind)->end) return nullptr;
  return &*std::prev(behind);
}

bool Gates::may_open(const code::SurveyedFunction& function) {
  const auto runs = [&](std::uint64_t address) {
    const Holder* holder = holder_at(address);
    return holder != nullptr && holder->runs;
  };
  if (!found().any_runs) return false;
  return runs(function.start.address) ||
         std::ranges::any_of(survey_.calls_of(function), [&](const code::Call& call) {
           return call.callee.address != 0 && runs(call.callee.address);
         });
}

bool Gates::any_in(const code::SurveyedFunction& function) {
  if (found().calls.empty()) return false;
  return !gates_of(function).empty() ||
         std::ranges::any_of(survey_.calls_of(function), [&](const code::Call& call) {
           return call.callee.address != 0 && holder_at(call.callee.address) != nullptr;
         });
}

Opened Gates::opened_by(const code::Analysis& analysis, const code::Dominators& dominators,
                        Edge edge, const EqualEdges& equal_edges) {
  if (edge.to == code::no_block || !reached_only_by(survey_, dominators, edge, equal_edges))
    return {};
  return opened_behind(analysis, dominators, edge.to);
}

Opened Gates::opened_behind(const code::Analysis& analysis, const code::Dominators& dominators,
                            std::uint32_t block) {
  Opened opened;
  if (found().calls.empty()) return opened;
  for (const code::Call& call : analysis.calls) {
    if (!dominators.dominates(block, call.block)) continue;
    add(survey_, call, call, nullptr, opened);
    if (call.callee.address == 0 || call.callee.imported) continue;
    const code::SurveyedFunction* callee = survey_.function_at(call.callee.address);
    if (callee == nullptr || callee->start.address == analysis.function->address) continue;
    for (const std::uint32_t inner : gates_of(*callee))
      add(survey_, survey_.calls()[inner], call, callee, opened);
  }
  return opened;
}

Opened Gates::opened_through(std::uint64_t address, const code::SurveyedFunction& function) {
  Opened opened;
  code::Call site;  // the program's table passes nothing that is known
  site.address = address;
  for (const std::uint32_t inner : gates_of(function))
    add(survey_, survey_.calls()[inner], site, &function, opened);
  return opened;
}

}  // namespace assay::readers
