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

constexpr std::size_t no_place = static_cast<std::size_t>(-1);
constexpr std::size_t condition_part_max = 160;  // bytes of one test
constexpr std::size_t loops_max = 4096;

struct Frame {
  Open open;
  std::string function;         // of a function's body
  bool conditional;             // stands behind && or ||
  std::string chain;            // what stands before that && or ||
  std::string_view word;        // "if", "while", "for", "case" ...
  std::size_t start = 0;        // of the test or the pattern that is being read
  std::string subject;          // of a case: the word that is compared
  std::string refused;          // tests before an elif or else
  std::string condition;        // for the commands that are read now
  std::size_t loop = no_place;  // the innermost for, this one or around it
};

// for NAME in WORDS
struct Loop {
  std::string name;
  std::vector<ShellToken> words;
  std::size_t outer = no_place;
};

// A command before variables are put in.
struct RawCommand {
  std::vector<ShellToken> words;
  std::vector<std::pair<std::string, ShellToken>> redirections;
  Range range;
  bool background = false;
  bool piped = false;
  bool conditional = false;
  std::string condition;
  std::string function;
  std::size_t loop = no_place;
};

// A test as it is told of: blanks and the ";" around it off, cut where it is long.
std::string told(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n;");
  if (from == std::string_view::npos) return {};
  text = text.substr(from, text.find_last_not_of(" \t\r\n;") + 1 - from);
  return std::string(text.substr(0, condition_part_max));
}

