// Shell scripts. Tokens come from shell_lexer. Compound commands are followed with a stack of what
// is open, no deeper than shell_depth_max:
//
//   if C; then C; elif C; then C; else C; fi       while C; do C; done       for NAME in W...; do
//   C; done case W in P|P) C;; esac       NAME() { C; }       { C; }       ( C )
//
// Then variables are put in: a name that is assigned once, under no condition, to a value without
// unknown parts; where that is within a function, in that function only. An unquoted one is split
// at blanks, as the shell does; file name patterns stay as they are.
//
// Source: POSIX.1-2017, Shell Command Language, 2.6 (word expansions), 2.9 (commands), 2.10
// (grammar).
#include "formats/shell.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

#include "formats/lines.h"
#include "formats/shell_lexer.h"

namespace assay::formats {
namespace {

using Kind = ShellToken::Kind;

// What is open around a command. In the first four, commands run as part of a test or a choice.
enum class Open : std::uint8_t { then, loop, choice, pattern, test, group, subshell, function };

struct Frame {
  Open open;
  std::string function;  // of a function's body
  bool conditional;      // stands behind && or ||
};

// A command before variables are put in.
struct RawCommand {
  std::vector<ShellToken> words;
  std::vector<std::pair<std::string, ShellToken>> redirections;
  Range range;
  bool background = false;
  bool piped = false;
  bool conditional = false;
  std::string function;
};

std::optional<std::size_t> assignment_size(const ShellToken& word) {
  if (word.pieces.empty() || word.pieces[0].kind != ShellPiece::Kind::literal ||
      word.pieces[0].quoted) {
    return std::nullopt;
  }
  const std::string& text = word.pieces[0].text;
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || (text[0] >= '0' && text[0] <= '9'))
    return std::nullopt;
  for (std::size_t i = 0; i < equals; i++) {
    const char c = text[i];
    const bool name =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!name) return std::nullopt;
  }
  return equals;
}

class Parser {
 public:
  Parser(std::string_view script, std::vector<FormatProblem>& problems)
      : lexer_(script), problems_(problems), size_(script.size()) {}

  std::vector<RawCommand> run() {
    for (ShellToken token = lexer_.next(); token.kind != Kind::end && !full_; token = lexer_.next())
      take(std::move(token));
    finish();
    return std::move(commands_);
  }

  const std::vector<std::string_view>& names_set_by_loops() const { return names_set_by_loops_; }

 private:
  void take(ShellToken token) {
    if (token.kind == Kind::redirection) {
      pending_redirection_ = token.text;
      extend(token.range);
    } else if (token.kind == Kind::word && !pending_redirection_.empty()) {
      extend(token.range);
      command_.redirections.emplace_back(std::exchange(pending_redirection_, {}), std::move(token));
    } else if (in_pattern()) {
      take_pattern(token);
    } else if (in_brackets() && token.kind != Kind::newline) {
      if (token.kind == Kind::word) take_word(std::move(token));
    } else if (token.kind == Kind::word) {
      take_word(std::move(token));
    } else {
      take_operation(token);
    }
  }

  bool in_pattern() const { return !frames_.empty() && frames_.back().open == Open::pattern; }

  // Within [[ ... ]], where && and ( are parts of the test.
  bool in_brackets() const {
    return !command_.words.empty() && command_.words.front().text == "[[" &&
           command_.words.back().text != "]]";
  }

  void take_pattern(const ShellToken& token) {
    if (token.text == ")") frames_.back().open = Open::choice;
    if (token.kind == Kind::word && token.text == "esac") pop(Open::pattern);
  }

  void take_word(ShellToken token) {
    if (header_ == Header::for_loop || header_ == Header::case_word) {
      take_header(token);
      return;
    }
    if (header_ == Header::function_name) {
      function_ = token.text.substr(0, shell_value_size_max);
      header_ = Header::none;
      return;
    }
    if (command_.words.empty() && take_reserved(token)) return;
    extend(token.range);
    if (command_.words.size() < shell_words_max) command_.words.push_back(std::move(token));
  }

  // Words of "for NAME in ..." and "case WORD in".
  void take_header(const ShellToken& token) {
    if (header_ == Header::for_loop && !header_named_) names_set_by_loops_.push_back(token.text);
    header_named_ = true;
    if (header_ != Header::case_word || token.text != "in") return;
    push(Open::pattern);
    header_ = Header::none;
  }

  // Takes `token` where it is a word of the language at the place of a command.
  bool take_reserved(const ShellToken& token) {
    const std::string_view text = token.text;
    if (text == "if" || text == "while" || text == "until") {
      push(Open::test);
    } else if (text == "then" || text == "do") {
      if (!top(text == "do" ? Open::loop : Open::then)) return false;
    } else if (text == "elif") {
      return top(Open::then);
    } else if (text == "else") {
      return top(Open::then);
    } else if (text == "fi" || text == "done") {
      pop(text == "fi" ? Open::then : Open::loop);
    } else if (text == "esac") {
      pop(Open::choice);
    } else if (text == "for" || text == "select" || text == "case") {
      header_ = text == "case" ? Header::case_word : Header::for_loop;
      header_named_ = false;
      if (text != "case") push(Open::test);
    } else if (text == "{") {
      push(function_.empty() ? Open::group : Open::function);
    } else if (text == "}") {
      pop(Open::group);
    } else if (text == "function") {
      header_ = Header::function_name;
    } else if (text != "!") {
      return false;
    }
    return true;
  }

