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

  // Takes the facts of a node: by table, place and columns, equal ones once, ids from 1 on over all
  // calls. `refuse` gets those that the schema cannot hold, and why. Their texts must stay where
  // they are until flush().
  void add(NodeId node, const FactViews& facts,
           const std::function<void(const FactView&, const Error&)>& refuse);

  // Writes what was taken, table by table, so that rows of many nodes are added at a time.
  void flush();

 private:
  struct Table {
    const FactTable* schema = nullptr;
    std::vector<const FactColumn*> columns;  // by name
    Insertions insertions;
    std::vector<std::size_t> rows;  // of rows_, that are to be written
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
    ValueView value;
  };

  // A fact in the one form by which it is compared and written: cells by rank, none of them NULL.
  struct Row {
    Table* table = nullptr;
    Range range;
    std::string_view method;
    std::size_t first = 0;  // among cells_
    std::size_t count = 0;
    FactId id = 0;
    NodeId node = no_node;
  };

  // Rows of one table and node, with ids that follow one another.
  struct Run {
    FactId first = 0;
    const Table* table = nullptr;
    NodeId node = no_node;
  };

  Table* find_table(std::string_view name);
  void read_shape(const FactViews& facts, const FactShape& shape, Shape& out);
  bool add_row(const FactViews& facts, const FactView& fact);
  bool is_before(const Row& a, const Row& b) const;
  bool is_same(const Row& a, const Row& b) const;
  std::span<const Cell> cells_of(const Row& row) const;
  void bind(Statement& statement, int parameter, const Row& row) const;

  std::vector<Table> tables_;  // as fact_tables()
  Insertions insert_runs_;
  FactId next_fact_ = 1;
  std::vector<Shape> shapes_;  // of the node, and what earlier ones had of them
  std::vector<Row> rows_;      // since flush()
  std::vector<Cell> cells_;
  std::vector<Run> runs_;
};

}  // namespace assay::casefile
