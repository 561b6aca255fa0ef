// The first line is "# NAME YYYY-MM-DD: ...", further lines that begin with # are remarks. Each
// other one: product, tab, pattern of versions, tab, day, tab, source.
#include "rules/end_of_support.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/embedded.h"
#include "rules/key_block.h"

namespace assay::rules {

std::span<const EmbeddedFile> data_files();

namespace {

bool is_day(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
         std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) == 8;
}

}  // namespace

Result<EndOfSupportData> parse_end_of_support(std::string_view text) {
  EndOfSupportData data;
  std::int64_t number = 0;
  std::string_view as_of;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    number++;
    const auto wrong = [&](std::string_view what) {
      return fail(ErrorCode::corrupt, fmt::format("line {}: {}", number, what));
    };
    if (number == 1) {
      const std::size_t colon = line.find(':');
      if (!line.starts_with("# ") || colon == std::string_view::npos || colon < 13)
        return wrong("it opens with '# NAME YYYY-MM-DD: '");
      data.version = line.substr(2, colon - 2);
      as_of = line.substr(colon - 10, 10);
      if (!is_day(as_of)) return wrong("its date is no YYYY-MM-DD");
    }
    if (line.empty() || line.starts_with('#')) continue;
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= line.size();) {
      const std::size_t end = std::min(line.find('\t', start), line.size());
      parts.emplace_back(line.substr(start, end - start));
      start = end + 1;
    }
    if (parts.size() != 4) return wrong("four columns with tabs between them");
    if (!is_day(parts[2])) return wrong("the third column is no YYYY-MM-DD");
    if (parts[2] > as_of) return wrong("a day behind the date of the file");
    data.lines.push_back({number, parts[0], parts[1], parts[2], parts[3]});
  }
  return data;
}

const EndOfSupportData& shipped_end_of_support() {
  static const EndOfSupportData data = [] {
    const auto files = data_files();
    ASSAY_ASSERT(files.size() == 1);
    auto parsed = parse_end_of_support(files[0].text);
    ASSAY_ASSERT(parsed.has_value());
    return *std::move(parsed);
  }();
  return data;
}

}  // namespace assay::rules