  void take_operation(const ShellToken& token) {
    const std::string_view text = token.text;
    if (text == "(" && command_.words.size() == 1) {  // NAME()
      function_ = command_.words[0].text.substr(0, shell_value_size_max);
      command_ = {};
      return;
    }
    if (text == ")" && !function_.empty() && command_.words.empty()) return;
    if (header_ == Header::for_loop && token.kind != Kind::word) header_ = Header::none;
    if (text == "&") {
      command_.background = true;
      if (!command_.words.empty()) extend(token.range);
    }
    if (text == "|" || text == "|&") command_.piped = true;
    const bool condition = behind_condition_;
    finish();
    behind_pipe_ = text == "|" || text == "|&";
    if (behind_pipe_) {
      behind_condition_ = condition;
    } else if (text == "&&" || text == "||") {
      behind_condition_ = true;
    } else if (token.kind != Kind::newline && text != "(") {
      behind_condition_ = false;
    }
    if (text == "(") push(function_.empty() ? Open::subshell : Open::function);
    if (text == ")") pop(Open::subshell);
    if ((text == ";;" || text == ";&" || text == ";;&") && !frames_.empty() &&
        frames_.back().open == Open::choice) {
      frames_.back().open = Open::pattern;
    }
  }

  void extend(Range range) {
    if (command_.range.size == 0) command_.range.offset = range.offset;
    command_.range.size = range.end() - command_.range.offset;
  }

  void push(Open open) {
    if (frames_.size() == shell_depth_max) {
      limit(fmt::format("compound commands more than {} deep", shell_depth_max));
      return;
    }
    frames_.push_back({open, open == Open::function ? std::exchange(function_, {}) : "",
                       std::exchange(behind_condition_, false)});
  }

  // Turns the innermost test, branch or loop into `open`.
  bool top(Open open) {
    if (frames_.empty() || frames_.back().open > Open::test) return false;
    frames_.back().open = open;
    return true;
  }

  // Closes the innermost frame, which is `open` or its like.
  void pop(Open open) {
    if (frames_.empty()) return;
    const Open last = frames_.back().open;
    const bool compound = open <= Open::test && last <= Open::test;
    const bool group = open > Open::test && last > Open::test;
    if (compound || group) frames_.pop_back();
  }

  void finish() {
    pending_redirection_.clear();
    RawCommand done = std::exchange(command_, {});
    if (done.words.empty()) return;
    // After "cmd &&" and a newline the condition holds for the command on the next line only.
    done.piped = done.piped || behind_pipe_;
    done.conditional = std::exchange(behind_condition_, false);
    for (const Frame& frame : frames_) {
      done.conditional = done.conditional || frame.conditional || frame.open <= Open::choice;
      if (frame.open == Open::function) done.function = frame.function;
    }
    function_.clear();
    if (commands_.size() == shell_commands_max) {
      limit(fmt::format("only the first {} commands are read", shell_commands_max));
      return;
    }
    commands_.push_back(std::move(done));
  }

  void limit(std::string detail) {
    if (!full_) problems_.push_back({{ErrorCode::limit, std::move(detail)}, {0, size_}});
    full_ = true;
  }

  enum class Header : std::uint8_t { none, for_loop, case_word, function_name };

  ShellLexer lexer_;
  std::vector<FormatProblem>& problems_;
  std::uint64_t size_;
  std::vector<RawCommand> commands_;
  std::vector<Frame> frames_;
  RawCommand command_;
  std::string pending_redirection_;
  std::string function_;  // named, its body not yet begun
  Header header_ = Header::none;
  bool header_named_ = false;
  bool behind_condition_ = false;
  bool behind_pipe_ = false;
  bool full_ = false;
  std::vector<std::string_view> names_set_by_loops_;
};

// Puts variables in, and turns raw commands into what the script states.
class Expander {
 public:
  explicit Expander(ShellScript& script) : script_(script) {}

  void run(const std::vector<RawCommand>& commands,
           const std::vector<std::string_view>& elsewhere) {
    for (const std::string_view name : elsewhere) counts_[std::string(name)] += 2;
    for (const RawCommand& command : commands) collect(command);
    for (const Set& set : sets_) resolve(set);
    for (const RawCommand& command : commands) add(command);
  }

 private:
  struct Set {
    std::string name;
    ShellToken value;
    Range range;
    const RawCommand* command;
  };

  struct Value {
    std::string text;
    std::string function;  // where it is set; empty: at the top
  };

