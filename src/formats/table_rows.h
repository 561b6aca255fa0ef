// Rows of database tables as they stand in files: SQLite databases and dumps of SQL.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "formats/stated.h"

namespace assay::formats {

constexpr std::size_t table_rows_max = 1U << 16U;    // of one file
constexpr std::size_t table_columns_max = 256;       // of one table
constexpr std::size_t tables_max = 1024;             // of one file
constexpr std::size_t cell_size_max = 4096;          // bytes; longer texts count as not there
constexpr std::size_t sqlite_size_max = 64U << 20U;  // bytes of a database

// A value of a row. Numbers stand in decimal where the file writes them so (dumps).
struct TableCell {
  bool present = false;   // neither NULL, nor a number or BLOB of SQLite, nor too long
  std::string_view text;  // as it stands in the file
  Range range;
};

// One row. The views live as long as the call that hands it over; columns that the file does not
// name are not there.
struct TableRow {
  std::string_view table;
  const std::vector<std::string_view>& columns;
  const std::vector<TableCell>& cells;
  Range range;
};

using TakeRow = std::function<void(const TableRow&)>;

// The rows of all tables of a SQLite 3 database in UTF-8, read without running anything of it.
// Broken parts are passed over and told.
std::vector<FormatProblem> read_sqlite_rows(Bytes bytes, const TakeRow& take);

// The rows of INSERT statements; CREATE TABLE gives the columns of those that name none.
std::vector<FormatProblem> read_sql_dump(Bytes bytes, const TakeRow& take);

// The names of the columns within "CREATE TABLE name (...)"; views into `statement`.
std::vector<std::string_view> columns_of_create(std::string_view statement);

}  // namespace assay::formats
