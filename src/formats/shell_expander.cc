// Put in is a name that is assigned once, under no condition, to a value without unknown parts;
// where that is within a function, in that function only. An unquoted one is split at blanks, as
// the shell does; file name patterns stay as they are.
//
// Source: POSIX.1-2017, Shell Command Language, 2.6 (word expansions).
#include "formats/shell_expander.h"

#include <algorithm>
#include <map>

#include "formats/lines.h"

namespace assay::formats {
namespace {

// An order of names in which few need be looked into.
struct BySize {
  bool operator()(std::string_view a, std::string_view b) const {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }
};

// Puts variables in, and turns raw commands into what the script states.
class Expander {
 public:
  Expander(const ShellParsed& parsed, ShellScript& script) : parsed_(parsed), script_(script) {}

  void run() {
    for (const ShellLoop& loop : parsed_.loops) variables_[loop.name].sets += 2;
    // What is set within $(...) is gone behind it.
    for (const ShellRawCommand& command : parsed_.commands)
      if (!command.substituted) collect(command);
    script_.assignments.reserve(sets_.size());  // variables have views of them
    for (const Set& set : sets_) resolve(set);
    script_.commands.reserve(parsed_.commands.size());
    rows_.reserve(parsed_.commands.size());
    words_.texts.reserve(parsed_.words.size());
    words_.places.reserve(parsed_.words.size());
    for (const ShellRawCommand& command : parsed_.commands) add(command);
    give_words();
  }

 private:
  struct Variable {
    std::size_t sets = 0;                   // commands that set it
    bool known = false;                     // `text` may be put in
    std::string_view text;                  //
    std::string_view function;              // where it is set; empty: at the top
    std::vector<std::string_view> choices;  // every text that it is set to
  };

  struct Set {
    const ShellToken* word;
    std::size_t place;
    Variable* variable;
  };

  static bool are_assignments(std::span<const ShellToken> words) {
    return std::ranges::all_of(words, [](const ShellToken& word) { return word.name_size > 0; });
  }

  struct Words {
    std::vector<std::string> texts;
    std::vector<ShellWordPlace> places;
    std::size_t begin = 0;  // of those of one command

    bool empty() const { return texts.size() == begin; }
    std::span<const std::string> row() const { return std::span(texts).subspan(begin); }
    void add(std::string_view text, Range range, bool literal) {
      if (texts.size() - begin == shell_words_max) return;
      texts.emplace_back(text);
      places.push_back({range, literal});
    }
  };

  // The assignments that `command` makes for the rest of the script.
  void collect(const ShellRawCommand& command) {
    static constexpr std::string_view setters[] = {"export", "readonly", "local", "declare",
                                                   "typeset"};
    static constexpr std::string_view readers[] = {"read", "getopts", "unset"};
    const auto words = parsed_.words_of(command);
    const std::string_view first = words[0].text;
    if (std::ranges::find(readers, first) != std::end(readers)) {
      for (const ShellToken& word : words) variables_[word.text].sets += 2;
    }
    const bool sets = std::ranges::find(setters, first) != std::end(setters);
    if (!sets && !are_assignments(words)) return;
    for (const ShellToken& word : words) {
      if (word.name_size == 0) continue;
      Variable& variable = variables_[word.pieces[0].text.substr(0, word.name_size)];
      variable.sets++;
      sets_.push_back({&word, command.place, &variable});
    }
  }

  void resolve(const Set& set) {
    const ShellPlace& place = script_.places[set.place];
    function_ = place.function;
    const Range range = set.word->range;
    const std::size_t before = set.word->name_size + 1;
    script_.assignments.push_back({std::string(set.word->pieces[0].text.substr(0, before - 1)),
                                   {{}, {range.offset + before, range.size - before}, true},
                                   range,
                                   place.conditional,
                                   place.function});
    ShellWord& value = script_.assignments.back().value;
    join(*set.word, before, value);
    Variable& variable = *set.variable;
    if (variable.sets == 1 && value.literal && !place.conditional &&
        value.text.size() <= shell_value_size_max) {
      variable.known = true;
      variable.text = value.text;
      variable.function = place.function;
    }
    std::vector<std::string_view>& all = variable.choices;
    const bool fits = value.literal && !value.text.empty() && value.text.size() <= 256;
    if (fits && all.size() < shell_variants_max && std::ranges::find(all, value.text) == all.end())
      all.push_back(value.text);
  }

