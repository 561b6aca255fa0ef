// Tokens of the shell: words, whose parts are quoted or not; the operators  & && | || ; ;; ;& ( ) ;
// redirections, with the number of the file before them; newlines. A here-document begins behind
// the newline that follows its "<<WORD" and ends at a line of WORD alone.
//
// Source: POSIX.1-2017, Shell Command Language, 2.2 (quoting), 2.3 (token recognition), 2.7.
#include "formats/shell_lexer.h"

#include <algorithm>
#include <array>

namespace assay::formats {
namespace {

using Kind = ShellToken::Kind;
using PieceKind = ShellPiece::Kind;

constexpr std::size_t here_documents_max = 16;  // on one line

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name(char c) { return is_name_start(c) || is_digit(c); }

// By character: what ends a word, and what within one is no plain text.
enum class Use : std::uint8_t { plain, special, end };

constexpr auto uses = [] {
  std::array<Use, 256> table{};
  for (const char c : {'\'', '"', '\\', '$', '`', '='})
    table[static_cast<unsigned char>(c)] = Use::special;
  for (const char c : {' ', '\t', '\r', '\n', ';', '&', '|', '(', ')', '<', '>'})
    table[static_cast<unsigned char>(c)] = Use::end;
  return table;
}();

Use use_of(char c) { return uses[static_cast<unsigned char>(c)]; }

bool ends_word(char c) { return use_of(c) == Use::end; }

// The number of plain characters at the start of `text`.
std::size_t plain_size(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && use_of(text[size]) == Use::plain) size++;
  return size;
}

// The size of the operator that `text` begins with; 0 where it begins with none.
std::size_t operation_size(std::string_view text) {
  const char next = text.size() > 1 ? text[1] : '\0';
  switch (text[0]) {
    case ';':
      if (next == ';') return text.size() > 2 && text[2] == '&' ? 3 : 2;
      return next == '&' ? 2 : 1;
    case '&':
      return next == '&' ? 2 : 1;
    case '|':
      return next == '|' || next == '&' ? 2 : 1;
    case '(':
    case ')':
      return 1;
    default:
      return 0;
  }
}

}  // namespace

ShellToken ShellLexer::take(Kind kind, std::size_t size) {
  ShellToken token;
  token.kind = kind;
  token.text = script_.substr(position_, size);
  token.range = {position_, token.text.size()};
  position_ += token.text.size();
  return token;
}

void ShellLexer::skip_blanks() {
  while (!at_end()) {
    const char c = script_[position_];
    if (c == ' ' || c == '\t' || c == '\r') {
      position_++;
    } else if (c == '\\' && at(1) == '\n') {
      position_ += 2;
    } else if (c == '#') {
      position_ = std::min(script_.find('\n', position_), script_.size());
    } else {
      return;
    }
  }
}

void ShellLexer::skip_here_documents() {
  for (const HereDocument& document : here_documents_) {
    const std::size_t start = position_;
    std::size_t stop = position_;
    while (!at_end()) {
      stop = position_;
      const std::size_t end = std::min(script_.find('\n', position_), script_.size());
      std::string_view line = script_.substr(position_, end - position_);
      position_ = std::min(end + 1, script_.size());
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (document.tabs) line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
      if (line == document.delimiter) break;
      stop = position_;
    }
    bodies_.push_back({document.start, {start, stop - start}, document.quoted});
  }
  here_documents_.clear();
}

ShellToken ShellLexer::redirection(std::size_t digits) {
  static constexpr std::string_view forms[] = {"<<<", "<<-", "<<", "<&", "<>",
                                               ">>",  ">&",  ">|", "<",  ">"};
  const std::string_view rest = script_.substr(position_ + digits);
  const auto* form = std::ranges::find_if(forms, [&](auto one) { return rest.starts_with(one); });
  if (*form == "<<" || *form == "<<-") {
    want_delimiter_ = true;
    delimiter_tabs_ = *form == "<<-";
  }
  return take(Kind::redirection, digits + form->size());
}

