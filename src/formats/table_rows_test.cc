#include "formats/table_rows.h"

#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

using Read = std::vector<FormatProblem> (*)(Bytes, const TakeRow&);
using Rows = std::vector<std::string>;

// "table|column=value|..." of each row; "-" for what is not there.
Rows rows_of(Read read, Bytes bytes) {
  Rows rows;
  read(bytes, [&](const TableRow& row) {
    std::string text(row.table);
    for (std::size_t i = 0; i < row.cells.size(); i++) {
      const TableCell& cell = row.cells[i];
      text += "|" + (i < row.columns.size() ? std::string(row.columns[i]) : "?") + "=" +
              (cell.present ? std::string(cell.text) : "-");
      const auto there = slice(bytes, cell.range);
      EXPECT_TRUE(there);
      if (there && cell.present) {
        EXPECT_EQ(as_text(*there), cell.text);
      }
    }
    EXPECT_TRUE(slice(bytes, row.range));
    rows.push_back(text);
  });
  return rows;
}

// A database made by Python's sqlite3.
Sample database(const std::string& statements, int page_size = 4096) {
  const TestFolder folder;
  output_of("python3 -c \"import sqlite3; d = sqlite3.connect('" + (folder / "x.db") +
            "'); d.executescript('''PRAGMA page_size = " + std::to_string(page_size) + "; " +
            statements + "'''); d.commit()\"");
  return file_bytes(folder / "x.db");
}

TEST(SqliteRows, ReadTablesWithTheirColumns) {
  const Sample file = database(
      "CREATE TABLE [users] (id INTEGER PRIMARY KEY, name TEXT, pass CHARACTER(10,2), "
      "UNIQUE (name)); INSERT INTO users VALUES (1, 'admin', 'secret'), (2, NULL, 7);");
  ASSERT_FALSE(file.empty());
  EXPECT_EQ(rows_of(read_sqlite_rows, file),
            (Rows{"users|id=-|name=admin|pass=secret", "users|id=-|name=-|pass=7"}));
}

TEST(SqliteRows, FollowTreesOfManyPages) {
  const Sample file = database(
      "CREATE TABLE t (a TEXT, b TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
      "FROM n WHERE i < 2000) INSERT INTO t SELECT 'row' || i, 'x' FROM n; INSERT INTO t VALUES "
      "(hex(zeroblob(5000)), 'behind');",
      512);
  const Rows rows = rows_of(read_sqlite_rows, file);
  ASSERT_EQ(rows.size(), 2001U);
  EXPECT_EQ(rows[0], "t|a=row1|b=x");
  EXPECT_EQ(rows[1999], "t|a=row2000|b=x");
}

TEST(SqliteRows, EndInAResultForDamagedFiles) {
  const Sample file = database("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('b'), ('c');", 512);
  ASSERT_FALSE(file.empty());
  const auto read = [](Bytes bytes) { rows_of(read_sqlite_rows, bytes); };
  each_prefix(file, read);
  each_flip(file, 2000, read);
  // A tree whose pages are their own children.
  Sample circle = file;
  circle[512] = 5;
  circle[512 + 11] = 2;
  read(circle);
}

TEST(SqlDump, ReadInserts) {
  const std::string_view text =
      "-- dump\nCREATE TABLE `users` (`name` varchar(20), `pw` text, PRIMARY KEY (`name`));\n"
      "INSERT INTO `users` VALUES ('admin','it''s'),(NULL,'b');\n"
      "insert into public.\"u\" (login, password) values ('x', md5('y'));\n/* INSERT INTO */";
  EXPECT_EQ(rows_of(read_sql_dump, as_bytes(text)),
            (Rows{"users|name=admin|pw=it''s", "users|name=-|pw=b", "u|login=x|password=y"}));
  const auto read = [](Bytes bytes) { rows_of(read_sql_dump, bytes); };
  each_prefix(as_bytes(text), read);
  each_flip(as_bytes(text), 2000, read);
}

}  // namespace
}  // namespace assay::formats