  // The text of a piece, with whether it can be told.
  std::pair<std::string_view, bool> text_of(const ShellPiece& piece) {
    if (piece.kind == ShellPiece::Kind::literal) return {piece.text, true};
    if (piece.kind == ShellPiece::Kind::opaque) return {piece.text, false};
    const auto found = variables_.find(piece.text);
    const bool known = found != variables_.end() && found->second.known &&
                       (found->second.function.empty() || found->second.function == function_) &&
                       expanded_ < shell_expanded_size_max;
    if (!known) {
      if (open_.empty()) open_ = piece.text;
      return {piece.text, false};
    }
    expanded_ += found->second.text.size();
    return {found->second.text, true};
  }

  static void append(std::string& word, bool& literal, const ShellPiece& piece,
                     std::string_view text, bool known) {
    if (!known && piece.kind == ShellPiece::Kind::variable) word += '$';
    word += text;
    literal = literal && known;
  }

  // A word that is not split: the value of an assignment, the target of a redirection. The first
  // `before` characters, which are plain, are left out.
  void join(const ShellToken& token, std::size_t before, ShellWord& word) {
    for (const ShellPiece& piece : token.pieces) {
      auto [text, known] = text_of(piece);
      text.remove_prefix(std::exchange(before, 0));
      append(word.text, word.literal, piece, text, known);
    }
  }

  ShellWord joined(const ShellToken& token) {
    ShellWord word{{}, token.range, true};
    join(token, 0, word);
    return word;
  }

  // The words that `token` stands for: more than one, or none, where an unquoted variable has
  // blanks or is empty.
  void split(const ShellToken& token, Words& words) {
    if (token.pieces.size() == 1 && token.pieces[0].kind != ShellPiece::Kind::variable) {
      const ShellPiece& piece = token.pieces[0];
      words.add(piece.text, token.range, piece.kind == ShellPiece::Kind::literal);
      return;
    }
    std::string word;
    bool literal = true;
    bool open = token.quoted;
    for (const ShellPiece& piece : token.pieces) {
      const auto [text, known] = text_of(piece);
      if (piece.kind != ShellPiece::Kind::variable || piece.quoted || !known) {
        append(word, literal, piece, text, known);
        open = true;
        continue;
      }
      for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\n') {
          word += c;
          open = true;
        } else if (open) {
          words.add(word, token.range, std::exchange(literal, true));
          word.clear();
          open = false;
        }
      }
    }
    if (open) words.add(word, token.range, literal);
  }

  // What a loop goes through: words, patterns of file names, and what `ls` is asked to list.
  std::vector<std::string> values_of(const ShellLoop& loop) {
    std::vector<std::string> all;
    for (const ShellToken& token : loop.words) {
      Words given;
      split(token, given);
      for (std::size_t i = 0; i < given.texts.size(); i++) {
        std::string_view text = given.texts[i];
        if (text.starts_with("$(ls ") || text.starts_with("`ls ")) {
          text.remove_prefix(text.find(' ') + 1);
          text = text.substr(0, text.find_first_of(")`|>"));
          for (auto part = next_word(text); !part.empty(); part = next_word(text))
            if (part.starts_with('/')) all.push_back(shell_pattern(part));
        } else {
          all.push_back(given.places[i].literal ? given.texts[i] : shell_pattern(text));
        }
      }
      if (all.size() >= shell_variants_max) break;
    }
    return all;
  }

  // Where "$NAME" stands in `text`, and not "$NAME2".
  static std::size_t place_of(std::string_view text, std::string_view name) {
    for (std::size_t at = text.find('$'); at != text.npos; at = text.find('$', at + 1)) {
      const std::string_view rest = text.substr(at + 1);
      if (!rest.starts_with(name)) continue;
      if (rest.size() == name.size()) return at;
      const char c = rest[name.size()];
      const bool longer =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      return longer ? text.npos : at;
    }
    return text.npos;
  }

