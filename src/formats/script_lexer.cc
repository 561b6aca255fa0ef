// A string ends at its own quote, or, in JavaScript and Lua, at the end of its line; one in
// backquotes (JavaScript) and one in long brackets (Lua) goes on over lines. In JavaScript a '/'
// begins a regular expression where no value stands before it. Comments:
//
//   JavaScript  //   /* */        Lua  --   --[[ ]]        PHP  //   #   /* */
//
// Source: ECMA-262, 12 (lexical grammar); Lua 5.1 manual, 2.1; PHP manual, "Basic syntax".
#include "formats/script_lexer.h"

#include <algorithm>
#include <array>

namespace assay::formats {
namespace {

using Kind = ScriptToken::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What a character may be part of: every one of every script comes by here.
enum class Class : std::uint8_t { sign, blank, digit, letter };

constexpr auto classes = [] {
  std::array<Class, 256> table{};
  for (unsigned c = 0; c < 256; c++) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    if (letter || c >= 0x80) table[c] = Class::letter;
    if (c >= '0' && c <= '9') table[c] = Class::digit;
  }
  for (const char c : {' ', '\t', '\r', '\n', '\f'})
    table[static_cast<unsigned char>(c)] = Class::blank;
  return table;
}();

Class class_of(char c) { return classes[static_cast<unsigned char>(c)]; }

bool is_name_start(char c) { return class_of(c) == Class::letter; }

bool is_name(char c) { return class_of(c) >= Class::digit; }

class ScriptLexer {
 public:
  ScriptLexer(std::string_view script, ScriptLanguage language, std::uint64_t start)
      : script_(script), language_(language), start_(start) {}

  ScriptToken next() {
    skip();
    if (position_ >= script_.size()) return take(Kind::end, 0);
    const char c = script_[position_];
    if (is_name_start(c)) return take_while(Kind::name, is_name);
    if (is_digit(c)) return take_while(Kind::number, [](char d) { return is_name(d) || d == '.'; });
    const bool lua = language_ == ScriptLanguage::lua;
    if (c == '"' || c == '\'' || (c == '`' && !lua)) return take_string(c);
    if (c == '[' && lua) {
      if (const auto size = long_bracket(position_)) return take_long(*size);
    }
    return take(Kind::sign, 1);
  }

 private:
  std::string_view rest() const { return script_.substr(position_); }

  ScriptToken take(Kind kind, std::size_t size) {
    last_ = {kind, script_.substr(position_, size), {start_ + position_, size}};
    position_ += size;
    return last_;
  }

  // Whether what was taken last is a value, so that a '/' behind it divides.
  bool value_before() const {
    if (last_.kind == Kind::sign) return last_.is(')') || last_.is(']') || last_.is('}');
    return last_.kind != Kind::end && !last_.is_name("return") && !last_.is_name("typeof") &&
           !last_.is_name("case");
  }

  template <class In>
  ScriptToken take_while(Kind kind, In in) {
    std::size_t end = position_;
    while (end < script_.size() && in(script_[end])) end++;
    return take(kind, end - position_);
  }

  ScriptToken take_string(char quote) {
    const bool over_lines = quote == '`' || language_ == ScriptLanguage::php;
    std::size_t end = position_ + 1;
    while (end < script_.size() && script_[end] != quote && (over_lines || script_[end] != '\n'))
      end += script_[end] == '\\' && end + 1 < script_.size() ? 2U : 1U;
    end = std::min(end, script_.size());
    const bool closed = end < script_.size() && script_[end] == quote;
    return inner(1, end - position_ - 1, closed ? 1 : 0);
  }

  // The size of the opening "[==[" at `at`, where there is one.
  std::optional<std::size_t> long_bracket(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < script_.size() && script_[end] == '=' && end - at < 64) end++;
    if (end >= script_.size() || script_[end] != '[') return {};
    return end + 1 - at;
  }

  std::size_t end_of_long(std::size_t at, std::size_t opening) const {
    const std::string closing = "]" + std::string(opening - 2, '=') + "]";
    return std::min(script_.find(closing, at + opening), script_.size());
  }

  ScriptToken take_long(std::size_t opening) {
    const std::size_t end = end_of_long(position_, opening);
    return inner(opening, end - position_ - opening, std::min(opening, script_.size() - end));
  }

