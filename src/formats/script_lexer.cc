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
#include <optional>
#include <type_traits>

#include "base/byte_block.h"

namespace assay::formats {
namespace {

using Kind = ScriptToken::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What a character begins, as far as it alone tells: every one of every script comes by here.
enum class Class : std::uint8_t {
  sign,
  blank,
  opener,  // in one of the languages: a string, a comment or a regular expression
  digit,
  letter,
};

constexpr auto classes = [] {
  std::array<Class, 256> table{};
  for (unsigned c = 0; c < 256; c++) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    if (letter || c >= 0x80) table[c] = Class::letter;
    if (c >= '0' && c <= '9') table[c] = Class::digit;
  }
  for (const char c : {' ', '\t', '\r', '\n', '\f'})
    table[static_cast<unsigned char>(c)] = Class::blank;
  for (const char c : {'"', '\'', '`', '/', '#', '-', '['})
    table[static_cast<unsigned char>(c)] = Class::opener;
  return table;
}();

Class class_of(char c) { return classes[static_cast<unsigned char>(c)]; }

bool is_name(char c) { return class_of(c) >= Class::digit; }

// Where the tokens of a thread's last script are. Room for them serves all scripts but the longest;
// its pages come as they are written.
class TokenRoom {
 public:
  static TokenRoom& of_thread() {
    thread_local TokenRoom room;
    if (room.capacity() != kept) room.make(kept);
    return room;
  }

  ScriptToken* tokens() { return reinterpret_cast<ScriptToken*>(bytes_.data()); }
  std::size_t capacity() const { return bytes_.size() / sizeof(ScriptToken); }

  // For twice as many, of which the first half is kept.
  void grow() { bytes_.resize(bytes_.size() * 2); }

 private:
  static constexpr std::size_t kept = 1U << 17U;
  static_assert(std::is_trivially_copyable_v<ScriptToken> && std::is_aggregate_v<ScriptToken>);

  void make(std::size_t count) {
    bytes_ = {};
    bytes_.resize(count * sizeof(ScriptToken));
  }

  Buffer bytes_;  // which are not written before a token is
};

class ScriptLexer {
 public:
  ScriptLexer(std::string_view script, ScriptLanguage language, std::uint64_t start)
      : script_(script),
        language_(language),
        start_(start),
        tokens_(room_.tokens()),
        capacity_(room_.capacity()) {}

  std::span<const ScriptToken> run() {
    for (std::size_t at = 0;;) {
      while (at < script_.size() && class_of(script_[at]) == Class::blank) at++;
      if (at == script_.size() || count_ == script_tokens_max) break;
      switch (class_of(script_[at])) {
        case Class::letter:
          at = take(Kind::name, at, end_of_name(at));
          break;
        case Class::sign:
          at = take(Kind::sign, at, at + 1);
          break;
        case Class::digit:
          at = take(Kind::number, at, end_of_number(at));
          break;
        default:
          at = open(at);
          break;
      }
    }
    return {tokens_, count_};
  }

 private:
  // Takes what stands from `at` to `end`, and gives back the latter.
  std::size_t take(Kind kind, std::size_t at, std::size_t end) {
    if (count_ == capacity_) grow();
    tokens_[count_++] = {kind, {script_.data() + at, end - at}, {start_ + at, end - at}};
    behind_expression_ = false;
    return end;
  }

  [[gnu::noinline]] void grow() {  // seldom, and take() is short without it
    room_.grow();
    tokens_ = room_.tokens();
    capacity_ = room_.capacity();
  }

  std::size_t end_of_name(std::size_t at) const {
    while (at < script_.size() && is_name(script_[at])) at++;
    return at;
  }

  std::size_t end_of_number(std::size_t at) const {
    while (at < script_.size() && (is_name(script_[at]) || script_[at] == '.')) at++;
    return at;
  }