void conjoin(std::string& all, const std::string& part) {
  if (part.empty() || all.size() + part.size() > shell_condition_size_max) return;
  all += (all.empty() ? "" : " && ") + part;
}

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
      : lexer_(script), problems_(problems), script_(script) {}

  std::vector<RawCommand> run() {
    for (ShellToken token = lexer_.next(); token.kind != Kind::end && !full_; token = lexer_.next())
      take(std::move(token));
    finish();
    return std::move(commands_);
  }

  const std::vector<Loop>& loops() const { return loops_; }
  std::vector<Text>& functions() { return functions_; }

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
    Frame& frame = frames_.back();
    if (token.text == ")") {
      frame.open = Open::choice;
      frame.condition = "case " + frame.subject + " in " + told(between(frame.start, token));
    }
    if (token.kind == Kind::word && token.text == "esac") pop(Open::pattern);
  }

  std::string_view between(std::size_t start, const ShellToken& token) const {
    return start < token.range.offset ? script_.substr(start, token.range.offset - start)
                                      : std::string_view();
  }

  void take_word(ShellToken token) {
    if (header_ == Header::for_loop || header_ == Header::case_word) {
      take_header(token);
      return;
    }
    if (header_ == Header::function_name) {
      name_function(token);
      header_ = Header::none;
      return;
    }
    if (command_.words.empty() && take_reserved(token)) return;
    extend(token.range);
    if (command_.words.size() < shell_words_max) command_.words.push_back(std::move(token));
  }

  // Words of "for NAME in ..." and "case WORD in".
  void take_header(const ShellToken& token) {
    if (header_ == Header::for_loop) {
      if (loops_.empty()) return;
      Loop& loop = loops_.back();
      if (!header_named_)
        loop.name = token.text.substr(0, shell_value_size_max);
      else if (loop.words.size() < shell_words_max && (token.text != "in" || !loop.words.empty()))
        loop.words.push_back(token);
      header_named_ = true;
      return;
    }
    if (!header_named_) subject_ = told(token.text);
    header_named_ = true;
    if (token.text != "in") return;
    push(Open::pattern);
    frames_.back().start = token.range.end();
    frames_.back().subject = std::exchange(subject_, {});
    header_ = Header::none;
  }

  void name_function(const ShellToken& token) {
    function_ = token.text.substr(0, shell_value_size_max);
    functions_.push_back({function_, token.range});
  }

  // The test of the innermost frame ends before `token`, and what it decides begins.
  void begin_branch(const ShellToken& token) {
    Frame& frame = frames_.back();
    if (frame.word == "for" || frame.word == "select") return;
    const std::string test = told(between(frame.start, token));
    if (token.text == "do")
      frame.condition = test.empty() ? "" : std::string(frame.word) + " " + test;
    else
      conjoin(frame.condition = frame.refused, test);
    frame.subject = test;
  }

  // An elif or else: the tests so far did not hold.
  void refuse_branch(const ShellToken& token) {
    Frame& frame = frames_.back();
    if (!frame.subject.empty()) conjoin(frame.refused, "! (" + frame.subject + ")");
    frame.condition = frame.refused;
    frame.start = token.range.end();
    frame.subject.clear();
  }

  // Takes `token` where it is a word of the language at the place of a command.
  bool take_reserved(const ShellToken& token) {
    const std::string_view text = token.text;
    if (text == "if" || text == "while" || text == "until") {
      push(Open::test);
      if (!full_) frames_.back().word = text;
      if (!full_) frames_.back().start = token.range.end();
    } else if (text == "then" || text == "do") {
      if (!top(text == "do" ? Open::loop : Open::then)) return false;
      begin_branch(token);
    } else if (text == "elif" || text == "else") {
      if (!top(Open::then)) return false;
      refuse_branch(token);
    } else if (text == "fi" || text == "done") {
      pop(text == "fi" ? Open::then : Open::loop);
    } else if (text == "esac") {
      pop(Open::choice);
    } else if (text == "for" || text == "select" || text == "case") {
      header_ = text == "case" ? Header::case_word : Header::for_loop;
      header_named_ = false;
      if (text != "case") push_loop(text);
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

  void push_loop(std::string_view word) {
    push(Open::test);
    if (loops_.size() == loops_max) limit(fmt::format("more than {} loops", loops_max));
    if (full_) return;
    Frame& frame = frames_.back();
    loops_.push_back({{}, {}, frame.loop});
    frame.word = word;
    frame.loop = loops_.size() - 1;
  }

  void take_operation(const ShellToken& token) {
    const std::string_view text = token.text;
    if (text == "(" && command_.words.size() == 1) {  // NAME()
      name_function(command_.words[0]);
      command_ = {};
      list_start_ = no_place;
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
    const std::string chain = chain_;
    finish();
    behind_pipe_ = text == "|" || text == "|&";
    if (behind_pipe_) {
      behind_condition_ = condition;
      chain_ = chain;
    } else if (text == "&&" || text == "||") {
      behind_condition_ = true;
      chain_ = list_start_ == no_place ? "" : told(between(list_start_, token));
      if (text == "||" && !chain_.empty()) chain_ = "! (" + chain_ + ")";
    } else if (token.kind != Kind::newline && text != "(") {
      behind_condition_ = false;
      chain_.clear();
    }
    if (!behind_condition_ && !behind_pipe_) list_start_ = no_place;
    if (text == "(") push(function_.empty() ? Open::subshell : Open::function);
    if (text == ")") pop(Open::subshell);
    if ((text == ";;" || text == ";&" || text == ";;&") && !frames_.empty() &&
        frames_.back().open == Open::choice) {
      frames_.back().open = Open::pattern;
      frames_.back().start = token.range.end();
    }
  }

  void extend(Range range) {
    if (command_.range.size == 0) command_.range.offset = range.offset;
    if (list_start_ == no_place) list_start_ = range.offset;
    command_.range.size = range.end() - command_.range.offset;
  }

  void push(Open open) {
    if (frames_.size() == shell_depth_max) {
      limit(fmt::format("compound commands more than {} deep", shell_depth_max));
      return;
    }
    const std::size_t loop =
        frames_.empty() || open == Open::function ? no_place : frames_.back().loop;
    frames_.push_back({open,
                       open == Open::function ? std::exchange(function_, {}) : "",
                       std::exchange(behind_condition_, false),
                       std::exchange(chain_, {}),
                       std::string_view(),
                       0,
                       {},
                       {},
                       {},
                       loop});
    list_start_ = no_place;
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
      if (frame.open == Open::function) {
        done.function = frame.function;
        done.condition.clear();
      } else {
        conjoin(done.condition, frame.chain);
        conjoin(done.condition, frame.condition);
      }
    }
    conjoin(done.condition, std::exchange(chain_, {}));
    if (!frames_.empty()) done.loop = frames_.back().loop;
    function_.clear();
    if (commands_.size() == shell_commands_max) {
      limit(fmt::format("only the first {} commands are read", shell_commands_max));
      return;
    }
    commands_.push_back(std::move(done));
  }

  void limit(std::string detail) {
    if (!full_) problems_.push_back({{ErrorCode::limit, std::move(detail)}, {0, script_.size()}});
    full_ = true;
  }

  enum class Header : std::uint8_t { none, for_loop, case_word, function_name };

  ShellLexer lexer_;
  std::vector<FormatProblem>& problems_;
  std::string_view script_;
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
  std::string chain_;                  // what && or || makes the next command depend on
  std::size_t list_start_ = no_place;  // of the commands that && and || join
  std::string subject_;                // of a case whose "in" has not come
  std::vector<Loop> loops_;
  std::vector<Text> functions_;
};

// Puts variables in, and turns raw commands into what the script states.
class Expander {
 public:
  Expander(ShellScript& script, const std::vector<Loop>& loops) : script_(script), loops_(loops) {}

  void run(const std::vector<RawCommand>& commands) {
    for (const Loop& loop : loops_) counts_[loop.name] += 2;
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
    std::vector<std::string>& all = choices_[set.name];
    const bool fits = value.literal && !value.text.empty() && value.text.size() <= 256;
    if (fits && all.size() < shell_variants_max && std::ranges::find(all, value.text) == all.end())
      all.push_back(value.text);
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

  // What a loop goes through: words, patterns of file names, and what `ls` is asked to list.
  std::vector<std::string> values_of(const Loop& loop) {
    std::vector<std::string> all;
    for (const ShellToken& token : loop.words) {
      std::vector<ShellWord> words;
      split(token, words);
      for (const ShellWord& word : words) {
        std::string_view text = word.text;
        if (text.starts_with("$(ls ") || text.starts_with("`ls ")) {
          text.remove_prefix(text.find(' ') + 1);
          text = text.substr(0, text.find_first_of(")`|>"));
          for (auto part = next_word(text); !part.empty(); part = next_word(text))
            if (part.starts_with('/')) all.push_back(shell_pattern(part));
        } else {
          all.push_back(word.literal ? word.text : shell_pattern(text));
        }
      }
      if (all.size() >= shell_variants_max) break;
    }
    return all;
  }

  // The values that a variable may have for this command; empty where they cannot be told.
  std::vector<std::string> choices_of(const std::string& name, const RawCommand& raw) {
    for (std::size_t at = raw.loop; at != no_place; at = loops_[at].outer)
      if (loops_[at].name == name) return values_of(loops_[at]);
    const auto all = choices_.find(name);
    return all == choices_.end() ? std::vector<std::string>() : all->second;
  }

  // The first variable that is left open among `tokens`, without quotes and braces.
  std::string open_variable(const std::vector<ShellToken>& tokens) {
    for (const ShellToken& token : tokens)
      for (const ShellPiece& piece : token.pieces)
        if (piece.kind == ShellPiece::Kind::variable && !text_of(piece).second) return piece.text;
    return {};
  }

  // Where "$NAME" stands in `text`, and not "$NAME2".
  static std::size_t place_of(const std::string& text, const std::string& name) {
    const std::size_t at = text.find("$" + name);
    if (at == std::string::npos || at + name.size() + 1 == text.size()) return at;
    const char c = text[at + name.size() + 1];
    const bool longer =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    return longer ? std::string::npos : at;
  }

  void add_variants(const RawCommand& raw, ShellCommand& command) {
    const std::string name = open_variable(raw.words);
    if (name.empty()) return;
    for (const std::string& value : choices_of(name, raw)) {
      if (command.variants.size() == shell_variants_max || value.empty()) break;
      std::vector<std::string> words;
      std::size_t size = 0;
      for (const ShellWord& word : command.words) {
        std::string text = word.text;
        const std::size_t at = place_of(text, name);
        if (at != std::string::npos) text.replace(at, name.size() + 1, value);
        size += text.size();
        words.push_back(std::move(text));
      }
      expanded_ += size;
      if (expanded_ > shell_expanded_size_max) return;
      command.variants.push_back(std::move(words));
    }
  }

  void add(const RawCommand& raw) {
    ShellCommand command;
    function_ = raw.function;
    command.range = raw.range;
    command.background = raw.background;
    command.piped = raw.piped;
    command.conditional = raw.conditional;
    command.condition = raw.condition;
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
    if (command.words.empty()) return;
    add_variants(raw, command);
    script_.commands.push_back(std::move(command));
  }

  ShellScript& script_;
  const std::vector<Loop>& loops_;
  std::vector<Set> sets_;
  std::map<std::string, std::size_t> counts_;
  std::map<std::string, Value> values_;
  std::map<std::string, std::vector<std::string>> choices_;  // every text that a variable is set to
  std::string function_;  // that the command being expanded is part of
  std::size_t expanded_ = 0;
};

// The size of the expansion at the start of `text`, which begins with '$' or '`'; 0 for a plain
// '$'.
std::size_t expansion_size(std::string_view text) {
  if (text[0] == '`') return std::min(text.find('`', 1), text.size() - 1) + 1;
  if (text.size() < 2) return 0;
  if (text[1] == '(' || text[1] == '{') {
    const char open = text[1];
    const char close = open == '(' ? ')' : '}';
    std::size_t depth = 0;
    for (std::size_t i = 1; i < text.size(); i++) {
      if (text[i] == open) depth++;
      if (text[i] == close && --depth == 0) return i + 1;
    }
    return text.size();
  }
  std::size_t size = 1;
  const auto is_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  while (size < text.size() && is_name(text[size])) size++;
  return size > 1                                                              ? size
         : std::string_view("@*#?-$!").find(text[1]) != std::string_view::npos ? 2
                                                                               : 0;
}

}  // namespace

std::string shell_pattern(std::string_view text) {
  std::string pattern;
  for (std::size_t at = 0; at < text.size();) {
    const bool expansion = text[at] == '$' || text[at] == '`';
    const std::size_t size = expansion ? expansion_size(text.substr(at)) : 0;
    pattern += size == 0 ? text[at] : '*';
    at += std::max<std::size_t>(size, 1);
  }
  return pattern;
}

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
  script.functions = std::move(parser.functions());
  Expander(script, parser.loops()).run(commands);
  return script;
}

}  // namespace assay::formats
