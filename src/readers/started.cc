// Source: start-stop-daemon(8), of which BusyBox has a part; nohup(1), nice(1), setsid(1);
// OpenWrt's procd.sh (procd_set_param command ...) and rc.common (service_start ...).
#include "readers/started.h"

#include <algorithm>

#include "readers/path.h"

namespace assay::readers {
namespace {

// Sorted. Builtins, and tools that end at once and serve the script itself.
constexpr std::string_view plain[] = {
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
static_assert(std::ranges::is_sorted(plain));

using Words = std::vector<std::string>;

std::string joined(const Words& words, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < words.size(); i++) text += (i == from ? "" : " ") + words[i];
  return text;
}

Start plain_start(const Words& words, std::size_t at) {
  if (at >= words.size()) return {};
  return {words[at], joined(words, at + 1)};
}

// start-stop-daemon -S -x PROGRAM [-a PROGRAM] -- ARGUMENT...   A stop starts nothing.
Start start_of_daemon(const Words& words) {
  Start start;
  for (std::size_t i = 1; i < words.size(); i++) {
    const std::string& word = words[i];
    if (word == "--") {
      start.arguments = joined(words, i + 1);
      break;
    }
    if (word == "--stop" || (word.size() > 1 && word[0] == '-' && word[1] != '-' &&
                             word.find('K') != std::string::npos))
      return {};
    const bool names = word == "--exec" || word == "--startas" || word == "-a" ||
                       (word.size() > 1 && word[0] == '-' && word[1] != '-' && word.back() == 'x');
    const bool before = start.program.empty() || word == "-a" || word == "--startas";
    if (names && before && i + 1 < words.size()) start.program = words[i + 1];
  }
  return start;
}

// The first word that is no option, from the second on; `-n 5` and the like take their number
// along.
std::size_t behind_options(const Words& words) {
  std::size_t at = 1;
  while (at < words.size() && words[at].starts_with('-')) {
    const bool takes_next = words[at] == "-n" && at + 1 < words.size();
    at += takes_next ? 2 : 1;
  }
  return at;
}

Start unwrapped(const Words& words) {
  const std::string_view base = base_of(words[0]);
  if (base == "start-stop-daemon") return start_of_daemon(words);
  if (base == "procd_set_param")
    return words.size() > 2 && words[1] == "command" ? plain_start(words, 2) : Start();
  return plain_start(words, 0);
}

bool only_starts(std::string_view base) {
  return base == "nohup" || base == "setsid" || base == "nice" || base == "ionice" ||
         base == "service_start" || base == "daemon";
}

}  // namespace

Start start_of(Words words) {
  while (!words.empty() && only_starts(base_of(words[0]))) {
    const auto taken = std::min(behind_options(words), words.size());
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(taken));
  }
  if (words.empty()) return {};
  Start start = unwrapped(words);
  if (start.program.size() > 1 && start.program[0] == '-') start.program.erase(0, 1);
  const bool unknown = start.program.find_first_of("$`(") != std::string::npos;
  if (unknown || std::ranges::binary_search(plain, base_of(start.program))) return {};
  return start;
}

std::vector<std::string> texts_of(const formats::ShellCommand& command) {
  std::vector<std::string> words;
  for (const formats::ShellWord& word : command.words) words.push_back(word.text);
  return words;
}

std::vector<Start> starts_of_line(std::string_view line) {
  std::vector<Start> starts;
  for (const formats::ShellCommand& command : formats::read_shell(as_bytes(line)).commands) {
    Start start = start_of(texts_of(command));
    if (!start.program.empty() && starts.size() < started_max) starts.push_back(std::move(start));
  }
  return starts;
}

std::int64_t LineCounter::at(std::uint64_t offset) {
  const std::uint64_t end = std::min<std::uint64_t>(offset, text_.size());
  for (; seen_ < end; seen_++)
    if (text_[seen_] == '\n') line_++;
  return line_;
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
  fact.set("mechanism", mechanism_).set("position", count_).set("line", lines_.at(range.offset));
  return &fact;
}

}  // namespace assay::readers
