// What scripts of shell start, which scripts they call and source, and which functions they define.
// The mechanism is
//
//   rc       for those that a boot runs by their name and place: rcS, rc.local, rc.sysinit,
//   preinit,
//            S10name in init.d or rc?.d, uci-defaults
//   init.d   for a script of init.d or rc.d under its plain name
//   hotplug  for a script of hotplug.d, mdev or udev that an event runs
//   runit    for the script `run` of a service, and runit's stages
//   script   for any other
//
// Whether a boot comes to a script of the mechanisms init.d and script, the case file's boot graph
// tells (casefile/boot_graph.h). The trigger is the file's name, with the function in which the
// command stands, if in any. Functions and branches that stop, restart or ask a service are left
// out. The condition is what is tested before it, as written.
//
// Source: Debian Policy 9.3; OpenWrt, "Init Scripts"; BusyBox, init/init.c (rcS); runit(8).
#include <algorithm>
#include <set>

#include "formats/shell.h"
#include "readers/boot_check.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/script_facts.h"
#include "readers/shell_of.h"

namespace assay::readers {
namespace {

using formats::ShellCommand;
using formats::ShellScript;
using Words = std::span<const std::string>;

constexpr std::size_t calls_max = 4096;  // rows of one file
constexpr std::size_t head_size = 512;   // bytes that tell a script from a program

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_numbered(std::string_view base, char first) {
  return base.size() > 3 && base[0] == first && is_digit(base[1]) && is_digit(base[2]);
}

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// The mechanism of a script by its path; empty where the path tells none.
std::string_view mechanism_of(std::string_view path) {
  const std::string_view base = base_of(path);
  const std::string_view folder = base_of(folder_of(path));
  const bool is_rc_folder = folder == "rc.d" || folder == "rcS.d" ||
                            (folder.size() == 5 && folder.starts_with("rc") &&
                             is_digit(folder[2]) && folder.ends_with(".d"));
  if (among(base, {"rcS", "rc.local", "rc.sysinit", "rc.boot", "preinit"})) return "rc";
  if (folder == "uci-defaults") return "rc";
  if (folder == "init.d" || folder == "init0.d" || is_rc_folder) {
    if (is_numbered(base, 'K')) return {};
    return is_numbered(base, 'S') ? "rc" : "init.d";
  }
  if (path.find("hotplug.d/") != path.npos || among(folder, {"mdev", "udev"})) return "hotplug";
  const std::string_view above = base_of(folder_of(folder_of(path)));
  if (base == "run" && among(above, {"service", "sv", "services"})) return "runit";
  if (folder == "runit" && among(base, {"1", "2", "3"})) return "runit";
  return {};
}

// By its first line, or where that is missing by its name: files that others source have none.
bool is_shell(std::string_view name, const Leaf& leaf) {
  const std::string_view head = as_text(leaf.bytes).substr(0, head_size);
  if (head.empty() || head.find('\0') != head.npos) return false;
  if (!head.starts_with("#!"))
    return !mechanism_of(name).empty() || name.ends_with(".sh") ||
           base_of(name) == "firewall.user" || name.find("lib/preinit/") != name.npos ||
           name.find("lib/functions/") != name.npos;
  const std::string_view line = head.substr(0, head.find('\n'));
  return line.find("sh") != line.npos || line.find("rc.common") != line.npos ||
         line.find("openrc-run") != line.npos;
}

bool is_function_for_stopping(std::string_view function) {
  constexpr std::string_view words[] = {"stop", "status", "usage", "shutdown", "kill", "help"};
  return std::ranges::any_of(words,
                             [&](auto word) { return function.find(word) != function.npos; });
}

bool is_stop_word(std::string_view word) {
  return among(word, {"stop", "restart", "reload", "force-reload", "status", "shutdown", "kill",
                      "condrestart", "try-restart", "disable", "help", "--help", "-h", "usage"});
}

std::string without_quotes(std::string_view text) {
  std::string plain(text);
  std::erase_if(plain, [](char c) {
    return c == '"' || c == '\'' || c == '(' || c == ')' || c == '{' || c == '}';
  });
  return plain;
}

// Whether the condition holds only for a script that is called with "stop" or its like.
bool is_branch_for_stopping(std::string_view condition) {
  if (condition.find('$') == condition.npos || condition.find('1') == condition.npos) return false;
  const std::string plain = without_quotes(condition);
  constexpr std::string_view choice = "case $1 in ";
  if (const auto at = plain.find(choice); at != std::string::npos) {
    std::string_view rest = std::string_view(plain).substr(at + choice.size());
    rest = rest.substr(0, rest.find(" &&"));
    bool all = !rest.empty();
    for (std::size_t start = 0; start <= rest.size();) {
      const std::size_t end = std::min(rest.find('|', start), rest.size());
      std::string_view word = rest.substr(start, end - start);
      word.remove_prefix(std::min(word.find_first_not_of(" \t"), word.size()));
      all = all && is_stop_word(word.substr(0, word.find_first_of(" \t")));
      start = end + 1;
    }
    if (all) return true;
  }
  for (const auto test : {"[ $1 = stop ]", "[ $1 == stop ]", "[ x$1 = xstop ]"})
    if (plain.find(test) != std::string::npos &&
        plain.find(std::string("! ") + test) == std::string::npos)
      return true;
  return plain.find("! [ $1 = start ]") != std::string::npos ||
         plain.find("! [ $1 == start ]") != std::string::npos ||
         plain.find("! [ x$1 = xstart ]") != std::string::npos;
}

bool is_of_library(std::string_view program) {
  constexpr std::string_view libraries[] = {"config_", "procd_",   "uci_",
                                            "json_",   "network_", "append"};
  return std::ranges::any_of(libraries, [&](auto one) { return program.starts_with(one); });
}

// The rows of one script.
class ScriptRows {
 public:
  ScriptRows(std::string_view mechanism, const Leaf& leaf, Reading& out)
      : mechanism_(mechanism),
        leaf_(leaf),
        held_(shell_of(leaf)),
        script_(*held_),
        starts_(leaf.bytes, mechanism, "command of a shell script", out),
        lines_(leaf.bytes),
        out_(out) {}

