// FactWriter: facts as rows of the tables that the schema has for them.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "casefile/database.h"
#include "casefile/fact_tables.h"
#include "casefile/insertions.h"
#include "model/fact_views.h"
#include "model/finding.h"
#include "model/node.h"

namespace assay::casefile {

class FactWriter {
 public:
  // Of a database that has the schema and stays as long as this.
  explicit FactWriter(const Database& database);

  // Adds the facts of a node: by table, place and columns, equal ones once, ids from 1 on over all
  // calls. `refuse` gets those that the schema cannot hold, and why.
  void write(NodeId node, const FactViews& facts,
             const std::function<void(const FactView&, const Error&)>& refuse);

 private:
  struct Table {
    const FactTable* schema = nullptr;
    std::vector<const FactColumn*> columns;  // by name
    Insertions insertions;
  };

  // What the schema makes of a shape of facts: their table, and the place of each of their columns
  // in the order of that table's columns by name. No table: it cannot hold them.
  struct Shape {
    Table* table = nullptr;
    std::vector<std::size_t> ranks;
  };

  // A value that is known, with the place of its column.
  struct Cell {
    std::size_t rank = 0;
    const ValueView* value = nullptr;
  };

  // A fact in the one form by which it is compared and written: cells by rank, none of them NULL.
  struct Row {
    const FactView* fact = nullptr;
    Table* table = nullptr;
    std::string_view method;
    std::size_t first = 0;  // among cells_
    std::size_t count = 0;
  };

  Table* find_table(std::string_view name);
  void read_shape(const FactViews& facts, const FactShape& shape, Shape& out);
  bool add(const FactViews& facts, const FactView& fact);
  bool is_before(const Row& a, const Row& b) const;
  bool is_same(const Row& a, const Row& b) const;
  std::span<const Cell> cells_of(const Row& row) const;
  void write_run(NodeId node, std::span<const Row> rows);
  void bind(Statement& statement, int parameter, NodeId node, const Row& row);

  std::vector<Table> tables_;  // as fact_tables()
  Statement insert_run_;
  FactId next_fact_ = 1;
  std::vector<Shape> shapes_;  // of the node, and what earlier ones had of them
  std::vector<Row> rows_;      // of the node
  std::vector<Cell> cells_;
};

}  // namespace assay::casefile
