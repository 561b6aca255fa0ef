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

// Puts variables in, and turns raw commands into what the script states.
class Expander {
 public:
  Expander(ShellScript& script, const std::vector<ShellLoop>& loops)
      : script_(script), loops_(loops) {}

  void run(std::vector<ShellRawCommand>& commands) {
    for (const ShellLoop& loop : loops_) counts_[loop.name] += 2;
    // What is set within $(...) is gone behind it.
    for (const ShellRawCommand& command : commands)
      if (!command.substituted) collect(command);
    for (const Set& set : sets_) resolve(set);
    script_.commands.reserve(commands.size());
    for (ShellRawCommand& command : commands) add(command);
  }

 private:
  struct Set {
    std::string name;
    ShellToken value;
    Range range;
    const ShellRawCommand* command;
  };

  struct Value {
    std::string text;
    std::string function;  // where it is set; empty: at the top
  };

  // The assignments that `command` makes for the rest of the script.
  void collect(const ShellRawCommand& command) {
    static constexpr std::string_view setters[] = {"export", "readonly", "local", "declare",
                                                   "typeset"};
    static constexpr std::string_view readers[] = {"read", "getopts", "unset"};
    const std::string_view first = command.words[0].text;
    const bool sets = std::ranges::find(setters, first) != std::end(setters);
    const bool alone = std::ranges::all_of(command.words, [](const ShellToken& word) {
      return shell_assignment_size(word).has_value();
    });
    if (std::ranges::find(readers, first) != std::end(readers)) {
      for (const ShellToken& word : command.words) counts_[std::string(word.text)] += 2;
    }
    if (!sets && !alone) return;
    for (const ShellToken& word : command.words) {
      const auto size = shell_assignment_size(word);
      if (!size) continue;
      Set set{std::string(word.pieces[0].text.substr(0, *size)), word, word.range, &command};
      set.value.pieces[0].text.remove_prefix(*size + 1);
      set.value.range = {word.range.offset + *size + 1, word.range.size - *size - 1};
      counts_[set.name]++;
      sets_.push_back(std::move(set));
    }
  }

  void resolve(const Set& set) {
    function_ = set.command->place.function;
    ShellAssignment assignment{set.name, joined(set.value), set.range,
                               set.command->place.conditional, set.command->place.function};
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
    if (piece.kind == ShellPiece::Kind::opaque) return {piece.text, false};
    const auto value = values_.find(piece.text);
    const bool known = value != values_.end() &&
                       (value->second.function.empty() || value->second.function == function_) &&
                       expanded_ < shell_expanded_size_max;
    if (!known) return {piece.text, false};
    expanded_ += value->second.text.size();
    return {value->second.text, true};
  }

  static void append(std::string& word, bool& literal, const ShellPiece& piece,
                     std::string_view text, bool known) {
    if (!known && piece.kind == ShellPiece::Kind::variable) word += '$';
    word += text;
    literal = literal && known;
  }

  // A word that is not split: the value of an assignment, the target of a redirection.
  ShellWord joined(const ShellToken& token) {
    ShellWord word{{}, token.range, true};
    for (const ShellPiece& piece : token.pieces) {
      const auto [text, known] = text_of(piece);
      append(word.text, word.literal, piece, text, known);
    }
    return word;
  }

  // The words that `token` stands for: more than one, or none, where an unquoted variable has
  // blanks or is empty.
  void split(const ShellToken& token, ShellCommand& command) {
    std::string word;
    bool literal = true;
    bool open = token.quoted;
    const auto add_word = [&] {
      if (command.words.size() == shell_words_max) return;
      command.words.push_back(std::exchange(word, {}));
      command.places.push_back({token.range, std::exchange(literal, true)});
    };
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
          add_word();
          open = false;
        }
      }
    }
    if (open) add_word();
  }

  // What a loop goes through: words, patterns of file names, and what `ls` is asked to list.
  std::vector<std::string> values_of(const ShellLoop& loop) {
    std::vector<std::string> all;
    for (const ShellToken& token : loop.words) {
      ShellCommand given;
      split(token, given);
      for (std::size_t i = 0; i < given.words.size(); i++) {
        std::string_view text = given.words[i];
        if (text.starts_with("$(ls ") || text.starts_with("`ls ")) {
          text.remove_prefix(text.find(' ') + 1);
          text = text.substr(0, text.find_first_of(")`|>"));
          for (auto part = next_word(text); !part.empty(); part = next_word(text))
            if (part.starts_with('/')) all.push_back(shell_pattern(part));
        } else {
          all.push_back(given.places[i].literal ? given.words[i] : shell_pattern(text));
        }
      }
      if (all.size() >= shell_variants_max) break;
    }
    return all;
  }

  // The values that a variable may have for this command; empty where they cannot be told.
  std::vector<std::string> choices_of(const std::string& name, const ShellRawCommand& raw) {
    for (std::size_t at = raw.place.loop; at != shell_no_loop; at = loops_[at].outer)
      if (loops_[at].name == name) return values_of(loops_[at]);
    const auto all = choices_.find(name);
    return all == choices_.end() ? std::vector<std::string>() : all->second;
  }

  // The first variable that is left open among `tokens`, without quotes and braces.
  std::string open_variable(const std::vector<ShellToken>& tokens) {
    for (const ShellToken& token : tokens)
      for (const ShellPiece& piece : token.pieces)
        if (piece.kind == ShellPiece::Kind::variable && !text_of(piece).second)
          return std::string(piece.text);
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

  void add_variants(const ShellRawCommand& raw, ShellCommand& command) {
    const std::string name = open_variable(raw.words);
    if (name.empty()) return;
    for (const std::string& value : choices_of(name, raw)) {
      if (command.variants.size() == shell_variants_max || value.empty()) break;
      std::vector<std::string> words;
      std::size_t size = 0;
      for (std::string text : command.words) {
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

  void add(ShellRawCommand& raw) {
    ShellCommand command;
    function_ = raw.place.function;
    command.range = raw.range;
    command.background = raw.background;
    command.piped = raw.piped;
    command.substituted = raw.substituted;
    command.conditional = raw.place.conditional;
    command.condition = std::move(raw.place.condition);
    command.function = std::move(raw.place.function);
    command.words.reserve(raw.words.size());
    command.places.reserve(raw.words.size());
    for (const ShellToken& token : raw.words) {
      const bool leading = command.words.empty() && !command.exec;
      if (leading && shell_assignment_size(token)) {
        command.assignments.push_back(joined(token));
      } else if (leading && token.text == "exec") {
        command.exec = true;
      } else {
        split(token, command);
      }
    }
    for (const auto& [operation, target] : raw.redirections)
      command.redirections.push_back({operation, joined(target)});
    if (command.words.empty()) return;
    add_variants(raw, command);
    script_.commands.push_back(std::move(command));
  }

  ShellScript& script_;
  const std::vector<ShellLoop>& loops_;
  std::vector<Set> sets_;
  std::map<std::string, std::size_t> counts_;
  std::map<std::string, Value, std::less<>> values_;
  std::map<std::string, std::vector<std::string>> choices_;  // every text that a variable is set to
  std::string function_;  // that the command being expanded is part of
  std::size_t expanded_ = 0;
};

}  // namespace

void expand_shell(ShellParsed parsed, ShellScript& script) {
  Expander(script, parsed.loops).run(parsed.commands);
}

}  // namespace assay::formats
