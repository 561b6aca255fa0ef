#include "rules/metric.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/digest.h"
#include "base/quote.h"
#include "rules/key_block.h"
#include "rules/select.h"

namespace assay::rules {
namespace {

using casefile::Statement;

constexpr std::size_t text_size_max = 1U << 16U;
constexpr std::size_t values_max = 1000;  // of one metric
constexpr std::string_view opening = "-- metric:";

constexpr Key keys[] = {
    {"metric", true}, {"title", true}, {"counting", true}, {"why", true}, {"clauses", false},
};

// Where the columns of the SELECT stand; -1: it has none of this name.
struct Columns {
  int name = -1;
  int value = -1;
  int total = -1;
  int unit = -1;
};

std::string read_columns(const Statement& statement, Columns& columns) {
  for (int at = 0; at < statement.columns(); at++) {
    const std::string column = statement.column_name(at);
    int* place = column == "name"    ? &columns.name
                 : column == "value" ? &columns.value
                 : column == "total" ? &columns.total
                 : column == "unit"  ? &columns.unit
                                     : nullptr;
    if (place == nullptr)
      return fmt::format("'{}' is no column of a metric: name, value, total, unit",
                         quote(column, 64));
    *place = at;
  }
  if (columns.name < 0 || columns.value < 0 || columns.unit < 0)
    return "a metric has the columns name, value and unit";
  return "";
}

void count_one(const casefile::Database& database, const Metric& metric, const RunLimits& limits,
               MetricOutcome& outcome) {
  Columns columns;
  std::vector<MetricValue> values;
  std::string wrong;
  RunLimits own = limits;
  own.rows_max = std::min(own.rows_max, values_max);
  const auto problem = run_select(
      database, metric.text, own,
      [&](const Statement& statement) { return read_columns(statement, columns); },
      [&](const Statement& row) {
        if (!row.is_number(columns.value)) {
          wrong = "a value is no whole number";
          return;
        }
        MetricValue value;
        value.metric = metric.id;
        value.name = quote(row.text(columns.name), 256);
        value.value = row.number(columns.value);
        if (columns.total >= 0 && row.is_number(columns.total))
          value.total = row.number(columns.total);
        value.unit = quote(row.text(columns.unit), 64);
        values.push_back(std::move(value));
      });
  if (problem) {
    outcome.problems.push_back({metric.id, metric.file, problem->line, problem->sentence});
    return;
  }
  if (!wrong.empty()) outcome.problems.push_back({metric.id, metric.file, 0, wrong});
  std::ranges::move(values, std::back_inserter(outcome.values));
}

}  // namespace

bool is_metric(std::string_view text) { return text.starts_with(opening); }

tl::expected<Metric, RuleProblem> parse_metric(std::string_view file, std::string_view text) {
  const auto wrong = [&](std::uint32_t line, std::string sentence) {
    return tl::unexpected(RuleProblem{"", std::string(file), line, std::move(sentence)});
  };
  if (text.size() > text_size_max)
    return wrong(0, fmt::format("{} bytes, {} at most", text.size(), text_size_max));
  if (!is_utf8_text(text)) return wrong(0, "its text is not UTF-8");
  KeyBlock block(keys, "metric");
  std::uint32_t number = 0;
  for (std::string_view rest = text; rest.starts_with("--");) {
    const auto taken = block.take(take_line(rest).substr(2), ++number);
    if (!taken) return wrong(number, taken.error().detail);
  }
  if (const auto whole = block.check(); !whole)
    return wrong(block.line_of_missing(), whole.error().detail);
  Metric metric;
  metric.id = block.at("metric").value;
  metric.file = file;
  const std::size_t slash = file.rfind('/');
  if (slash != std::string_view::npos) metric.standard = file.substr(0, slash);
  if (file.substr(slash == std::string_view::npos ? 0 : slash + 1) != metric.id + ".sql")
    return wrong(block.at("metric").line, "a metric is named as its file is, without .sql");
  metric.title = block.at("title").value;
  metric.counting = block.at("counting").value;
  metric.why = block.at("why").value;
  metric.clauses = block.at("clauses").value;
  metric.version = to_hex(sha256(as_bytes(text))).substr(0, 16);
  metric.text = text;
  return metric;
}

MetricOutcome count_metrics(const casefile::Database& database, std::span<const Metric> metrics,
                            const RunLimits& limits) {
  MetricOutcome outcome;
  for (const Metric& metric : metrics) count_one(database, metric, limits, outcome);
  return outcome;
}

}  // namespace assay::rules