  // The variants of a command that leaves the variable open: with each value that this may have.
  void add_variants(const ShellRawCommand& raw, std::string_view name, ShellCommand& command) {
    const bool named = std::ranges::any_of(words_.row(), [&](const std::string& word) {
      return place_of(word, name) != std::string::npos;
    });
    if (!named) return;
    const std::vector<ShellLoop>& loops = parsed_.loops;
    std::size_t loop = raw.loop;
    while (loop != shell_no_loop && loops[loop].name != name) loop = loops[loop].outer;
    if (loop != shell_no_loop) {
      for (const std::string& value : values_of(loops[loop]))
        if (!add_variant(command, name, value)) return;
    } else if (const auto found = variables_.find(name); found != variables_.end()) {
      for (const std::string_view value : found->second.choices)
        if (!add_variant(command, name, value)) return;
    }
  }

  // Whether there may be more.
  bool add_variant(ShellCommand& command, std::string_view name, std::string_view value) {
    if (command.variants.size() == shell_variants_max || value.empty()) return false;
    const auto row = words_.row();
    std::vector<std::string> words(row.begin(), row.end());
    std::size_t size = 0;
    for (std::string& text : words) {
      const std::size_t at = place_of(text, name);
      if (at != std::string::npos) text.replace(at, name.size() + 1, value);
      size += text.size();
    }
    expanded_ += size;
    if (expanded_ > shell_expanded_size_max) return false;
    command.variants.push_back(std::move(words));
    return true;
  }

  void add(const ShellRawCommand& raw) {
    const auto tokens = parsed_.words_of(raw);
    if (are_assignments(tokens)) return;
    const ShellPlace& place = script_.places[raw.place];
    function_ = place.function;
    open_ = {};
    ShellCommand& command = script_.commands.emplace_back();
    words_.begin = words_.texts.size();
    for (const ShellToken& token : tokens) {
      const bool leading = words_.empty() && !command.exec;
      if (leading && token.name_size > 0) {
        command.assignments.push_back(joined(token));
      } else if (leading && token.text == "exec") {
        command.exec = true;
      } else {
        split(token, words_);
      }
    }
    if (words_.empty()) {
      script_.commands.pop_back();
      return;
    }
    rows_.push_back({words_.begin, words_.texts.size() - words_.begin});
    command.range = raw.range;
    command.background = raw.background;
    command.piped = raw.piped;
    command.substituted = raw.substituted;
    command.conditional = place.conditional;
    command.condition = place.condition;
    command.function = place.function;
    const std::string_view open = open_;
    for (const auto& [operation, target] : parsed_.redirections_of(raw))
      command.redirections.push_back({std::string(operation), joined(target)});
    if (!open.empty()) add_variants(raw, open, command);
  }

  // To every command its words, which now stay where they are.
  void give_words() {
    script_.words = std::move(words_.texts);
    script_.word_places = std::move(words_.places);
    for (std::size_t i = 0; i < rows_.size(); i++) {
      ShellCommand& command = script_.commands[i];
      command.words = std::span(script_.words).subspan(rows_[i].first, rows_[i].count);
      command.places = std::span(script_.word_places).subspan(rows_[i].first, rows_[i].count);
    }
  }

  const ShellParsed& parsed_;
  ShellScript& script_;
  std::vector<Set> sets_;
  Words words_;                 // of all commands
  std::vector<ShellRow> rows_;  // of these, by command
  std::map<std::string_view, Variable, BySize> variables_;
  std::string_view function_;  // that the command being expanded is part of
  std::string_view open_;      // the first variable of that command that cannot be told
  std::size_t expanded_ = 0;
};

}  // namespace

void expand_shell(ShellParsed parsed, ShellScript& script) {
  script.places = std::move(parsed.places);
  Expander(parsed, script).run();
}

}  // namespace assay::formats
