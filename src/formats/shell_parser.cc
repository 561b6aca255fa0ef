// Tokens come from shell_lexer. Compound commands are followed with a stack of what is open, no
// deeper than shell_depth_max:
//
//   if C; then C; elif C; then C; else C; fi       while C; do C; done       for NAME in W...; do
//   C; done case W in P|P) C;; esac       NAME() { C; }       { C; }       ( C )
//
// What $(...) and `...` run is parsed behind the rest, with what holds where it stands, down to a
// few levels; so is a here-document where a shell reads it, and where it is a script that is saved
// under a name which another command calls.
//
// Source: POSIX.1-2017, Shell Command Language, 2.6.3 (command substitution), 2.7.4
// (here-document), 2.9 (commands), 2.10 (grammar).
#include "formats/shell_parser.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/name_table.h"
#include "formats/lines.h"
#include "formats/shell_here_document.h"

namespace assay::formats {
namespace {

using Kind = ShellToken::Kind;

struct Reserved {
  std::string_view name;
};

constexpr NameTable reserved_words(std::to_array<Reserved>({{"if"},
                                                            {"while"},
                                                            {"until"},
                                                            {"then"},
                                                            {"do"},
                                                            {"elif"},
                                                            {"else"},
                                                            {"fi"},
                                                            {"done"},
                                                            {"esac"},
                                                            {"for"},
                                                            {"select"},
                                                            {"case"},
                                                            {"{"},
                                                            {"}"},
                                                            {"function"},
                                                            {"!"}}));

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
constexpr std::size_t loops_max = 4096;
constexpr std::size_t parts_max = 4096;    // substitutions and here-documents of one script
constexpr std::size_t part_depth_max = 6;  // of these within each other

// What is open around a command. In the first four, commands run as part of a test or a choice.
enum class Open : std::uint8_t { then, loop, choice, pattern, test, group, subshell, function };

constexpr std::size_t condition_part_max = 160;  // bytes of one test

struct Frame {
  Open open;
  std::string function;              // of a function's body
  bool conditional;                  // stands behind && or ||
  std::string chain;                 // what stands before that && or ||
  std::string_view word;             // "if", "while", "for", "case" ...
  std::size_t start = 0;             // of the test or the pattern that is being read
  std::string subject;               // of a case: the word that is compared
  std::string refused;               // tests before an elif or else
  std::string condition;             // for the commands that are read now
  std::size_t loop = shell_no_loop;  // the innermost for, this one or around it
};

// A stretch of the script that is parsed by itself.
struct Part {
  Range range;
  std::size_t place = 0;             // of ShellParsed's
  std::size_t loop = shell_no_loop;  // the innermost around it
  std::size_t depth = 0;             // 0: the script
};

// The whole script, as far as it is parsed.
struct Whole {
  std::string_view script;
  std::vector<FormatProblem>& problems;
  ShellParsed parsed;
  std::vector<Part> parts;
  bool full = false;
  bool told = false;  // that parts are left out

  // Whether a part at `range` is to be parsed. Where a limit leaves it out, that is told once.
  bool takes_part(Range range, std::size_t depth) {
    if (range.size == 0) return false;
    if (depth <= part_depth_max && parts.size() < parts_max) return true;
    if (!told) {
      problems.push_back(
          {{ErrorCode::limit, fmt::format("commands within $(...) are read {} deep, and {} of them",
                                          part_depth_max, parts_max)},
           range});
      told = true;
    }
    return false;
  }

