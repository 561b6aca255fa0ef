// Facts of one table mostly come one behind the other, with the same columns in the same order, so
// what was found for one is tried first for the next.
#include "casefile/fact_writer.h"

#include <algorithm>
#include <tuple>

#include "base/result.h"

namespace assay::casefile {
namespace {

constexpr std::size_t first_columns = 5;  // id, node, offset, size, method

}  // namespace

FactWriter::FactWriter(const Database& database)
    : insert_run_(database, "INSERT INTO fact_run VALUES (?,?,?)") {
  for (const FactTable& schema : fact_tables()) {
    Table table{&schema, {}, {}, {database, schema.name, first_columns + schema.columns.size()}};
    for (const FactColumn& column : schema.columns) table.columns.push_back(&column);
    std::ranges::sort(table.columns, {}, &FactColumn::name);
    tables_.push_back(std::move(table));
  }
}

FactWriter::Table* FactWriter::table_of(const Fact& fact) {
  if (!rows_.empty() && rows_.back().fact->table == fact.table) return rows_.back().table;
  const auto found = std::ranges::lower_bound(
      tables_, fact.table, {},
      [](const Table& table) -> const std::string& { return table.schema->name; });
  return found != tables_.end() && found->schema->name == fact.table ? &*found : nullptr;
}

// Notes column `at` of a fact of the table; false where the table has no such column.
bool FactWriter::add_cell(Table& table, std::size_t at, const Field& field) {
  std::size_t& rank = table.ranks[at];
  if (table.columns[rank]->name != field.name) {
    const auto found = std::ranges::lower_bound(table.columns, field.name, {}, &FactColumn::name);
    if (found == table.columns.end() || (*found)->name != field.name) return false;
    rank = static_cast<std::size_t>(found - table.columns.begin());
  }
  if (field.value.index() == 0) return true;
  cells_.push_back({rank, &field.value});
  return table.columns[rank]->is_integer == std::holds_alternative<std::int64_t>(field.value);
}

// Notes the fact as a row of its table; false where it is none.
bool FactWriter::add(const Fact& fact) {
  Table* table = table_of(fact);
  if (table == nullptr || fact.range.size == 0) return false;
  const std::size_t first = cells_.size();
  if (table->ranks.size() < fact.columns.size()) table->ranks.resize(fact.columns.size());
  std::uint64_t seen = 0;  // columns, by rank
  for (std::size_t at = 0; at < fact.columns.size(); at++) {
    if (!add_cell(*table, at, fact.columns[at])) return false;
    const std::uint64_t bit = std::uint64_t{1} << table->ranks[at];
    if ((seen & bit) != 0) return false;
    seen |= bit;
  }
  std::ranges::sort(cells_.begin() + static_cast<std::ptrdiff_t>(first), cells_.end(), {},
                    &Cell::rank);
  rows_.push_back({&fact, table, first, cells_.size() - first});
  return true;
}

std::span<const FactWriter::Cell> FactWriter::cells_of(const Row& row) const {
  return std::span(cells_).subspan(row.first, row.count);
}

bool FactWriter::is_before(const Row& a, const Row& b) const {
  const auto place = [](const Row& row) {
    return std::tie(row.table, row.fact->range.offset, row.fact->range.size, row.fact->method);
  };
  if (const auto order = place(a) <=> place(b); order != 0) return order < 0;
  return std::ranges::lexicographical_compare(
      cells_of(a), cells_of(b), [](const Cell& x, const Cell& y) {
        return std::tie(x.rank, *x.value) < std::tie(y.rank, *y.value);
      });
}

bool FactWriter::is_same(const Row& a, const Row& b) const {
  return a.table == b.table && a.fact->range == b.fact->range && a.fact->method == b.fact->method &&
         std::ranges::equal(cells_of(a), cells_of(b), [](const Cell& x, const Cell& y) {
           return x.rank == y.rank && *x.value == *y.value;
         });
}

void FactWriter::write(NodeId node, std::span<const Fact> facts,
                       const std::function<void(const Fact&, const Error&)>& refuse) {
  rows_.clear();
  cells_.clear();
  for (const Fact& fact : facts)
    if (!add(fact)) refuse(fact, check_fact(fact).error());
  std::ranges::sort(rows_, [&](const Row& a, const Row& b) { return is_before(a, b); });
  const auto same = [&](const Row& a, const Row& b) { return is_same(a, b); };
  rows_.erase(std::ranges::unique(rows_, same).begin(), rows_.end());
  for (auto from = rows_.begin(); from != rows_.end();) {
    const auto to =
        std::find_if(from, rows_.end(), [&](const Row& row) { return row.table != from->table; });
    write_run(node, {from, to});
    from = to;
  }
}

// Rows of one table.
void FactWriter::write_run(NodeId node, std::span<const Row> rows) {
  Table& table = *rows[0].table;
  insert_run_.run(next_fact_, table.schema->name, node);
  table.insertions.add(rows.size(), [&](Statement& statement, int parameter, std::size_t row) {
    bind(statement, parameter, node, rows[row]);
  });
}

void FactWriter::bind(Statement& statement, int parameter, NodeId node, const Row& row) {
  statement.bind(parameter++, next_fact_++);
  statement.bind(parameter++, node);
  statement.bind(parameter++, row.fact->range.offset);
  statement.bind(parameter++, row.fact->range.size);
  statement.bind_in_place(parameter++, row.fact->method);
  const Table& table = *row.table;
  const FactColumn* first = table.schema->columns.data();
  auto cell = cells_of(row).begin();
  const auto end = cells_of(row).end();
  for (std::size_t rank = 0; rank < table.columns.size(); rank++) {
    const int place = parameter + static_cast<int>(table.columns[rank] - first);
    if (cell == end || cell->rank != rank) {
      statement.bind(place, nullptr);
      continue;
    }
    const Value& value = *(cell++)->value;
    if (const auto* text = std::get_if<std::string>(&value))
      statement.bind_in_place(place, *text);
    else
      statement.bind(place, std::get<std::int64_t>(value));
  }
}

}  // namespace assay::casefile
