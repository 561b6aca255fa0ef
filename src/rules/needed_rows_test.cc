#include "rules/needed_rows.h"

#include <gtest/gtest.h>

#include "rules/rule.h"

namespace assay::rules {
namespace {

using casefile::Database;

// "table alias [condition]" for each, blanks of conditions as they stand.
std::string shown(std::string_view select) {
  std::string text;
  for (const NeededRow& row : needed_rows(select)) {
    text += (text.empty() ? "" : "; ") + row.table;
    if (row.alias != row.table) text += " " + row.alias;
    if (!row.condition.empty()) text += " [" + row.condition + "]";
  }
  return text;
}

TEST(NeededRows, AreThoseOfInnerJoins) {
  EXPECT_EQ(shown("SELECT 1 FROM key"), "key");
  EXPECT_EQ(shown("-- a remark: FROM x\nSELECT key.id, (SELECT min(id) FROM elf) FROM key AS k\n"
                  "JOIN node ON node.id = k.node, route CROSS JOIN elf e /* FROM y */"),
            "key k; node; route; elf e");
  EXPECT_EQ(shown("SELECT 1 FROM key LEFT JOIN node ON node.id = key.node JOIN elf ON 1"),
            "key; elf");
  EXPECT_EQ(shown("SELECT 1 FROM (SELECT * FROM elf) AS x JOIN key"), "key");
  EXPECT_EQ(
      shown("WITH a(x) AS (VALUES (1)), b AS MATERIALIZED (SELECT 2) SELECT 1 FROM a, b, key"),
      "key");
  EXPECT_EQ(shown("CREATE VIEW v AS SELECT 1 FROM key WHERE id = 1 GROUP BY id"), "key [ id = 1]");
}

TEST(NeededRows, HaveTheConditionsOfTheirTableAlone) {
  EXPECT_EQ(shown("SELECT 1 FROM key k JOIN node ON node.id = k.node WHERE k.bits < 5 AND "
                  "(k.kind = 'a.b' OR k.kind IS NULL) AND node.size = k.id AND node.mode & 2 = 2"),
            "key k [ k.bits < 5 AND  (k.kind = 'a.b' OR k.kind IS NULL)]; "
            "node [ node.mode & 2 = 2]");
  for (const auto other :
       {"k.bits < 5 OR k.id = 1", "k.bits BETWEEN 1 AND 2", "CASE WHEN k.id AND 1 THEN 0 END",
        "k.id IN (SELECT node FROM elf)", "EXISTS (SELECT 1 FROM elf WHERE elf.node = k.id)"})
    EXPECT_EQ(shown(std::string("SELECT 1 FROM key k WHERE ") + other), "key k") << other;
}

TEST(NeededRows, AreNoneWhereTheStatementIsNotUnderstood) {
  for (const auto other :
       {"", "SELECT 1", "PRAGMA x", "VALUES (1)", "SELECT 1 FROM key UNION SELECT 2 FROM elf",
        "SELECT 1 FROM key NATURAL JOIN elf", "SELECT 1 FROM key FULL JOIN elf",
        "SELECT 1 FROM main.key", "SELECT a IS DISTINCT FROM key FROM elf", "SELECT 1 FROM [key]",
        "SELECT 1 FROM json_each('[]')", "SELECT 1 FROM key; DELETE FROM x", "SELECT ((((", "WITH",
        "SELECT 'x FROM key", "SELECT 1 FROM key RIGHT JOIN elf"})
    EXPECT_EQ(shown(other), "") << other;
}

TEST(LackRows, LooksInTablesAndThroughViews) {
  Database database(Database::Mode::memory, "");
  database.run(
      "INSERT INTO key (id, kind, bits) VALUES (1, 'public', 512);"
      "INSERT INTO node (id, kind, path, mode) VALUES (1, 'file', '/a', 420)");
  const std::string_view with_rows[] = {"SELECT 1 FROM key WHERE key.bits < 1024",
                                        "SELECT 1 FROM key WHERE bits < 1024",
                                        "SELECT 1 FROM key LEFT JOIN elf",
                                        "SELECT 1 FROM key WHERE nobody_knows = 1",
                                        "SELECT 1 FROM nobody_knows",
                                        "SELECT 1 FROM node WHERE node.mode & 4 = 4 -- readable",
                                        "SELECT 1 FROM node WHERE nobody_knows = 1",
                                        "SELECT 1 FROM node n WHERE n.kind = 'file'"};
  const std::string_view without[] = {
      "SELECT 1 FROM key WHERE key.bits > 1024",
      "SELECT 1 FROM key k WHERE k.kind = 'private'",
      "SELECT 1 FROM key WHERE key.kind = 'public' AND key.bits IS NULL",
      "SELECT 1 FROM key, elf",
      "SELECT 1 FROM booted",
      "SELECT 1 FROM listening",
      "SELECT 1 FROM node WHERE node.mode & 2 = 2",
      "SELECT 1 FROM node WHERE node.kind = 'gap'"};
  std::vector<std::string_view> all(std::begin(with_rows), std::end(with_rows));
  all.insert(all.end(), std::begin(without), std::end(without));
  const std::vector<bool> lack = lack_rows(database, all);
  ASSERT_EQ(lack.size(), all.size());
  for (std::size_t at = 0; at < all.size(); at++) {
    EXPECT_EQ(lack[at], at >= std::size(with_rows)) << all[at];
    EXPECT_EQ(lack_rows(database, {&all[at], 1}), std::vector{bool{lack[at]}}) << all[at];
  }
}

// What lack_rows() says holds of no statement that gives a row where there is nothing.
TEST(LackRows, NoShippedRuleAndNoViewAnswersAnEmptyCase) {
  const Database database(Database::Mode::memory, "");
  for (const Rule& rule : shipped_rules().rules) {
    casefile::Statement statement(database, rule.text);
    EXPECT_FALSE(statement.step()) << rule.file;
  }
  casefile::Statement views(database, "SELECT name FROM sqlite_schema WHERE type = 'view'");
  while (views.step()) {
    casefile::Statement statement(database, "SELECT * FROM " + views.text(0));
    EXPECT_FALSE(statement.step()) << views.text(0);
  }
}

}  // namespace
}  // namespace assay::rules
