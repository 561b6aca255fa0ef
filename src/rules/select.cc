#include "rules/select.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <span>

#include "casefile/fact_tables.h"
#include "casefile/guard.h"

namespace assay::rules {
namespace {

// Those whose answer depends on nothing but their arguments and the rows. Others reach outside
// (load files), or tell a clock, a random number or SQLite's version.
constexpr std::string_view functions_allowed[] = {
    "abs",          "avg",        "basename",    "bits_apart",  "char",      "coalesce",
    "count",        "dense_rank", "ends_with",   "first_value", "format",    "glob",
    "group_concat", "hex",        "ifnull",      "iif",         "instr",     "lag",
    "last_value",   "lead",       "length",      "like",        "lower",     "ltrim",
    "mask_text",    "max",        "min",         "nth_value",   "nullif",    "printf",
    "quote",        "quote_text", "rank",        "replace",     "round",     "row_number",
    "rtrim",        "sign",       "starts_with", "substr",      "substring", "sum",
    "total",        "trim",       "typeof",      "unicode",     "upper"};

// Judgements, and what people say: none of them may change what a rule finds.
constexpr std::string_view tables_denied[] = {
    "answer",      "clause_finding", "clause_list", "clause_result",  "clause_rule",
    "declaration", "declared",       "finding",     "finding_column", "finding_evidence",
    "metric",      "metric_rule",    "rule",        "rule_problem",   "v_finding"};

constexpr int value_size_max = 1 << 20;

bool among(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_the_machines(int code) {
  constexpr int machine[] = {SQLITE_NOMEM, SQLITE_IOERR, SQLITE_FULL, SQLITE_CORRUPT,
                             SQLITE_CANTOPEN};
  return std::ranges::find(machine, code) != std::end(machine);
}

}  // namespace

std::optional<SelectProblem> run_select(
    const casefile::Database& database, const std::string& text, const RunLimits& limits,
    const std::function<std::string(const casefile::Statement&)>& head,
    const std::function<void(const casefile::Statement&)>& row) {
  casefile::ReadLimits read_limits;
  read_limits.steps_max = limits.steps_max;
  read_limits.memory_max = limits.memory_max;
  read_limits.value_size_max = value_size_max;
  read_limits.function = [](std::string_view name) { return among(functions_allowed, name); };
  read_limits.table = [](std::string_view name) {
    return !among(tables_denied, name) && !name.starts_with("sqlite_") &&
           !name.starts_with("pragma_") && casefile::is_table(name);
  };
  const casefile::ReadGuard guard(database, read_limits);
  try {
    casefile::Statement statement(database, text);
    if (!statement.reads_only() || statement.columns() == 0)
      return SelectProblem{0, "not a SELECT"};
    if (!statement.is_alone()) return SelectProblem{0, "more than one statement"};
    if (std::string wrong = head(statement); !wrong.empty())
      return SelectProblem{0, std::move(wrong)};
    for (std::size_t rows = 0; statement.step(); rows++) {
      if (rows >= limits.rows_max)
        return SelectProblem{0, fmt::format("more than {} rows", limits.rows_max)};
      row(statement);
    }
    return std::nullopt;
  } catch (const casefile::SqlError& error) {
    if (is_the_machines(error.code())) throw;
    const auto before =
        std::string_view(text).substr(0, static_cast<std::size_t>(std::max(0, error.offset())));
    const auto line = static_cast<std::uint32_t>(1 + std::ranges::count(before, '\n'));
    return SelectProblem{error.offset() < 0 ? 0 : line,
                         guard.refusal().empty() ? error.what() : guard.refusal()};
  }
}

}  // namespace assay::rules
