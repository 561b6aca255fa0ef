// Names, strings and signs of a script in JavaScript, JSON, Lua or PHP, with their places.
#pragma once

#include <span>

#include "formats/stated.h"

namespace assay::formats {

constexpr std::size_t script_tokens_max = 1U << 21U;       // of one script
constexpr std::size_t regular_expression_max = 1U << 10U;  // bytes; a longer one is read as a sign

enum class ScriptLanguage : std::uint8_t { javascript, lua, php };  // JSON is read as JavaScript

struct ScriptToken {
  enum class Kind : std::uint8_t { name, string, number, sign, end };
  Kind kind = Kind::end;
  std::string_view text;  // of a string: what stands between its quotes, as written; of a sign one
                          //   character
  Range range;            // with quotes

  bool is(char sign) const { return kind == Kind::sign && text.size() == 1 && text[0] == sign; }
  bool is_name(std::string_view name) const { return kind == Kind::name && text == name; }
};

// All tokens of `script`, without comments and regular expressions, at most script_tokens_max;
// `start` is where it stands in its file. They stay until this thread reads another script. Never
// fails. Linear in its size.
std::span<const ScriptToken> read_script(std::string_view script, ScriptLanguage language,
                                         std::uint64_t start);

// The text of a string with its escapes put in: \n, \/, \x41 and the like; others stay as written.
std::string unescaped(std::string_view text);

}  // namespace assay::formats