  void run() {
    for (const formats::Text& name : script_.functions) {
      if (!functions_.insert(name.value).second) continue;
      out_.facts.emplace_back("shell_function", name.range, "definition in a shell script");
      out_.facts.back().set("name", name.value);
    }
    call_functions_of_init();
    for (const ShellCommand& command : script_.commands)
      if (!is_for_stopping(command)) add(command);
    lines_ = LineCounter(leaf_.bytes);
    for (const formats::ShellAssignment& assignment : script_.assignments)
      if (assignment.name == "PATH") add_search_path(assignment);
    add_update_steps(script_, leaf_.bytes, leaf_.name, out_);
    for (const formats::FormatProblem& problem : script_.problems)
      out_.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
  }

 private:
  // Commands of one function and branch mostly follow one another.
  bool is_for_stopping(const ShellCommand& command) {
    const bool same =
        before_ && before_->function == command.function && before_->condition == command.condition;
    if (!same)
      stops_ =
          is_function_for_stopping(command.function) || is_branch_for_stopping(command.condition);
    before_ = &command;
    return stops_;
  }

  // rc.common and openrc-run call these functions of a script; it does not itself.
  void call_functions_of_init() {
    const std::string& interpreter = script_.interpreter.value;
    if (interpreter.find("rc.common") == std::string::npos &&
        interpreter.find("openrc-run") == std::string::npos)
      return;
    for (const auto name : {"boot", "start", "start_service", "init_service", "start_pre"})
      if (functions_.contains(name))
        add_call({}, script_.interpreter.range, "function", name, "called by rc.common");
  }

