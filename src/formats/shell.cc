// A script is taken apart into commands (shell_parser), in which then variables are put in
// (shell_expander).
//
// Source: POSIX.1-2017, Shell Command Language, 2.6 (word expansions).
#include "formats/shell.h"

#include <fmt/core.h>

#include <algorithm>

#include "formats/lines.h"
#include "formats/shell_expander.h"

namespace assay::formats {
namespace {

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
  ShellParsed parsed = parse_shell(text, script.problems);
  script.functions = std::move(parsed.functions);
  expand_shell(std::move(parsed), script);
  return script;
}

}  // namespace assay::formats
