#include "casefile/fact_writer.h"

#include <algorithm>
#include <tuple>

#include "base/result.h"

namespace assay::casefile {
namespace {

constexpr std::size_t first_columns = 5;  // id, node, offset, size, method

}  // namespace

FactWriter::FactWriter(const Database& database) : insert_runs_(database, "fact_run", 3) {
  for (const FactTable& schema : fact_tables()) {
    Table table{&schema, {}, {database, schema.name, first_columns + schema.columns.size()}, {}};
    for (const FactColumn& column : schema.columns) table.columns.push_back(&column);
    std::ranges::sort(table.columns, {}, &FactColumn::name);
    tables_.push_back(std::move(table));
  }
}

FactWriter::Table* FactWriter::find_table(std::string_view name) {
  const auto found = std::ranges::lower_bound(
      tables_, name, {},
      [](const Table& table) -> const std::string& { return table.schema->name; });
  return found != tables_.end() && found->schema->name == name ? &*found : nullptr;
}

void FactWriter::read_shape(const FactViews& facts, const FactShape& shape, Shape& out) {
  out.table = nullptr;
  out.ranks.clear();
  Table* table = find_table(shape.table);
  if (table == nullptr) return;
  std::uint64_t seen = 0;  // columns, by rank
  for (const std::string_view name : facts.names_of(shape)) {
    const auto found = std::ranges::lower_bound(table->columns, name, {}, &FactColumn::name);
    if (found == table->columns.end() || (*found)->name != name) return;
    const auto rank = static_cast<std::size_t>(found - table->columns.begin());
    const std::uint64_t bit = std::uint64_t{1} << rank;
    if ((seen & bit) != 0) return;
    seen |= bit;
    out.ranks.push_back(rank);
  }
  out.table = table;
}

// Notes the fact as a row of its table; false where it is none.
bool FactWriter::add_row(const FactViews& facts, const FactView& fact) {
  const Shape& shape = shapes_[fact.shape];
  if (shape.table == nullptr || fact.range.size == 0) return false;
  const std::span<const ValueView> values = facts.values_of(fact);
  const std::size_t first = cells_.size();
  for (std::size_t at = 0; at < values.size(); at++) {
    const ValueView& value = values[at];
    if (value.index() == 0) continue;
    const std::size_t rank = shape.ranks[at];
    if (shape.table->columns[rank]->is_integer != std::holds_alternative<std::int64_t>(value))
      return false;
    cells_.push_back({rank, value});
  }
  std::ranges::sort(cells_.begin() + static_cast<std::ptrdiff_t>(first), cells_.end(), {},
                    &Cell::rank);
  rows_.push_back(
      {shape.table, fact.range, facts.shapes()[fact.shape].method, first, cells_.size() - first});
  return true;
}

std::span<const FactWriter::Cell> FactWriter::cells_of(const Row& row) const {
  return std::span(cells_).subspan(row.first, row.count);
}

bool FactWriter::is_before(const Row& a, const Row& b) const {
  const auto place = [](const Row& row) {
    return std::tie(row.table, row.range.offset, row.range.size, row.method);
  };
  if (const auto order = place(a) <=> place(b); order != 0) return order < 0;
  return std::ranges::lexicographical_compare(
      cells_of(a), cells_of(b), [](const Cell& x, const Cell& y) {
        return std::tie(x.rank, x.value) < std::tie(y.rank, y.value);
      });
}

bool FactWriter::is_same(const Row& a, const Row& b) const {
  return a.table == b.table && a.range == b.range && a.method == b.method &&
         std::ranges::equal(cells_of(a), cells_of(b), [](const Cell& x, const Cell& y) {
           return x.rank == y.rank && x.value == y.value;
         });
}

void FactWriter::add(NodeId node, const FactViews& facts,
                     const std::function<void(const FactView&, const Error&)>& refuse) {
  if (shapes_.size() < facts.shapes().size()) shapes_.resize(facts.shapes().size());
  for (std::size_t at = 0; at < facts.shapes().size(); at++)
    read_shape(facts, facts.shapes()[at], shapes_[at]);
  const auto first = static_cast<std::ptrdiff_t>(rows_.size());
  for (const FactView& fact : facts.facts())
    if (!add_row(facts, fact)) refuse(fact, check_fact(facts.copy_of(fact)).error());
  const auto from = rows_.begin() + first;
  std::sort(from, rows_.end(), [&](const Row& a, const Row& b) { return is_before(a, b); });
  const auto same = [&](const Row& a, const Row& b) { return is_same(a, b); };
  rows_.erase(std::unique(from, rows_.end(), same), rows_.end());
  const Table* before = nullptr;
  for (auto row = from; row != rows_.end(); ++row) {
    row->id = next_fact_++;
    row->node = node;
    row->table->rows.push_back(static_cast<std::size_t>(row - rows_.begin()));
    if (row->table != before) runs_.push_back({row->id, row->table, node});
    before = row->table;
  }
}

void FactWriter::flush() {
  insert_runs_.add(runs_.size(), [&](Statement& statement, int parameter, std::size_t at) {
    statement.bind(parameter, runs_[at].first);
    statement.bind_in_place(parameter + 1, runs_[at].table->schema->name);
    statement.bind(parameter + 2, runs_[at].node);
  });
  for (Table& table : tables_) {
    table.insertions.add(table.rows.size(),
                         [&](Statement& statement, int parameter, std::size_t at) {
                           bind(statement, parameter, rows_[table.rows[at]]);
                         });
    table.rows.clear();
  }
  runs_.clear();
  rows_.clear();
  cells_.clear();
}

void FactWriter::bind(Statement& statement, int parameter, const Row& row) const {
  statement.bind(parameter++, row.id);
  statement.bind(parameter++, row.node);
  statement.bind(parameter++, row.range.offset);
  statement.bind(parameter++, row.range.size);
  statement.bind_in_place(parameter++, row.method);
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
    const ValueView& value = (cell++)->value;
    if (const auto* text = std::get_if<std::string_view>(&value))
      statement.bind_in_place(place, *text);
    else
      statement.bind(place, std::get<std::int64_t>(value));
  }
}

}  // namespace assay::casefile