ShellToken ShellLexer::next() {
  skip_blanks();
  if (at_end()) return take(Kind::end, 0);
  const char c = script_[position_];
  if (c == '\n') {
    ShellToken token = take(Kind::newline, 1);
    want_delimiter_ = false;
    if (!here_documents_.empty()) skip_here_documents();
    // Empty lines and those of comments say no more.
    for (skip_blanks(); at() == '\n'; skip_blanks()) position_++;
    return token;
  }
  if (ends_word(c) || is_digit(c)) {
    std::size_t digits = 0;
    while (is_digit(at(digits)) && digits < 4) digits++;
    if (at(digits) == '<' || at(digits) == '>') return redirection(digits);
    if (c == '&' && at(1) == '>') return take(Kind::redirection, at(2) == '>' ? 3 : 2);
    if (const std::size_t size = operation_size(script_.substr(position_)); size > 0)
      return take(Kind::operation, size);
  }
  ShellToken token = word();
  if (want_delimiter_ && here_documents_.size() < here_documents_max) {
    std::string delimiter;
    for (const ShellPiece& piece : token.pieces) delimiter += piece.text;
    here_documents_.push_back(
        {std::move(delimiter), delimiter_tabs_, token.range.offset, token.quoted});
  }
  want_delimiter_ = false;
  return token;
}

// Plain text that goes on where the last piece ends is part of that.
void ShellLexer::add(PieceKind kind, std::string_view text, bool quoted) {
  if (kind == PieceKind::literal && !pieces_.empty()) {
    ShellPiece& last = pieces_.back();
    if (last.kind == kind && last.quoted == quoted && last.text.end() == text.begin()) {
      last.text = {last.text.data(), last.text.size() + text.size()};
      return;
    }
  }
  pieces_.push_back({kind, quoted, text});
}

// The word that has been read from `start` on, of these pieces.
ShellToken ShellLexer::word_of(std::span<const ShellPiece> pieces, std::size_t start) {
  ShellToken token;
  token.kind = Kind::word;
  token.text = script_.substr(start, position_ - start);
  token.range = {start, token.text.size()};
  token.pieces = kept_.keep(pieces);
  return token;
}

ShellToken ShellLexer::word() {
  const std::size_t start = position_;
  position_ += plain_size(script_.substr(start));
  const ShellPiece first{PieceKind::literal, false, script_.substr(start, position_ - start)};
  if (at_end() || ends_word(script_[position_])) return word_of({&first, 1}, start);  // as most
  pieces_.clear();
  if (!first.text.empty()) pieces_.push_back(first);
  bool quoted = false;
  std::size_t name_size = 0;
  while (!at_end()) {
    const char c = script_[position_];
    if (ends_word(c)) break;
    if (const std::size_t plain = plain_size(script_.substr(position_)); plain > 0) {
      add(PieceKind::literal, script_.substr(position_, plain), false);
      position_ += plain;
    } else {
      quoted = quoted || c == '\'' || c == '"' || c == '\\';
      if (c == '=' && ends_name()) name_size = pieces_[0].text.size();
      take_special(c);
    }
  }
  ShellToken token = word_of(pieces_, start);
  token.quoted = quoted;
  token.name_size = name_size;
  return token;
}

// Whether all that has been read of the word, up to here, is a name.
bool ShellLexer::ends_name() const {
  if (pieces_.size() != 1 || pieces_[0].kind != PieceKind::literal || pieces_[0].quoted)
    return false;
  const std::string_view text = pieces_[0].text;
  return !text.empty() && text.data() + text.size() == script_.data() + position_ &&
         is_name_start(text[0]) && std::ranges::all_of(text, is_name);
}