  // A string of `size` bytes behind `before` bytes of opening and before `after` of closing.
  ScriptToken inner(std::size_t before, std::size_t size, std::size_t after) {
    const std::string_view text = script_.substr(position_ + before, size);
    ScriptToken token = take(Kind::string, before + size + after);
    token.text = text;
    return token;
  }

  // Passes over blanks, comments and regular expressions.
  void skip() {
    while (position_ < script_.size()) {
      const Class kind = class_of(script_[position_]);
      if (kind >= Class::digit) return;
      const std::size_t size = kind == Class::blank ? 1 : comment_size();
      const std::size_t passed = size != 0 ? size : expression_size();
      if (passed == 0) return;
      if (size == 0) last_.kind = Kind::number;  // a regular expression is a value as well
      position_ += passed;
    }
  }

  std::size_t comment_size() const {
    const std::string_view text = rest();
    if (language_ == ScriptLanguage::lua) {
      if (!text.starts_with("--")) return 0;
      const auto opening = text.size() > 2 && text[2] == '[' ? long_bracket(position_ + 2)
                                                             : std::optional<std::size_t>();
      if (!opening) return line_size();
      const std::size_t end = end_of_long(position_ + 2, *opening);
      return std::min(end + *opening, script_.size()) - position_;
    }
    if (text.starts_with("//")) return line_size();
    if (language_ == ScriptLanguage::php && text[0] == '#') return line_size();
    if (!text.starts_with("/*")) return 0;
    const std::size_t end = text.find("*/", 2);
    return end == std::string_view::npos ? text.size() : end + 2;
  }

  std::size_t line_size() const { return std::min(rest().find('\n'), rest().size()); }

  // Of a regular expression with its flags; 0 where none begins here.
  std::size_t expression_size() const {
    if (language_ != ScriptLanguage::javascript || script_[position_] != '/' || value_before())
      return 0;
    const std::string_view text = rest().substr(0, regular_expression_max);
    bool in_class = false;
    for (std::size_t i = 1; i < text.size() && text[i] != '\n'; i++) {
      if (text[i] == '\\') {
        i++;
      } else if (text[i] == '[' || text[i] == ']') {
        in_class = text[i] == '[';
      } else if (text[i] == '/' && !in_class) {
        do i++;
        while (i < text.size() && is_name(text[i]));
        return i;
      }
    }
    return 0;
  }

  std::string_view script_;
  ScriptLanguage language_;
  std::uint64_t start_;
  std::size_t position_ = 0;
  ScriptToken last_;  // `end`: none yet
};

constexpr unsigned no_number = ~0U;

// Of at most seven hex digits; no_number where one is none, or where there are none.
unsigned hex(std::string_view digits) {
  if (digits.empty()) return no_number;
  unsigned value = 0;
  for (const char c : digits) {
    const int digit = is_digit(c)            ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return no_number;
    value = value * 16 + static_cast<unsigned>(digit);
  }
  return value;
}

}  // namespace

std::vector<ScriptToken> read_script(std::string_view script, ScriptLanguage language,
                                     std::uint64_t start) {
  std::vector<ScriptToken> tokens;
  tokens.reserve(std::min(script.size() / 8, script_tokens_max));
  ScriptLexer lexer(script, language, start);
  for (ScriptToken token = lexer.next();
       token.kind != Kind::end && tokens.size() < script_tokens_max; token = lexer.next())
    tokens.push_back(token);
  return tokens;
}

std::string unescaped(std::string_view text) {
  const std::size_t first = text.find('\\');
  std::string out(text.substr(0, first));
  if (first == text.npos) return out;
  for (std::size_t i = first; i < text.size(); i++) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : 0;
    const unsigned value = i + digits >= text.size() ? no_number : hex(text.substr(i + 1, digits));
    if (c == 'n') {
      out += '\n';
    } else if (c == 't') {
      out += '\t';
    } else if (value < 0x80) {
      out += static_cast<char>(value);
      i += digits;
    } else if (c == '/' || c == '\\' || c == '"' || c == '\'') {
      out += c;
    } else {
      out += {'\\', c};
    }
  }
  return out;
}

}  // namespace assay::formats