  // Takes or passes over what an opener at `at` begins, and gives back where that ends.
  std::size_t open(std::size_t at) {
    if (const std::size_t end = end_of_comment(at); end != at) return end;
    if (const std::size_t end = end_of_expression(at); end != at) {
      behind_expression_ = true;
      return end;
    }
    const char c = script_[at];
    const bool lua = language_ == ScriptLanguage::lua;
    if (c == '"' || c == '\'' || (c == '`' && !lua)) return take_string(at, c);
    if (c == '[' && lua) {
      if (const auto size = long_bracket(at)) return take_long(at, *size);
    }
    return take(Kind::sign, at, at + 1);
  }

  // Whether what was taken last is a value, so that a '/' behind it divides.
  bool value_before() const {
    if (behind_expression_) return true;
    if (count_ == 0) return false;
    const ScriptToken& last = tokens_[count_ - 1];
    if (last.kind == Kind::sign) return last.is(')') || last.is(']') || last.is('}');
    return !last.is_name("return") && !last.is_name("typeof") && !last.is_name("case");
  }

  std::size_t take_string(std::size_t at, char quote) {
    const bool over_lines = quote == '`' || language_ == ScriptLanguage::php;
    const char last = over_lines ? quote : '\n';
    std::size_t end = find_one_of(script_, at + 1, quote, '\\', last);
    while (end < script_.size() && script_[end] == '\\')
      end = find_one_of(script_, std::min(end + 2, script_.size()), quote, '\\', last);
    const bool closed = end < script_.size() && script_[end] == quote;
    return take_inner(at, at + 1, end, closed ? end + 1 : end);
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

  std::size_t take_long(std::size_t at, std::size_t opening) {
    const std::size_t end = end_of_long(at, opening);
    return take_inner(at, at + opening, end, std::min(end + opening, script_.size()));
  }

  // A string whose text stands from `first` to `last`.
  std::size_t take_inner(std::size_t at, std::size_t first, std::size_t last, std::size_t end) {
    take(Kind::string, at, end);
    tokens_[count_ - 1].text = script_.substr(first, last - first);
    return end;
  }

  std::size_t end_of_line(std::size_t at) const {
    return std::min(script_.find('\n', at), script_.size());
  }

  // `at` itself where no comment begins there; the same below.
  std::size_t end_of_comment(std::size_t at) const {
    const std::string_view text = script_.substr(at);
    if (language_ == ScriptLanguage::lua) {
      if (!text.starts_with("--")) return at;
      const auto opening =
          text.size() > 2 && text[2] == '[' ? long_bracket(at + 2) : std::optional<std::size_t>();
      if (!opening) return end_of_line(at);
      return std::min(end_of_long(at + 2, *opening) + *opening, script_.size());
    }
    if (text.starts_with("//")) return end_of_line(at);
    if (language_ == ScriptLanguage::php && text[0] == '#') return end_of_line(at);
    if (!text.starts_with("/*")) return at;
    const std::size_t end = script_.find("*/", at + 2);
    return end == std::string_view::npos ? script_.size() : end + 2;
  }

  // Of a regular expression with its flags.
  std::size_t end_of_expression(std::size_t at) const {
    if (language_ != ScriptLanguage::javascript || script_[at] != '/' || value_before()) return at;
    const std::string_view text = script_.substr(at, regular_expression_max);
    bool in_class = false;
    for (std::size_t i = 1; i < text.size() && text[i] != '\n'; i++) {
      if (text[i] == '\\') {
        i++;
      } else if (text[i] == '[' || text[i] == ']') {
        in_class = text[i] == '[';
      } else if (text[i] == '/' && !in_class) {
        do i++;
        while (i < text.size() && is_name(text[i]));
        return at + i;
      }
    }
    return at;
  }

  std::string_view script_;
  ScriptLanguage language_;
  std::uint64_t start_;
  TokenRoom& room_ = TokenRoom::of_thread();
  ScriptToken* tokens_;
  std::size_t capacity_;
  std::size_t count_ = 0;
  bool behind_expression_ = false;  // a regular expression came last, which is a value as well
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

std::span<const ScriptToken> read_script(std::string_view script, ScriptLanguage language,
                                         std::uint64_t start) {
  return ScriptLexer(script, language, start).run();
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
