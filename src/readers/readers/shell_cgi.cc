// CGI programs that are shell scripts: the names of parameters that they ask for, and where what a
// request brings reaches a command. Those that a web server runs itself are known by their place;
// scripts that these call, by a variable that only a web server sets.
//
// A request comes in by QUERY_STRING, PATH_INFO, REQUEST_URI, HTTP_*, by haserl's FORM_name,
// GET_name and POST_name, or by standard input (read, but for one in a loop, which goes through
// some file). A variable that is set to a text with one of these is one itself, followed in the
// order of the script. A command runs it where it is the command's first word, or stands in what
// eval, sh -c or a shell gets: quoting does not help there. Without quotes among the words of
// another command it is split and its patterns are expanded.
//
// Source: RFC 3875, 4.1 (meta-variables); haserl(1); POSIX.1-2017, Shell Command Language.
#include <algorithm>
#include <set>

#include "formats/shell.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/script_file.h"
#include "readers/shell_of.h"
#include "readers/web_place.h"
#include "readers/web_rows.h"

namespace assay::readers {
namespace {

constexpr std::size_t variables_max = 64;  // of one word

bool is_name(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// The names of variables in a word as written: $x, ${x}, ${x%y}.
std::vector<std::string_view> variables_in(std::string_view word) {
  std::vector<std::string_view> names;
  for (std::size_t at = 0; names.size() < variables_max; at++) {
    at = word.find('$', at);
    if (at == word.npos) break;
    std::size_t start = at + 1;
    if (start < word.size() && word[start] == '{') start++;
    std::size_t end = start;
    while (end < word.size() && is_name(word[end])) end++;
    if (end > start) names.push_back(word.substr(start, end - start));
  }
  return names;
}

bool is_request(std::string_view name) {
  constexpr std::string_view names[] = {"QUERY_STRING",    "PATH_INFO",   "REQUEST_URI",
                                        "HTTP_USER_AGENT", "HTTP_COOKIE", "HTTP_REFERER",
                                        "REQUEST_BODY",    "HTTP_HOST",   "REMOTE_USER"};
  return std::ranges::find(names, name) != std::end(names) || name.starts_with("FORM_") ||
         name.starts_with("GET_") || name.starts_with("POST_");
}

class CgiReader {
 public:
  CgiReader(const Leaf& leaf, Reading& out)
      : text_(as_text(leaf.bytes)),
        held_(shell_of(leaf)),
        script_(*held_),
        rows_(leaf.bytes, "shell script of a web server", out) {}

  void run() {
    // Assignments and commands in the order of the script.
    std::size_t next = 0;
    for (const formats::ShellCommand& command : script_.commands) {
      for (; next < script_.assignments.size() &&
             script_.assignments[next].range.offset <= command.range.offset;
           next++)
        assign(script_.assignments[next]);
      see(command);
    }
    for (; next < script_.assignments.size(); next++) assign(script_.assignments[next]);
  }

 private:
  std::string_view raw(Range range) const {
    return range.offset < text_.size() ? text_.substr(range.offset, range.size)
                                       : std::string_view();
  }

  // The variable of a word that holds what a request brings; empty where there is none.
  std::string_view request_in(std::string_view word) const {
    for (const std::string_view name : variables_in(word))
      if (is_request(name) || tainted_.contains(std::string(name))) return name;
    return {};
  }

  void assign(const formats::ShellAssignment& assignment) {
    const std::string_view value = raw(assignment.value.range);
    ask(assignment.value.range, value);
    if (!request_in(value).empty()) tainted_.insert(assignment.name);
  }

  // The parameters that a word names: FORM_name, and name= beside QUERY_STRING.
  void ask(Range range, std::string_view word) {
    for (const std::string_view name : variables_in(word))
      for (const std::string_view prefix : {"FORM_", "GET_", "POST_"})
        if (name.starts_with(prefix)) rows_.parameter(range, name.substr(prefix.size()), "lookup");
    if (word.find("QUERY_STRING") == word.npos) return;
    for (std::size_t at = 0; (at = word.find('=', at)) != word.npos; at++) {
      std::size_t start = at;
      while (start > 0 && is_name(word[start - 1])) start--;
      if (at > start) rows_.parameter(range, word.substr(start, at - start), "lookup");
    }
  }

  void see(const formats::ShellCommand& command) {
    for (const formats::ShellWordPlace& word : command.places) ask(word.range, raw(word.range));
    const std::string_view program = base_of(command.words[0]);
    if (program == "read") return see_read(command);
    const std::string_view first = raw(command.places[0].range);
    if (first.starts_with('$') || first.starts_with("\"$")) {
      run_by(command, first, "command");
      return;
    }
    constexpr std::string_view shells[] = {"eval", "sh", "ash", "bash"};
    const bool is_shell = std::ranges::find(shells, program) != std::end(shells);
    constexpr std::string_view harmless[] = {"echo", "[",     "[[",  "test",   "printf", "export",
                                             "case", "local", "set", "logger", "return"};
    if (!is_shell && std::ranges::find(harmless, program) != std::end(harmless)) return;
    for (std::size_t i = 1; i < command.words.size(); i++) {
      const std::string_view word = raw(command.places[i].range);
      if (is_shell && run_by(command, word, program)) return;
      if (!is_shell && word.starts_with('$') && !word.starts_with("$(") &&
          run_by(command, word, program, "argument"))
        return;
    }
  }

  // What `read` takes from standard input, unless a loop around it or a pipe gives it something.
  void see_read(const formats::ShellCommand& command) {
    const std::size_t end = std::min<std::size_t>(command.range.offset, text_.size());
    const std::size_t start = end - std::min<std::size_t>(end, 160);
    std::string_view before = text_.substr(start, end - start);
    before = before.substr(before.find_last_of("\n;") + 1);
    const bool loops = before.find("while") != before.npos || before.find("until") != before.npos;
    if (loops || command.piped || !command.redirections.empty()) return;
    for (std::size_t i = 1; i < command.words.size(); i++)
      if (!command.words[i].starts_with('-')) tainted_.insert(command.words[i]);
  }

  // Whether `word`, which the command takes, has something of a request; then there is a row.
  bool run_by(const formats::ShellCommand& command, std::string_view word, std::string_view call,
              std::string_view taken_as = "command") {
    const std::string_view input = request_in(word);
    if (input.empty()) return false;
    if (Fact* fact = rows_.add("web_execution", command.range))
      fact->set("call", call)
          .set("input", input)
          .set("taken_as", taken_as)
          .set("line", rows_.line_at(command.range.offset));
    return true;
  }

  std::string_view text_;
  std::shared_ptr<const formats::ShellScript> held_;
  const formats::ShellScript& script_;
  WebRows rows_;
  std::set<std::string> tainted_;
};

bool wants(std::string_view) { return true; }

// Whether a web server has to do with the script: by its place, or by what it asks for.
bool is_cgi(const Leaf& leaf) {
  const auto place = web_place(leaf.name);
  const std::string_view text = as_text(leaf.bytes);
  if (place && (place->kind == "cgi" || place->kind == "page")) return text.starts_with("#!");
  return text.find("$QUERY_STRING") != text.npos || text.find("${QUERY_STRING") != text.npos ||
         text.find("$CONTENT_LENGTH") != text.npos || text.find("$REQUEST_METHOD") != text.npos;
}

void read_named(const Leaf& leaf, Reading& out) {
  if (is_shell_text(leaf) && !is_documentation(leaf.name) && is_cgi(leaf))
    CgiReader(leaf, out).run();
}

}  // namespace

extern const Reader shell_cgi = {
    .id = "shell_cgi",
    .title = "Parameters of shell scripts behind a web server, and what of them is run",
    .source = "RFC 3875; haserl(1); POSIX Shell Command Language",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
