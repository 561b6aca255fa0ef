#include "base/data_table.h"

#include <algorithm>

namespace assay {
namespace {

std::string_view take(std::string_view& text, char end) {
  const std::string_view part = text.substr(0, text.find(end));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

std::string_view version_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (!line.starts_with("# ") || colon == std::string_view::npos) return {};
  return line.substr(2, colon - 2);
}

std::vector<std::string_view> columns_of(std::string_view line) {
  const auto tabs = std::ranges::count(line, '\t');
  std::vector<std::string_view> columns;
  for (auto i = 0; i <= tabs; i++) columns.push_back(take(line, '\t'));
  return columns;
}

}  // namespace

DataTable read_data_table(std::string_view text) {
  DataTable table;
  for (std::int64_t number = 1; !text.empty(); number++) {
    const std::string_view line = take(text, '\n');
    if (number == 1) table.version = version_of(line);
    if (!line.empty() && !line.starts_with('#')) table.rows.push_back({number, columns_of(line)});
  }
  return table;
}

}  // namespace assay