  // A part that stands where the command does.
  void add_part(Range range, const ShellRawCommand& command, std::size_t depth) {
    if (takes_part(range, depth)) parts.push_back({range, command.place, command.loop, depth});
  }
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
  if (!all.empty()) all += " && ";
  all += part;
}

// Parts for here-documents of the commands from `first` on: their texts are commands, or have some
// put in.
void add_here_documents(Whole& whole, std::size_t first,
                        const std::vector<ShellHereDocument>& documents, std::size_t depth) {
  ShellParsed& parsed = whole.parsed;
  std::size_t next = 0;
  for (std::size_t i = first; i < parsed.commands.size() && next < documents.size(); i++) {
    const ShellRawCommand& command = parsed.commands[i];
    for (const auto& [operation, target] : parsed.redirections_of(command)) {
      if (operation.find("<<") == operation.npos) continue;
      while (next < documents.size() && documents[next].delimiter < target.range.offset) next++;
      if (next == documents.size() || documents[next].delimiter != target.range.offset) continue;
      const ShellHereDocument& document = documents[next];
      const std::string_view text = whole.script.substr(document.body.offset, document.body.size);
      if (runs_here_document(parsed, i, text)) {
        whole.add_part(document.body, command, depth + 1);
      } else if (!document.quoted) {
        ShellLexer lexer(whole.script.substr(0, document.body.end()), document.body.offset,
                         parsed.pieces);
        for (const ShellPiece& piece : lexer.text().pieces)
          whole.add_part(piece.commands, command, depth + 1);
      }
    }
  }
}

class Parser {
 public:
  Parser(std::string_view script, Part part, Whole& whole)
      : script_(script.substr(0, part.range.end())),
        lexer_(script_, part.range.offset, whole.parsed.pieces),
        part_(part),
        whole_(whole),
        parsed_(whole.parsed) {
    begin_command();
  }

  void run() {
    const std::size_t first = parsed_.commands.size();
    for (ShellToken token = lexer_.next(); token.kind != Kind::end && !whole_.full;
         token = lexer_.next())
      take(token);
    finish();
    add_here_documents(whole_, first, lexer_.here_documents(), part_.depth);
  }

 private:
  void take(const ShellToken& token) {
    for (const ShellPiece& piece : token.pieces)
      if (whole_.takes_part(piece.commands, part_.depth + 1))
        whole_.parts.push_back({piece.commands, place(), loop(), part_.depth + 1});
    if (token.kind == Kind::redirection) {
      pending_redirection_ = token.text;
      extend(token.range);
    } else if (token.kind == Kind::word && !pending_redirection_.empty()) {
      extend(token.range);
      parsed_.redirections.push_back({std::exchange(pending_redirection_, {}), token});
      command_.redirections.count++;
    } else if (in_pattern()) {
      take_pattern(token);
    } else if (token.kind == Kind::word) {
      take_word(token);
    } else if (token.kind == Kind::newline || !in_brackets()) {
      take_operation(token);
    }
  }

  void begin_command() {
    command_ = {};
    command_.words.first = parsed_.words.size();
    command_.redirections.first = parsed_.redirections.size();
  }

  bool has_words() const { return command_.words.count > 0; }

  bool in_pattern() const { return !frames_.empty() && frames_.back().open == Open::pattern; }

  // Within [[ ... ]], where && and ( are parts of the test.
  bool in_brackets() const {
    return has_words() && parsed_.words[command_.words.first].text == "[[" &&
           parsed_.words.back().text != "]]";
  }

  void take_pattern(const ShellToken& token) {
    Frame& frame = frames_.back();
    if (token.text == ")") {
      frames_place_ = nowhere;
      frame.open = Open::choice;
      frame.condition = "case " + frame.subject + " in " + told(between(frame.start, token));
    }
    if (token.kind == Kind::word && token.text == "esac") pop(Open::pattern);
  }

  std::string_view between(std::size_t start, const ShellToken& token) const {
    return start < token.range.offset ? script_.substr(start, token.range.offset - start)
                                      : std::string_view();
  }

  void take_word(const ShellToken& token) {
    if (header_ == Header::for_loop || header_ == Header::case_word) {
      take_header(token);
      return;
    }
    if (header_ == Header::function_name) {
      name_function(token);
      header_ = Header::none;
      return;
    }
    if (!has_words() && take_reserved(token)) return;
    extend(token.range);
    if (command_.words.count == shell_words_max) return;
    parsed_.words.push_back(token);
    command_.words.count++;
  }

