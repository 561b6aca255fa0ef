// A row is product, pattern of versions, day and source.
#include "rules/end_of_support.h"

#include <fmt/core.h>

#include <algorithm>
#include <span>

#include "base/data_table.h"
#include "base/embedded.h"

namespace assay::rules {

std::span<const EmbeddedFile> data_files();

namespace {

bool is_day(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
         std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) == 8;
}

}  // namespace

Result<EndOfSupportData> parse_end_of_support(std::string_view text) {
  const DataTable table = read_data_table(text);
  const auto wrong = [](std::int64_t line, std::string_view what) {
    return fail(ErrorCode::corrupt, fmt::format("line {}: {}", line, what));
  };
  if (table.version.size() < 11) return wrong(1, "it opens with '# NAME YYYY-MM-DD: '");
  const std::string_view as_of = table.version.substr(table.version.size() - 10);
  if (!is_day(as_of)) return wrong(1, "its date is no YYYY-MM-DD");
  EndOfSupportData data;
  data.version = table.version;
  for (const auto& [line, columns] : table.rows) {
    if (columns.size() != 4) return wrong(line, "four columns with tabs between them");
    const std::string_view day = columns[2];
    if (!is_day(day)) return wrong(line, "the third column is no YYYY-MM-DD");
    if (day > as_of) return wrong(line, "a day behind the date of the file");
    data.lines.push_back({line, std::string(columns[0]), std::string(columns[1]), std::string(day),
                          std::string(columns[3])});
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
