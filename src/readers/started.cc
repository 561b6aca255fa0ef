// Source: start-stop-daemon(8), of which BusyBox has a part; nohup(1), nice(1), setsid(1), env(1),
// timeout(1), chroot(8), su(1), sudo(8), chpst(8); POSIX.1-2017, sh, eval;
// OpenWrt's procd.sh (procd_set_param command ...) and rc.common (service_start ...).
#include "readers/started.h"

#include <algorithm>

#include "base/word_table.h"
#include "readers/path.h"

namespace assay::readers {
namespace {

constexpr int text_depth_max = 3;  // texts of shell within each other

// Builtins, and tools that end at once and serve the script itself.
constexpr std::string_view plain_names[] = {
    ".",        ":",       "[",       "[[",      "alias",  "awk",     "basename", "break",
    "cat",      "cd",      "chgrp",   "chmod",   "chown",  "command", "continue", "cp",
    "cut",      "date",    "dirname", "echo",    "egrep",  "eval",    "exit",     "export",
    "expr",     "false",   "fgrep",   "find",    "grep",   "head",    "hostname", "id",
    "kill",     "killall", "let",     "ln",      "local",  "logger",  "ls",       "mkdir",
    "mknod",    "mount",   "mv",      "pidof",   "printf", "ps",      "pwd",      "read",
    "readonly", "return",  "rm",      "rmdir",   "sed",    "set",     "shift",    "sleep",
    "sort",     "source",  "stat",    "sync",    "tail",   "test",    "touch",    "tr",
    "trap",     "true",    "type",    "typeset", "ulimit", "umask",   "umount",   "unalias",
    "uname",    "unset",   "usleep",  "wait",    "wc",     "which",   "xargs"};
constexpr WordTable plain(plain_names);

using Words = std::span<const std::string>;

std::string joined(Words words, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < words.size(); i++) {
    if (i > from) text += ' ';
    text += words[i];
  }
  return text;
}

// What stands for no name, and what only running the script tells.
bool is_wild(char c) { return c == '*' || c == '?' || c == '.' || c == '-'; }

bool is_unknown(char c) {
  return c == '$' || c == '`' || c == '(' || c == ')' || c == '{' || c == '}' || c == '<' ||
         c == '>' || c == '"' || c == '\'' || c == '\n';
}

// Whether something is started by that name: no builtin, no small tool, and not wholly unknown.
bool is_program(std::string_view name) {
  const std::string_view base = base_of(name);
  return !plain.contains(base) && !std::ranges::all_of(base, is_wild) &&
         std::ranges::none_of(base, is_unknown);
}

// A "-" before the name is how login shells are called.
Start plain_start(Words words, std::size_t at) {
  if (at >= words.size()) return {};
  const std::size_t dash = words[at].size() > 1 && words[at][0] == '-' ? 1 : 0;
  if (!is_program(std::string_view(words[at]).substr(dash))) return {};
  return {words[at].substr(dash), joined(words, at + 1), {}};
}

// start-stop-daemon -S -x PROGRAM [-a PROGRAM] -- ARGUMENT...   A stop starts nothing.
Start start_of_daemon(Words words) {
  Start start;
  for (std::size_t i = 1; i < words.size(); i++) {
    const std::string& word = words[i];
    if (word == "--") {
      start.arguments = joined(words, i + 1);
      break;
    }
    const bool user = word == "-c" || word == "--chuid" || word == "-u" || word == "--user";
    if (user && i + 1 < words.size()) start.user = words[i + 1].substr(0, words[i + 1].find(':'));
    if (word == "--stop" || (word.size() > 1 && word[0] == '-' && word[1] != '-' &&
                             word.find('K') != std::string::npos))
      return {};
    const bool names = word == "--exec" || word == "--startas" || word == "-a" ||
                       (word.size() > 1 && word[0] == '-' && word[1] != '-' && word.back() == 'x');
    const bool before = start.program.empty() || word == "-a" || word == "--startas";
    if (names && before && i + 1 < words.size()) start.program = words[i + 1];
  }
  return is_program(start.program) ? start : Start();
}

// A command that starts another one: the options that take the next word along, and how many
// words stand between these and the command.
struct Wrapper {
  std::string_view name;
  std::string_view options;  // "-n -u": each with a blank behind it
  std::size_t words = 0;
  std::string_view user_option = {};
};

constexpr Wrapper wrappers[] = {
    {"nohup", ""},
    {"setsid", ""},
    {"nice", "-n "},
    {"ionice", "-c -n "},
    {"service_start", ""},
    {"daemon", ""},
    {"env", "-u "},
    {"timeout", "-k -s -t ", 1},
    {"chroot", "", 1},
    {"sudo", "-u -g ", 0, "-u"},
    {"chpst", "-u -U -b -e -n ", 0, "-u"},
    {"softlimit", "-m -d -o "},
    {"setuidgid", "", 1},
    {"chrt", "", 1},
    {"taskset", "-c ", 0},
    {"stdbuf", "-o -e -i "},
    {"time", ""},
};

constexpr WordTable wrapper_names(wrappers, &Wrapper::name);

const Wrapper* wrapper_of(std::string_view base) {
  const std::size_t found = wrapper_names.find(base);
  return found == std::size(wrappers) ? nullptr : &wrappers[found];
}

bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  return equals != std::string_view::npos &&
         word.substr(0, equals).find_first_of("/-.$") == std::string_view::npos;
}