  // Words of "for NAME in ..." and "case WORD in".
  void take_header(const ShellToken& token) {
    if (header_ == Header::for_loop) {
      if (parsed_.loops.empty()) return;
      ShellLoop& loop = parsed_.loops.back();
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
    parsed_.functions.push_back({function_, token.range});
  }

  // The test of the innermost frame ends before `token`, and what it decides begins.
  void begin_branch(const ShellToken& token) {
    frames_place_ = nowhere;
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
    frames_place_ = nowhere;
    Frame& frame = frames_.back();
    if (!frame.subject.empty()) conjoin(frame.refused, "! (" + frame.subject + ")");
    frame.condition = frame.refused;
    frame.start = token.range.end();
    frame.subject.clear();
  }

  // Takes `token` where it is a word of the language at the place of a command.
  bool take_reserved(const ShellToken& token) {
    const std::string_view text = token.text;
    if (reserved_words.find(text) == nullptr) return false;
    if (text == "if" || text == "while" || text == "until") {
      push(Open::test);
      if (!whole_.full) frames_.back().word = text;
      if (!whole_.full) frames_.back().start = token.range.end();
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
    }
    return true;
  }

  void push_loop(std::string_view word) {
    push(Open::test);
    if (parsed_.loops.size() == loops_max) limit(fmt::format("more than {} loops", loops_max));
    if (whole_.full) return;
    Frame& frame = frames_.back();
    parsed_.loops.push_back({{}, {}, frame.loop});
    frames_place_ = nowhere;
    frame.word = word;
    frame.loop = parsed_.loops.size() - 1;
  }

  void take_operation(const ShellToken& token) {
    const std::string_view text = token.text;
    if (text == "(" && command_.words.count == 1) {  // NAME()
      name_function(parsed_.words[command_.words.first]);
      begin_command();
      list_start_ = nowhere;
      return;
    }
    if (text == ")" && !function_.empty() && !has_words()) return;
    if (header_ == Header::for_loop && token.kind != Kind::word) header_ = Header::none;
    if (text == "&") {
      command_.background = true;
      if (has_words()) extend(token.range);
    }
    const bool pipe = text == "|" || text == "|&";
    command_.piped = command_.piped || pipe;
    const bool condition = behind_condition_;
    std::string chain = pipe ? chain_ : std::string();
    finish();
    behind_pipe_ = pipe;
    if (pipe) {
      behind_condition_ = condition;
      chain_ = std::move(chain);
    } else if (text == "&&" || text == "||") {
      behind_condition_ = true;
      chain_ = list_start_ == nowhere ? "" : told(between(list_start_, token));
      if (text == "||" && !chain_.empty()) chain_ = "! (" + chain_ + ")";
    } else if (token.kind != Kind::newline && text != "(") {
      behind_condition_ = false;
      chain_.clear();
    }
    if (!behind_condition_ && !behind_pipe_) list_start_ = nowhere;
    if (text == "(") push(function_.empty() ? Open::subshell : Open::function);
    if (text == ")") pop(Open::subshell);
    if ((text == ";;" || text == ";&" || text == ";;&") && !frames_.empty() &&
        frames_.back().open == Open::choice) {
      frames_place_ = nowhere;
      frames_.back().open = Open::pattern;
      frames_.back().start = token.range.end();
    }
  }

  void extend(Range range) {
    if (command_.range.size == 0) command_.range.offset = range.offset;
    if (list_start_ == nowhere) list_start_ = range.offset;
    command_.range.size = range.end() - command_.range.offset;
  }

  void push(Open open) {
    if (frames_.size() == shell_depth_max) {
      limit(fmt::format("compound commands more than {} deep", shell_depth_max));
      return;
    }
    const std::size_t loop = open == Open::function ? shell_no_loop : this->loop();
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
    frames_place_ = nowhere;
    list_start_ = nowhere;
  }

  // Turns the innermost test, branch or loop into `open`.
  bool top(Open open) {
    if (frames_.empty() || frames_.back().open > Open::test) return false;
    frames_.back().open = open;
    frames_place_ = nowhere;
    return true;
  }

  // Closes the innermost frame, which is `open` or its like.
  void pop(Open open) {
    if (frames_.empty()) return;
    const Open last = frames_.back().open;
    const bool compound = open <= Open::test && last <= Open::test;
    const bool group = open > Open::test && last > Open::test;
    if (!compound && !group) return;
    frames_.pop_back();
    frames_place_ = nowhere;
  }

  void finish() {
    pending_redirection_ = {};
    if (!has_words()) {
      const bool begun = command_.range.size > 0 || command_.background || command_.piped;
      if (begun) begin_command();
      return;
    }
    // After "cmd &&" and a newline the condition holds for the command on the next line only.
    command_.piped = command_.piped || behind_pipe_;
    command_.place = place();
    command_.loop = loop();
    command_.substituted = part_.depth > 0;
    const ShellRawCommand done = command_;
    begin_command();
    behind_condition_ = false;
    chain_.clear();
    function_.clear();
    if (parsed_.commands.size() == shell_commands_max) {
      limit(fmt::format("only the first {} commands are read", shell_commands_max));
      return;
    }
    parsed_.commands.push_back(done);
  }

  // What holds for the command that is being read: its place among those of the script.
  std::size_t place() {
    if (frames_place_ == nowhere) frames_place_ = place_of_frames();
    if (!behind_condition_ && chain_.empty()) return frames_place_;
    ShellPlace here = parsed_.places[frames_place_];
    here.conditional = here.conditional || behind_condition_;
    conjoin(here.condition, chain_);
    return add_place(std::move(here));
  }

  std::size_t place_of_frames() {
    if (frames_.empty()) return part_.place;
    const ShellPlace& around = parsed_.places[part_.place];
    std::string_view function = around.function;
    bool conditional = around.conditional;
    condition_ = around.condition;
    for (const Frame& frame : frames_) {
      conditional = conditional || frame.conditional || frame.open <= Open::choice;
      if (frame.open == Open::function) {
        function = frame.function;
        condition_.clear();
      } else {
        conjoin(condition_, frame.chain);
        conjoin(condition_, frame.condition);
      }
    }
    return add_place({std::string(function), condition_, conditional});
  }

  std::size_t loop() const { return frames_.empty() ? part_.loop : frames_.back().loop; }

  std::size_t add_place(ShellPlace here) {
    parsed_.places.push_back(std::move(here));
    return parsed_.places.size() - 1;
  }

  void limit(std::string detail) {
    if (!whole_.full)
      whole_.problems.push_back({{ErrorCode::limit, std::move(detail)}, {0, script_.size()}});
    whole_.full = true;
  }

  enum class Header : std::uint8_t { none, for_loop, case_word, function_name };

  std::string_view script_;
  ShellLexer lexer_;
  Part part_;
  Whole& whole_;
  ShellParsed& parsed_;
  std::vector<Frame> frames_;
  std::string condition_;               // put together from those of the frames
  std::size_t frames_place_ = nowhere;  // what holds within these; nowhere: not yet put together
  ShellRawCommand command_;
  std::string_view pending_redirection_;
  std::string function_;  // named, its body not yet begun
  Header header_ = Header::none;
  bool header_named_ = false;
  bool behind_condition_ = false;
  bool behind_pipe_ = false;
  std::string chain_;                 // what && or || makes the next command depend on
  std::size_t list_start_ = nowhere;  // of the commands that && and || join
  std::string subject_;               // of a case whose "in" has not come
};

// By place in the script. Commands are large, so each is moved once.
void put_in_order(std::vector<ShellRawCommand>& commands) {
  const auto place = [](const ShellRawCommand& command) { return command.range.offset; };
  if (std::ranges::is_sorted(commands, {}, place)) return;
  std::vector<std::pair<std::uint64_t, std::size_t>> order;  // place, and which
  order.reserve(commands.size());
  for (std::size_t i = 0; i < commands.size(); i++) order.emplace_back(place(commands[i]), i);
  std::ranges::sort(order);
  std::vector<ShellRawCommand> ordered;
  ordered.reserve(commands.size());
  for (const auto& [at, which] : order) ordered.push_back(commands[which]);
  commands = std::move(ordered);
}

}  // namespace

ShellParsed parse_shell(std::string_view script, std::vector<FormatProblem>& problems) {
  Whole whole{script, problems, {}, {}, false};
  // Of what most scripts have about as many.
  whole.parsed.words.reserve(script.size() / 16);
  whole.parsed.commands.reserve(std::min(script.size() / 64, shell_commands_max));
  whole.parsed.places.reserve(8);
  whole.parsed.places.emplace_back();
  whole.parts.push_back({{0, script.size()}, 0, shell_no_loop, 0});
  // Parts are added while they are gone through.
  for (std::size_t i = 0; i < whole.parts.size() && !whole.full; i++)
    Parser(script, whole.parts[i], whole).run();
  put_in_order(whole.parsed.commands);
  return std::move(whole.parsed);
}

}  // namespace assay::formats
