// What a web server hands a CGI program: QUERY_STRING, HTTP_* and the like in variables of the
// environment, the body of a POST on standard input. A variable that is set from one of these, by
// an assignment or by `read`, carries the same. The sink is `shell` where it becomes text of the
// shell: eval, sh -c; it is `program` where it stands without quotes among the words of a command.
//
// Source: RFC 3875, 4.1 and 4.2; POSIX.1-2017, eval.
#include <algorithm>
#include <map>

#include "readers/path.h"
#include "readers/script_facts.h"

namespace assay::readers {
namespace {

using formats::ShellCommand;
using formats::ShellScript;

constexpr std::size_t inputs_max = 256;   // rows of one script
constexpr std::size_t carriers_max = 64;  // variables that are followed

constexpr std::string_view variables[] = {"QUERY_STRING",    "REQUEST_URI", "PATH_INFO",
                                          "HTTP_USER_AGENT", "HTTP_COOKIE", "HTTP_REFERER",
                                          "HTTP_HOST",       "REMOTE_USER"};

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Whether `text` uses the variable: $NAME, ${NAME...}.
bool uses(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool whole = end == text.size() || !is_name(text[end]);
    const bool dollar =
        at > 0 && (text[at - 1] == '$' || (text[at - 1] == '{' && at > 1 && text[at - 2] == '$'));
    if (whole && dollar) return true;
  }
  return false;
}

class Inputs {
 public:
  Inputs(const ShellScript& script, Bytes bytes, Reading& out)
      : script_(script), text_(as_text(bytes)), lines_(bytes), out_(out) {}

  void run() {
    const bool is_cgi = text_.find("QUERY_STRING") != text_.npos ||
                        text_.find("CONTENT_LENGTH") != text_.npos ||
                        text_.find("REQUEST_METHOD") != text_.npos;
    if (!is_cgi) return;
    for (const std::string_view name : variables) carries_.try_emplace(std::string(name), name);
    for (const ShellCommand& command : script_.commands) {
      const std::string& first = command.words[0].text;
      if (first == "read" && !command.piped && command.redirections.empty())
        for (std::size_t i = 1; i < command.words.size(); i++)
          if (carries_.size() < carriers_max && !command.words[i].text.starts_with('-'))
            carries_.try_emplace(command.words[i].text, "standard input");
    }
    for (int pass = 0; pass < 4; pass++)
      for (const formats::ShellAssignment& assignment : script_.assignments)
        if (const std::string source = source_of(assignment.value.text);
            !source.empty() && carries_.size() < carriers_max)
          carries_.try_emplace(assignment.name, source);
    for (const ShellCommand& command : script_.commands)
      if (count_ < inputs_max) add(command);
  }

 private:
  std::string source_of(std::string_view text) const {
    for (const auto& [name, source] : carries_)
      if (uses(text, name)) return std::string(source);
    return {};
  }

  void add(const ShellCommand& command) {
    const std::string_view base = base_of(command.words[0].text);
    const bool is_text =
        base == "eval" || ((base == "sh" || base == "ash" || base == "bash") &&
                           command.words.size() > 2 && command.words[1].text == "-c");
    constexpr std::string_view harmless[] = {"echo", "[",    "[[",    "test", "printf", "export",
                                             "read", "case", "local", "set",  "logger", "return"};
    if (!is_text && std::ranges::find(harmless, base) != std::end(harmless)) return;
    for (const formats::ShellWord& word : command.words) {
      const std::string source = source_of(word.text);
      if (source.empty() || command.range.size == 0) continue;
      const std::string_view written =
          text_.substr(std::min<std::size_t>(word.range.offset, text_.size()), word.range.size);
      const bool bare = written.starts_with('$');
      if (!is_text && !bare) continue;
      count_++;
      Fact fact("script_input", command.range, "command of a CGI script");
      fact.set("source", source).set("sink", is_text ? "shell" : "program");
      fact.set("text",
               text_.substr(command.range.offset, std::min<std::size_t>(command.range.size, 400)));
      fact.set("line", lines_.at(command.range.offset));
      out_.facts.push_back(std::move(fact));
      return;
    }
  }

  const ShellScript& script_;
  std::string_view text_;
  LineCounter lines_;
  Reading& out_;
  std::map<std::string, std::string> carries_;  // variable -> what it came from
  std::size_t count_ = 0;
};

}  // namespace

void add_script_inputs(const ShellScript& script, Bytes bytes, Reading& out) {
  Inputs(script, bytes, out).run();
}

}  // namespace assay::readers