  // The assignments that `command` makes for the rest of the script.
  void collect(const RawCommand& command) {
    static constexpr std::string_view setters[] = {"export", "readonly", "local", "declare",
                                                   "typeset"};
    static constexpr std::string_view readers[] = {"read", "getopts", "unset"};
    const std::string_view first = command.words[0].text;
    const bool sets = std::ranges::find(setters, first) != std::end(setters);
    const bool alone = std::ranges::all_of(
        command.words, [](const ShellToken& word) { return assignment_size(word).has_value(); });
    if (std::ranges::find(readers, first) != std::end(readers)) {
      for (const ShellToken& word : command.words) counts_[std::string(word.text)] += 2;
    }
    if (!sets && !alone) return;
    for (const ShellToken& word : command.words) {
      const auto size = assignment_size(word);
      if (!size) continue;
      Set set{word.pieces[0].text.substr(0, *size), word, word.range, &command};
      set.value.pieces[0].text.erase(0, *size + 1);
      set.value.range = {word.range.offset + *size + 1, word.range.size - *size - 1};
      counts_[set.name]++;
      sets_.push_back(std::move(set));
    }
  }

  void resolve(const Set& set) {
    function_ = set.command->function;
    ShellAssignment assignment{set.name, joined(set.value), set.range, set.command->conditional,
                               set.command->function};
    const ShellWord& value = assignment.value;
    const bool known = counts_[set.name] == 1 && value.literal && !assignment.conditional &&
                       value.text.size() <= shell_value_size_max;
    if (known) values_[set.name] = {value.text, assignment.function};
    script_.assignments.push_back(std::move(assignment));
  }

  // The text of a piece, with whether it can be told.
  std::pair<std::string_view, bool> text_of(const ShellPiece& piece) {
    if (piece.kind == ShellPiece::Kind::literal) return {piece.text, true};
    const auto value = values_.find(piece.text);
    const bool known = piece.kind == ShellPiece::Kind::variable && value != values_.end() &&
                       (value->second.function.empty() || value->second.function == function_) &&
                       expanded_ < shell_expanded_size_max;
    if (!known) return {piece.text, false};
    expanded_ += value->second.text.size();
    return {value->second.text, true};
  }

  static void append(ShellWord& word, const ShellPiece& piece, std::string_view text, bool known) {
    if (!known && piece.kind == ShellPiece::Kind::variable) word.text += '$';
    word.text += text;
    word.literal = word.literal && known;
  }

  // A word that is not split: the value of an assignment, the target of a redirection.
  ShellWord joined(const ShellToken& token) {
    ShellWord word{{}, token.range, true};
    for (const ShellPiece& piece : token.pieces) {
      const auto [text, known] = text_of(piece);
      append(word, piece, text, known);
    }
    return word;
  }

  // The words that `token` stands for: more than one, or none, where an unquoted variable has
  // blanks or is empty.
  void split(const ShellToken& token, std::vector<ShellWord>& words) {
    ShellWord word{{}, token.range, true};
    bool open = token.quoted;
    for (const ShellPiece& piece : token.pieces) {
      const auto [text, known] = text_of(piece);
      if (piece.kind != ShellPiece::Kind::variable || piece.quoted || !known) {
        append(word, piece, text, known);
        open = true;
        continue;
      }
      for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\n') {
          word.text += c;
          open = true;
        } else if (open && words.size() < shell_words_max) {
          words.push_back(std::exchange(word, {{}, token.range, true}));
          open = false;
        }
      }
    }
    if (open && words.size() < shell_words_max) words.push_back(std::move(word));
  }

  void add(const RawCommand& raw) {
    ShellCommand command;
    function_ = raw.function;
    command.range = raw.range;
    command.background = raw.background;
    command.piped = raw.piped;
    command.conditional = raw.conditional;
    command.function = raw.function;
    for (const ShellToken& token : raw.words) {
      const bool leading = command.words.empty() && !command.exec;
      if (leading && assignment_size(token)) {
        command.assignments.push_back(joined(token));
      } else if (leading && token.text == "exec") {
        command.exec = true;
      } else {
        split(token, command.words);
      }
    }
    for (const auto& [operation, target] : raw.redirections)
      command.redirections.push_back({operation, joined(target)});
    if (!command.words.empty()) script_.commands.push_back(std::move(command));
  }

  ShellScript& script_;
  std::vector<Set> sets_;
  std::map<std::string, std::size_t> counts_;
  std::map<std::string, Value> values_;
  std::string function_;  // that the command being expanded is part of
  std::size_t expanded_ = 0;
};

}  // namespace

ShellScript read_shell(Bytes bytes) {
  ShellScript script;
  std::string_view text = as_text(bytes);
  if (text.size() > shell_script_size_max) {
    script.problems.push_back({{ErrorCode::limit, fmt::format("a script of {} bytes, {} are read",
                                                              text.size(), shell_script_size_max)},
                               {0, text.size()}});
    text = text.substr(0, shell_script_size_max);
  }
  if (text.starts_with("#!")) {
    const std::string_view line = trim(text.substr(2, std::min(text.find('\n'), text.size()) - 2));
    script.interpreter = {std::string(line.substr(0, shell_value_size_max)),
                          range_in(text, line, 0)};
  }
  Parser parser(text, script.problems);
  const std::vector<RawCommand> commands = parser.run();
  Expander(script).run(commands, parser.names_set_by_loops());
  return script;
}

}  // namespace assay::formats
