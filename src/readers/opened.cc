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

std::uint64_t instructions_reached(const code::Analysis& analysis, std::uint32_t from) {
  const std::vector<bool> reached = analysis.graph->reached_from(from);
  std::uint64_t count = 0;
  for (std::size_t block = 0; block < reached.size(); block++)
    if (reached[block]) count += analysis.function->blocks[block].count;
  return count;
}

}  // namespace

bool may_open(const code::Survey& survey, const code::SurveyedFunction& function) {
  const auto runs = [&](const code::Call& call) {
    const std::string_view family = capability_of(call).family;
    return family == "shell" || family == "execute" || names_shell(survey, call);
  };
  return std::ranges::any_of(survey.calls_of(function), [&](const code::Call& call) {
    if (runs(call)) return true;
    if (call.callee.address == 0) return false;
    const code::SurveyedFunction* callee = survey.function_at(call.callee.address);
    return callee != nullptr && std::ranges::any_of(survey.calls_of(*callee), runs);
  });
}

bool reached_only_by(const code::Survey& survey, const code::Dominators& dominators, Edge edge,
                     const EqualEdges& equal_edges) {
  const auto before = dominators.graph().before(edge.to);
  return !before.empty() && std::ranges::all_of(before, [&](std::uint32_t block) {
    return block == edge.from || dominators.dominates(edge.to, block) ||
           std::ranges::find(equal_edges, Edge{block, edge.to}) != equal_edges.end() ||
           !survey.analyser().may_lead(block, edge.to);
  });
}

Opened opened_by(const code::Survey& survey, const code::Analysis& analysis,
                 const code::Dominators& dominators, Edge edge, const EqualEdges& equal_edges) {
  Opened opened;
  const code::Function& function = *analysis.function;
  const std::uint32_t to = edge.to;
  if (to == code::no_block) return opened;
  if (function.blocks.size() <= walked_max) opened.reached = instructions_reached(analysis, to);
  if (!reached_only_by(survey, dominators, edge, equal_edges)) return opened;
  for (const std::uint32_t block : dominators.dominated_by(to))
    opened.dominated += function.blocks[block].count;
  for (const code::Call& call : analysis.calls) {
    if (!dominators.dominates(to, call.block)) continue;
    add(survey, call, call, nullptr, opened);
    if (call.callee.address == 0 || call.callee.imported) continue;
    const code::SurveyedFunction* callee = survey.function_at(call.callee.address);
    if (callee == nullptr || callee->start.address == function.address) continue;
    for (const code::Call& inner : survey.calls_of(*callee))
      add(survey, inner, call, callee, opened);
  }
  return opened;
}

Opened opened_through(const code::Survey& survey, std::uint64_t address,
                      const code::SurveyedFunction& function) {
  Opened opened;
  code::Call site;  // the program's table passes nothing that is known
  site.address = address;
  for (const code::Call& inner : survey.calls_of(function))
    add(survey, inner, site, &function, opened);
  opened.dominated = opened.reached = function.instructions;
  return opened;
}

}  // namespace assay::readers