// What is no plain text, from the next character, `c`, on.
void ShellLexer::take_special(char c) {
  if (c == '\'') {
    const std::size_t end = std::min(script_.find('\'', position_ + 1), script_.size());
    add(PieceKind::literal, script_.substr(position_ + 1, end - position_ - 1), true);
    position_ = std::min(end + 1, script_.size());
  } else if (c == '"') {
    take_double_quotes();
  } else if (c == '\\') {
    if (at(1) != '\n') add(PieceKind::literal, script_.substr(position_ + 1, 1), true);
    position_ = std::min(position_ + 2, script_.size());
  } else if (c == '$') {
    take_dollar(false);
  } else if (c == '`') {
    take_backquotes(false);
  } else {
    add(PieceKind::literal, script_.substr(position_++, 1), false);
    if (c == '=' && at() == '(') {  // an array of bash
      const std::size_t array = position_;
      take_balanced('(', ')');
      add(PieceKind::opaque, script_.substr(array, position_ - array), true);
    }
  }
}

void ShellLexer::take_double_quotes() {
  position_++;
  while (!at_end() && at() != '"') {
    if (at() == '$') {
      take_dollar(true);
    } else if (at() == '`') {
      take_backquotes(true);
    } else if (at() == '\\' && at(1) == '\n') {
      position_ += 2;
    } else {
      const bool escape =
          at() == '\\' && (at(1) == '"' || at(1) == '\\' || at(1) == '$' || at(1) == '`');
      if (escape) position_++;
      const std::size_t end =
          std::min(script_.find_first_of("\"$`\\", position_ + 1), script_.size());
      add(PieceKind::literal, script_.substr(position_, end - position_), true);
      position_ = end;
    }
  }
  if (!at_end()) position_++;
}

void ShellLexer::take_dollar(bool quoted) {
  const std::size_t start = position_++;
  const auto opaque = [&] {
    add(PieceKind::opaque, script_.substr(start, position_ - start), quoted);
  };
  if (at() == '(') {
    const bool arithmetic = at(1) == '(';
    take_balanced('(', ')');
    opaque();
    const std::size_t end = script_[position_ - 1] == ')' ? position_ - 1 : position_;
    if (!arithmetic && end > start + 2) pieces_.back().commands = {start + 2, end - start - 2};
  } else if (at() == '{') {
    take_balanced('{', '}');
    const std::string_view inner =
        script_.substr(start + 2, position_ - std::min(position_, start + 3));
    const bool plain = !inner.empty() && is_name_start(inner[0]) &&
                       std::ranges::all_of(inner, is_name) && script_[position_ - 1] == '}';
    if (plain) {
      add(PieceKind::variable, inner, quoted);
    } else {
      opaque();
    }
  } else if (is_name_start(at())) {
    while (is_name(at())) position_++;
    add(PieceKind::variable, script_.substr(start + 1, position_ - start - 1), quoted);
  } else if (is_digit(at()) ||
             (at() != '\0' && std::string_view("@*#?-$!").find(at()) != std::string_view::npos)) {
    position_++;
    opaque();
  } else {
    add(PieceKind::literal, "$", quoted);
  }
}

void ShellLexer::take_backquotes(bool quoted) {
  const std::size_t start = position_++;
  while (!at_end() && at() != '`') position_ += at() == '\\' ? 2U : 1U;
  const std::size_t end = std::min(position_, script_.size());
  position_ = std::min(position_ + 1, script_.size());
  add(PieceKind::opaque, script_.substr(start, position_ - start), quoted);
  pieces_.back().commands = {start + 1, end - std::min(start + 1, end)};
}

ShellToken ShellLexer::text() {
  pieces_.clear();
  const std::size_t start = position_;
  while (!at_end()) {
    if (at() == '$') {
      take_dollar(true);
    } else if (at() == '`') {
      take_backquotes(true);
    } else {
      position_ = std::min(position_ + (at() == '\\' ? 2U : 1U), script_.size());
    }
  }
  return word_of(pieces_, start);
}

// Passes over `open` and all up to the `close` that belongs to it.
void ShellLexer::take_balanced(char open, char close) {
  std::size_t depth = 0;
  char quote = '\0';
  for (; !at_end(); position_++) {
    const char c = at();
    if (c == '\\' && quote != '\'') {
      position_++;
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == open) {
      depth++;
    } else if (c == close && --depth == 0) {
      position_++;
      return;
    }
  }
  position_ = script_.size();
}

}  // namespace assay::formats
