// What scripts start that a boot runs: rcS, rc.local, rc.sysinit, preinit, the links of rc?.d and
// the scripts of init.d. The mechanism is
//
//   rc      for those that a boot surely runs
//   init.d  for a script of init.d under its plain name, which runs where a link or another script
//           calls it (the view `booted` of the case file tells)
//
// The trigger is the file's name, with the function in which the command stands, if in any;
// functions that stop or ask a service are left out. The condition is the command that was tested
// last before it, as it is written; where the command stands behind an else that is not told.
//
// Source: Debian Policy 9.3; OpenWrt, "Init Scripts"; BusyBox, init/init.c (rcS).
#include <algorithm>
#include <set>

#include "formats/shell.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/started.h"

namespace assay::readers {
namespace {

using formats::ShellCommand;
using formats::ShellScript;

constexpr std::size_t condition_size_max = 200;  // bytes

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "S50telnet": a link of System V, or a script that rcS runs by its name.
bool is_start_link(std::string_view base) {
  return base.size() > 3 && base[0] == 'S' && is_digit(base[1]) && is_digit(base[2]);
}

// The mechanism of a script at this path; empty where it is none of a boot.
std::string_view mechanism_of(std::string_view path) {
  const std::string_view base = base_of(path);
  const std::string_view folder = base_of(folder_of(path));
  constexpr std::string_view whole[] = {"rcS", "rc.local", "rc.sysinit", "rc.boot", "preinit"};
  const bool is_rc_folder = folder == "rc.d" || folder == "rcS.d" ||
                            (folder.size() == 5 && folder.starts_with("rc") &&
                             is_digit(folder[2]) && folder.ends_with(".d"));
  if (std::ranges::find(whole, base) != std::end(whole)) return "rc";
  if (folder == "init.d" || folder == "init0.d" || is_rc_folder) {
    if (base.size() > 3 && base[0] == 'K' && is_digit(base[1]) && is_digit(base[2])) return {};
    return is_start_link(base) || (is_rc_folder && base.starts_with("rc.")) ? "rc" : "init.d";
  }
  return {};
}

bool is_for_stopping(std::string_view function) {
  constexpr std::string_view words[] = {"stop", "status", "usage", "shutdown", "kill", "help"};
  return std::ranges::any_of(words,
                             [&](auto word) { return function.find(word) != function.npos; });
}

std::string_view raw(std::string_view text, Range range) {
  return range.offset <= text.size() ? text.substr(range.offset, range.size) : std::string_view();
}

// Whether what follows a command makes those behind it depend on it.
bool is_test(std::string_view text, const ShellCommand& command) {
  std::string_view rest = raw(text, {command.range.end(), 32});
  const std::size_t start = rest.find_first_not_of(" \t;\n]");
  if (start == std::string_view::npos) return false;
  rest.remove_prefix(start);
  return rest.starts_with("then") || rest.starts_with("&&") || rest.starts_with("||") ||
         rest.starts_with("do");
}

using Names = std::set<std::string, std::less<>>;

Names functions_of(const ShellScript& script) {
  Names names;
  for (const ShellCommand& command : script.commands) names.insert(command.function);
  return names;
}

bool is_function(const std::string& program, const Names& functions) {
  constexpr std::string_view libraries[] = {"config_", "procd_", "uci_", "json_", "network_"};
  return functions.contains(program) ||
         std::ranges::any_of(libraries, [&](auto prefix) { return program.starts_with(prefix); });
}

void read_script(std::string_view mechanism, const Leaf& leaf, Reading& out) {
  const std::string_view text = as_text(leaf.bytes);
  const ShellScript script = formats::read_shell(leaf.bytes);
  StartedRows rows(leaf.bytes, mechanism, "command of a boot script", out);
  const Names functions = functions_of(script);
  std::string_view tested;
  for (const ShellCommand& command : script.commands) {
    const std::string_view condition = command.conditional ? tested : std::string_view();
    if (is_test(text, command)) tested = raw(text, command.range).substr(0, condition_size_max);
    if (is_for_stopping(command.function)) continue;
    const Start start = start_of(texts_of(command));
    if (is_function(start.program, functions)) continue;
    Fact* fact = rows.add(command.range, start);
    if (fact == nullptr) continue;
    std::string trigger(base_of(leaf.name));
    if (!command.function.empty()) trigger += " " + command.function + "()";
    fact->set("trigger", trigger);
    if (!condition.empty()) fact->set("condition", condition);
  }
  for (const formats::FormatProblem& problem : script.problems)
    out.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
}

bool wants(std::string_view name) { return !mechanism_of(name).empty(); }

void read_named(const Leaf& leaf, Reading& out) {
  const std::string_view start = as_text(leaf.bytes).substr(0, 512);
  if (start.empty() || start.find('\0') != std::string_view::npos) return;  // a program
  read_script(mechanism_of(leaf.name), leaf, out);
}

}  // namespace

extern const Reader boot_scripts = {
    .id = "boot_scripts",
    .title = "Programs that boot scripts start",
    .source = "Debian Policy 9.3; OpenWrt, Init Scripts; BusyBox, init/init.c",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
