#include "casefile/fact_tables.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/quote.h"
#include "casefile/database.h"

namespace assay::casefile {
namespace {

std::vector<FactTable> read_tables() {
  const Database database(Database::Mode::memory, "");
  Statement tables(database, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  Statement columns(database, "SELECT name, type FROM pragma_table_info(?) ORDER BY cid");
  const std::vector<std::string> first = {"id", "node", "offset", "size", "method"};
  std::vector<FactTable> found;
  while (tables.step()) {
    FactTable table{tables.text(0), {}};
    std::vector<std::string> names;
    columns.set(table.name);
    while (columns.step()) {
      names.push_back(columns.text(0));
      if (names.size() > first.size())
        table.columns.push_back({names.back(), columns.text(1) == "INTEGER"});
    }
    columns.reset();
    if (names.size() > first.size() && std::equal(first.begin(), first.end(), names.begin()))
      found.push_back(std::move(table));
  }
  return found;
}

}  // namespace

const std::vector<FactTable>& fact_tables() {
  static const std::vector<FactTable> tables = read_tables();
  return tables;
}

const FactTable* find_fact_table(std::string_view name) {
  const auto& all = fact_tables();
  const auto at = std::ranges::lower_bound(all, name, {}, &FactTable::name);
  return at != all.end() && at->name == name ? &*at : nullptr;
}

bool is_table(std::string_view name) {
  static const auto names = [] {
    const Database database(Database::Mode::memory, "");
    Statement row(database, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')");
    std::set<std::string, std::less<>> found;
    while (row.step()) found.insert(row.text(0));
    return found;
  }();
  return names.contains(name);
}

Result<void> check_fact(const Fact& fact) {
  const auto refuse = [&](std::string_view what, std::string_view name) {
    return fail(ErrorCode::corrupt, fmt::format("fact of table {}: {} {}", quote(fact.table, 64),
                                                what, quote(name, 64)));
  };
  const FactTable* table = find_fact_table(fact.table);
  if (!table) return refuse("the schema has no table", fact.table);
  std::set<std::string_view> seen;
  for (const Field& field : fact.columns) {
    const auto column = std::ranges::find(table->columns, field.name, &FactColumn::name);
    if (column == table->columns.end()) return refuse("the schema has no column", field.name);
    if (!seen.insert(field.name).second) return refuse("two values for column", field.name);
    if (std::holds_alternative<std::monostate>(field.value)) continue;
    if (column->is_integer != std::holds_alternative<std::int64_t>(field.value))
      return refuse("a value of the wrong type in column", field.name);
  }
  if (fact.range.size == 0) return refuse("no bytes that state it", "");
  return {};
}

}  // namespace assay::casefile
