// FactWriter: facts as rows of the tables that the schema has for them.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "casefile/database.h"
#include "casefile/fact_tables.h"
#include "casefile/insertions.h"
#include "model/fact.h"
#include "model/finding.h"
#include "model/node.h"

namespace assay::casefile {

class FactWriter {
 public:
  // Of a database that has the schema and stays as long as this.
  explicit FactWriter(const Database& database);

  // Adds the facts of a node: by table, place and columns, equal ones once, ids from 1 on over all
  // calls. `refuse` gets those that the schema cannot hold, and why.
  void write(NodeId node, std::span<const Fact> facts,
             const std::function<void(const Fact&, const Error&)>& refuse);

 private:
  // A value that is known, with the place of its column in the order of the columns' names.
  struct Cell {
    std::size_t rank = 0;
    const Value* value = nullptr;
  };

  struct Table {
    const FactTable* schema = nullptr;
    std::vector<const FactColumn*> columns;  // by name
    std::vector<std::size_t> ranks;          // of the columns of the fact before, as it had them
    Insertions insertions;
  };

  // A fact in the one form by which it is compared and written: cells by rank, none of them NULL.
  struct Row {
    const Fact* fact = nullptr;
    Table* table = nullptr;
    std::size_t first = 0;  // among cells_
    std::size_t count = 0;
  };

  Table* table_of(const Fact& fact);
  bool add(const Fact& fact);
  bool add_cell(Table& table, std::size_t at, const Field& field);
  bool is_before(const Row& a, const Row& b) const;
  bool is_same(const Row& a, const Row& b) const;
  std::span<const Cell> cells_of(const Row& row) const;
  void write_run(NodeId node, std::span<const Row> rows);
  void bind(Statement& statement, int parameter, NodeId node, const Row& row);

  std::vector<Table> tables_;  // as fact_tables()
  Statement insert_run_;
  FactId next_fact_ = 1;
  std::vector<Row> rows_;  // of the node
  std::vector<Cell> cells_;
};

}  // namespace assay::casefile