// Takes a wrapper with its options off the front of `words`; the user that it names is returned.
std::string unwrap(const Wrapper& wrapper, Words& words) {
  std::string user;
  std::size_t at = 1;
  while (at < words.size() && words[at].size() > 1 && words[at].starts_with('-')) {
    const bool takes_next = wrapper.options.find(words[at] + " ") != std::string_view::npos;
    if (words[at] == wrapper.user_option && at + 1 < words.size()) user = words[at + 1];
    at += takes_next ? 2 : 1;
  }
  if (wrapper.name == "env")
    while (at < words.size() && is_assignment(words[at])) at++;
  if (wrapper.name == "setuidgid" && at < words.size()) user = words[at];
  at = std::min(at + wrapper.words, words.size());
  words = words.subspan(at);
  return user;
}

// Of words that no wrapper stands before.
Start unwrapped(Words words) {
  const std::string_view base = base_of(words[0]);
  if (base == "start-stop-daemon") return start_of_daemon(words);
  if (base == "procd_set_param")
    return words.size() > 2 && words[1] == "command" ? plain_start(words, 2) : Start();
  return plain_start(words, 0);
}

bool is_shell(std::string_view base) {
  return base == "sh" || base == "ash" || base == "bash" || base == "dash" || base == "hush";
}

std::vector<Start> starts_of_text(std::string_view text, int depth);

void add(std::vector<Start>& starts, Start start) {
  if (!start.program.empty()) starts.push_back(std::move(start));
}

// Of `sh`, `su` and `eval`, where they have a text of shell: what that starts.
std::vector<Start> starts_at(Words words, int depth) {
  std::string user;
  while (!words.empty()) {
    const Wrapper* wrapper = wrapper_of(base_of(words[0]));
    if (wrapper == nullptr) break;
    const std::string named = unwrap(*wrapper, words);
    if (!named.empty()) user = named;
  }
  if (words.empty()) return {};
  const std::string_view base = base_of(words[0]);
  std::vector<Start> starts;
  if (base == "eval" && depth < text_depth_max) {
    starts = starts_of_text(joined(words, 1), depth + 1);
  } else if ((is_shell(base) || base == "su") && words.size() > 1) {
    const auto text = std::ranges::find(words, "-c");
    std::size_t at = 1;
    while (at < words.size() && words[at].starts_with('-')) at++;
    if (base == "su") user = at < words.size() && words[at] != "-c" ? words[at] : "root";
    if (text != words.end() && text + 1 != words.end() && depth < text_depth_max) {
      starts = starts_of_text(*(text + 1), depth + 1);
    } else if (base != "su" && at < words.size() && text == words.end()) {
      add(starts, start_of(words.subspan(at)));
    } else {
      add(starts, unwrapped(words));
    }
  } else {
    add(starts, unwrapped(words));
  }
  for (Start& start : starts)
    if (start.user.empty()) start.user = user;
  return starts;
}

std::vector<Start> starts_of_text(std::string_view text, int depth) {
  std::vector<Start> all;
  for (const formats::ShellCommand& command : formats::read_shell(as_bytes(text)).commands) {
    for (Start& start : starts_at(command.words, depth))
      if (all.size() < started_max) all.push_back(std::move(start));
  }
  return all;
}

}  // namespace

Start start_of(Words words) {
  std::string user;
  while (!words.empty()) {
    const Wrapper* wrapper = wrapper_of(base_of(words[0]));
    if (wrapper == nullptr) break;
    const std::string named = unwrap(*wrapper, words);
    if (!named.empty()) user = named;
  }
  if (words.empty()) return {};
  Start start = unwrapped(words);
  if (start.user.empty()) start.user = user;
  return start;
}

std::vector<Start> starts_of(Words words) { return starts_at(words, 0); }

std::vector<Start> starts_of_line(std::string_view line) { return starts_of_text(line, 0); }

std::int64_t LineCounter::at(std::uint64_t offset) {
  const std::string_view before = text_.substr(0, offset);
  while (seen_ < before.size()) {
    const std::size_t end = before.find('\n', seen_);
    if (end != before.npos) line_++;
    seen_ = std::min(end, before.size() - 1) + 1;
  }
  return line_;
}

bool is_pattern(std::string_view program) {
  return std::ranges::any_of(
      program, [](char c) { return c == '$' || c == '`' || c == '*' || c == '?' || c == '['; });
}

Fact* StartedRows::add(Range range, const Start& start) {
  if (start.program.empty() || range.size == 0) return nullptr;
  if (count_ >= started_max) {
    if (count_++ == started_max)
      out_.problems.push_back({"read", ErrorCode::limit, "starts more than 4096 programs", range});
    return nullptr;
  }
  count_++;
  out_.facts.emplace_back("started", range, method_);
  Fact& fact = out_.facts.back();
  fact.set("program", start.program).set("arguments", start.arguments);
  if (!start.user.empty()) fact.set("user", start.user);
  if (is_pattern(start.program)) fact.set("pattern", formats::shell_pattern(start.program));
  fact.set("mechanism", mechanism_).set("position", count_).set("line", lines_.at(range.offset));
  return &fact;
}

}  // namespace assay::readers
