#include "casefile/fact_tables.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/quote.h"
#include "casefile/database.h"

namespace assay::casefile {
namespace {

struct Schema {
  std::vector<FactTable> fact_tables;                     // sorted by name
  std::vector<std::string> names;                         // of all tables and views, sorted
  std::map<std::string, std::string, std::less<>> views;  // what makes them
};

Schema read_schema() {
  Schema schema;
  const Database database(Database::Mode::memory, "");
  Statement all(database,
                "SELECT name, type = 'view', sql FROM sqlite_schema"
                " WHERE type IN ('table', 'view') ORDER BY name");
  while (all.step()) {
    schema.names.push_back(all.text(0));
    if (all.number(1) != 0) schema.views.emplace(all.text(0), all.text(2));
  }
  Statement columns(database, "SELECT name, type FROM pragma_table_info(?) ORDER BY cid");
  const std::vector<std::string> first = {"id", "node", "offset", "size", "method"};
  for (const std::string_view name : fact_table_names()) {
    FactTable table{std::string(name), {}};
    std::vector<std::string> names;
    columns.set(table.name);
    while (columns.step()) {
      names.push_back(columns.text(0));
      if (names.size() > first.size())
        table.columns.push_back({names.back(), columns.text(1) == "INTEGER"});
    }
    columns.reset();
    ASSAY_ASSERT(table.columns.size() <= 64);  // see check_fact()
    ASSAY_ASSERT(names.size() > first.size() &&
                 std::equal(first.begin(), first.end(), names.begin()));
    schema.fact_tables.push_back(std::move(table));
  }
  std::ranges::sort(schema.fact_tables, {}, &FactTable::name);
  return schema;
}

const Schema& own_schema() {
  static const Schema schema = read_schema();
  return schema;
}

}  // namespace

std::vector<std::string_view> fact_table_names() {
  constexpr std::string_view create = "CREATE TABLE ";
  constexpr std::string_view head =
      " (\n  id INTEGER PRIMARY KEY, node INTEGER NOT NULL DEFAULT 0, offset INTEGER";
  const std::string_view schema = schema_files()[0].text;
  std::vector<std::string_view> names;
  for (std::size_t at = 0; (at = schema.find(head, at)) != schema.npos; at++) {
    const std::size_t start = schema.rfind(create, at) + create.size();
    names.push_back(schema.substr(start, at - start));
  }
  return names;
}

const std::vector<FactTable>& fact_tables() { return own_schema().fact_tables; }

const FactTable* find_fact_table(std::string_view name) {
  const auto& all = fact_tables();
  const auto at = std::ranges::lower_bound(all, name, {}, &FactTable::name);
  return at != all.end() && at->name == name ? &*at : nullptr;
}

bool is_table(std::string_view name) {
  return std::ranges::binary_search(own_schema().names, name);
}

std::string_view view_text(std::string_view name) {
  const auto at = own_schema().views.find(name);
  return at == own_schema().views.end() ? std::string_view() : std::string_view(at->second);
}

Result<void> check_fact(const Fact& fact) {
  const auto refuse = [&](std::string_view what, std::string_view name) {
    return fail(ErrorCode::corrupt, fmt::format("fact of table {}: {} {}", quote(fact.table, 64),
                                                what, quote(name, 64)));
  };
  const FactTable* table = find_fact_table(fact.table);
  if (!table) return refuse("the schema has no table", fact.table);
  std::uint64_t seen = 0;  // columns, by their place
  for (const Field& field : fact.columns) {
    const auto column = std::ranges::find(table->columns, field.name, &FactColumn::name);
    if (column == table->columns.end()) return refuse("the schema has no column", field.name);
    const std::uint64_t bit = 1ULL << (column - table->columns.begin());
    if ((seen & bit) != 0) return refuse("two values for column", field.name);
    seen |= bit;
    if (std::holds_alternative<std::monostate>(field.value)) continue;
    if (column->is_integer != std::holds_alternative<std::int64_t>(field.value))
      return refuse("a value of the wrong type in column", field.name);
  }
  if (fact.range.size == 0) return refuse("no bytes that state it", "");
  return {};
}

}  // namespace assay::casefile
