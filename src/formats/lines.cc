#include "formats/lines.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::formats {

std::vector<Line> split_lines(Bytes bytes, std::vector<FormatProblem>& problems) {
  std::vector<Line> lines;
  const std::string_view whole = as_text(bytes);
  for (std::size_t at = 0; at < whole.size();) {
    if (lines.size() == lines_max) {
      problems.push_back({{ErrorCode::limit, fmt::format("only {} lines are read", lines_max)},
                          {at, whole.size() - at}});
      break;
    }
    const std::size_t end = std::min(whole.find('\n', at), whole.size());
    std::string_view text = whole.substr(at, end - at);
    if (text.size() > line_size_max) {
      problems.push_back({{ErrorCode::limit, fmt::format("a line of {} bytes, {} are read",
                                                         text.size(), line_size_max)},
                          {at, text.size()}});
      text = text.substr(0, line_size_max);
    }
    using namespace std::string_view_literals;
    const std::size_t start = std::min(text.find_first_not_of('\0'), text.size());
    text.remove_prefix(start);
    text = text.substr(0, text.find_last_not_of("\r\0"sv) + 1);
    lines.push_back({text, {at + start, text.size()}});
    at = end + 1;
  }
  return lines;
}

Range range_in(std::string_view whole, std::string_view text, std::uint64_t start) {
  ASSAY_ASSERT(text.data() >= whole.data() &&
               text.data() + text.size() <= whole.data() + whole.size());
  return {start + static_cast<std::uint64_t>(text.data() - whole.data()), text.size()};
}

std::string_view trim(std::string_view text) {
  const std::size_t start = std::min(text.find_first_not_of(" \t\r"), text.size());
  text.remove_prefix(start);
  return text.substr(0, text.find_last_not_of(" \t\r") + 1);
}

std::string_view next_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r"), rest.size()));
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r"));
  rest.remove_prefix(word.size());
  return word;
}

Text located(const Line& line, std::string_view text) {
  return {std::string(text), range_in(line.text, text, line.range.offset)};
}

}  // namespace assay::formats
