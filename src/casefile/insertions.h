// Insertions: many rows of one table.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "casefile/database.h"

namespace assay::casefile {

// To begin and end a statement is more work than to add a row. So a table that gets many rows has
// statements that add several of them at a time; they are made when it has got enough.
class Insertions {
 public:
  // Into a table with so many columns, of a database that stays as long as this.
  Insertions(const Database& database, std::string_view table, std::size_t columns);

  // Adds rows. bind(statement, parameter, row) binds the values of row 0, 1, ... from a parameter
  // on, each column; texts may be bound in place if they stay until this comes back.
  template <class Bind>
  void add(std::size_t rows, Bind bind) {
    prepare(rows);
    for (std::size_t row = 0; row < rows;) {
      const auto fits = std::ranges::find_if(
          statements_, [&](const Several& several) { return several.rows <= rows - row; });
      for (std::size_t i = 0; i < fits->rows; i++)
        bind(fits->statement, static_cast<int>(i * columns_), row++);
      fits->statement.step();
      fits->statement.reset();
    }
  }

 private:
  struct Several {
    std::size_t rows;
    Statement statement;
  };
  void prepare(std::size_t rows);
  Several several(std::size_t rows) const;

  const Database& database_;
  std::string table_;
  std::size_t columns_;
  std::size_t rows_ = 0;             // so far
  std::vector<Several> statements_;  // the one with most rows first
};

}  // namespace assay::casefile