  void add_search_path(const formats::ShellAssignment& assignment) {
    std::string_view rest = assignment.value.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(':'), rest.size());
      const std::string_view folder = rest.substr(0, end);
      if (folder.starts_with('/') && folder.find_first_of("$`") == folder.npos)
        add_call({}, assignment.range, "path", folder, "assignment to PATH");
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  void add(const ShellCommand& command) {
    add_words(command, command.words);
    for (auto variant = command.variants.begin(); variant != command.variants.end(); variant++) {
      const bool seen = std::ranges::equal(*variant, command.words) ||
                        std::find(command.variants.begin(), variant, *variant) != variant;
      if (!seen) add_words(command, *variant);
    }
  }

  void add_words(const ShellCommand& command, Words words) {
    if (words.empty()) return;
    const ScriptLine line{command, words, base_of(words[0]), lines_.at(command.range.offset)};
    add_firewall_rule(line, out_);
    add_mount(line, out_);
    add_account_copy(line, out_);
    add_sysctl(line, out_);
    add_boot_check(line, out_);
    if (words[0] == "." || words[0] == "source") {
      if (words.size() > 1) add_call(command, command.range, "source", words[1], "sourced file");
    } else if (functions_.contains(words[0])) {
      add_call(command, command.range, "function", words[0], "call of a function");
    } else if (!is_of_library(words[0]) || words[0] == "procd_set_param") {
      for (const Start& start : starts_of(words)) {
        if (start.program == words[0] || !functions_.contains(start.program))
          add_start(command, start);
      }
    }
  }

  void add_start(const ShellCommand& command, const Start& start) {
    Fact* fact = starts_.add(command.range, start);
    if (fact == nullptr) return;
    std::string trigger(base_of(leaf_.name));
    if (mechanism_ == "hotplug") trigger = std::string(base_of(folder_of(leaf_.name))) + " event";
    if (mechanism_ == "runit") trigger = std::string(base_of(folder_of(leaf_.name))) + "/run";
    if (!command.function.empty()) trigger += " " + std::string(command.function) + "()";
    fact->set("trigger", trigger);
    if (!command.function.empty()) fact->set("function", command.function);
    if (!command.condition.empty()) fact->set("condition", command.condition);
    add_listener(start, command.range, out_);
  }

  void add_call(const ShellCommand& command, Range range, std::string_view kind,
                std::string_view target, std::string_view method) {
    if (range.size == 0 || calls_ > calls_max) return;
    if (calls_++ == calls_max) {
      out_.problems.push_back(
          {"read", ErrorCode::limit, "calls more than 4096 scripts and functions", range});
      return;
    }
    out_.facts.emplace_back("script_call", range, method);
    Fact& fact = out_.facts.back();
    fact.set("kind", kind).set("target", target).set("line", lines_.at(range.offset));
    if (is_pattern(target)) fact.set("pattern", formats::shell_pattern(target));
    if (!command.function.empty()) fact.set("function", command.function);
    if (!command.condition.empty()) fact.set("condition", command.condition);
  }

  std::string_view mechanism_;
  const Leaf& leaf_;
  std::shared_ptr<const formats::ShellScript> held_;
  const formats::ShellScript& script_;
  StartedRows starts_;
  LineCounter lines_;
  Reading& out_;
  std::set<std::string, std::less<>> functions_;
  std::size_t calls_ = 0;
  const ShellCommand* before_ = nullptr;  // that was judged last, and whether it is for stopping
  bool stops_ = false;
};

// A script may lie anywhere.
bool wants(std::string_view) { return true; }

void read_named(const Leaf& leaf, Reading& out) {
  if (!is_shell(leaf.name, leaf)) return;
  const std::string_view folder = base_of(folder_of(leaf.name));
  if (is_numbered(base_of(leaf.name), 'K') && folder.starts_with("rc")) return;
  const std::string_view mechanism = mechanism_of(leaf.name);
  ScriptRows(mechanism.empty() ? "script" : mechanism, leaf, out).run();
}

}  // namespace

extern const Reader boot_scripts = {
    .id = "boot_scripts",
    .title = "Programs that scripts start",
    .source = "Debian Policy 9.3; OpenWrt, Init Scripts; BusyBox, init/init.c; runit(8)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
