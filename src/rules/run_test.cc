#include "rules/run.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "rules/rule.h"

namespace assay::rules {
namespace {

using casefile::Database;

class RunTest : public testing::Test {
 protected:
  RunTest() {
    database_.run(
        "INSERT INTO node (id, parent, kind, name, locator, path, mode) VALUES"
        " (0, NULL, 'image', '', 'image', NULL, NULL),"
        " (1, 0, 'chunk', 'squashfs', 'image[0x0:0x9]squashfs', NULL, NULL),"
        " (2, 1, 'file', 'etc/passwd', 'image[0x0:0x9]squashfs/etc/passwd', '/etc/passwd', 438);"
        "INSERT INTO account (id, node, offset, size, name, state) VALUES"
        " (1, 2, 0, 5, 'root', 'empty'), (2, 2, 5, 5, 'admin', 'hash'),"
        " (3, 2, 10, 5, x'fffe', 'empty');"
        "INSERT INTO fact_run SELECT id, 'account', node FROM account");
  }

  static Rule rule(const std::string& id, const std::string& sql) {
    const auto parsed = parse("x/" + id + ".sql", "-- id: " + id +
                                                      "\n-- title: t\n-- severity: low\n"
                                                      "-- confidence: likely\n-- why: w\n"
                                                      "-- refuted by: r\n-- activation: present\n" +
                                                      sql);
    EXPECT_TRUE(parsed) << parsed.error().sentence;
    return parsed.value();
  }

  Outcome run_one(const std::string& sql, const RunLimits& limits = {}) {
    return run(database_, std::vector{rule("a", sql)}, limits);
  }

  // The sentence of the one problem that this SELECT gives.
  std::string problem_of(const std::string& sql, const RunLimits& limits = {}) {
    const Outcome outcome = run_one(sql, limits);
    EXPECT_TRUE(outcome.findings.empty()) << sql;
    EXPECT_EQ(outcome.problems.size(), 1U) << sql;
    return outcome.problems.empty() ? "" : outcome.problems[0].sentence;
  }

  Database database_{Database::Mode::memory, ""};
};

TEST_F(RunTest, ARowIsAFindingWithItsEvidence) {
  const Outcome outcome = run_one(
      "SELECT id AS evidence, node AS evidence_node, NULL AS evidence_2,"
      " 'account ' || quote_text(name) AS message, uid, state FROM account WHERE state = 'empty'"
      " ORDER BY id DESC;\n-- the end");
  ASSERT_TRUE(outcome.problems.empty()) << outcome.problems[0].sentence;
  ASSERT_EQ(outcome.findings.size(), 2U);
  const Finding& root = outcome.findings[0];
  EXPECT_EQ(root.message, "account root");
  EXPECT_EQ(root.id.size(), 2U + 16U);
  EXPECT_EQ(root.activation, Activation::present);
  EXPECT_EQ(root.columns, (Fields{{"uid", {}}, {"state", std::string("empty")}}));
  ASSERT_EQ(root.evidence.size(), 2U);
  EXPECT_EQ(root.evidence[0].locator, "image[0x0:0x9]squashfs/etc/passwd[0x0:0x5]");
  EXPECT_EQ(root.evidence[0].columns[0], (Field{"name", std::string("root")}));
  EXPECT_EQ(root.evidence[1].table, "node");
  EXPECT_EQ(outcome.findings[1].message, "account \\xff\\xfe");
}

TEST_F(RunTest, AFindingKeepsItsNameWhileOtherThingsChange) {
  const std::string sql = "SELECT id AS evidence, 'm' AS message FROM account WHERE name = 'root'";
  const std::string before = run_one(sql).findings.at(0).id;
  database_.run(
      "UPDATE account SET id = id + 10; UPDATE fact_run SET first = first + 10;"
      "INSERT INTO fact_run VALUES (1, 'banner', 2); INSERT INTO banner (id, node) VALUES (1, 2)");
  EXPECT_EQ(run_one(sql).findings.at(0).id, before);
  database_.run("UPDATE account SET offset = 1 WHERE id = 11");
  EXPECT_NE(run_one(sql).findings.at(0).id, before);
}

TEST_F(RunTest, WhatARuleForgotToQuoteIsEscaped) {
  const Outcome outcome =
      run_one("SELECT 1 AS evidence, 'a' || char(27, 8238) || '\\n' AS message");
  EXPECT_EQ(outcome.findings.at(0).message, "a\\x1b\\xe2\\x80\\xae\\n");
}

TEST_F(RunTest, RowsWithTheSameEvidenceAreOneFinding) {
  EXPECT_EQ(run_one("SELECT 1 AS evidence, 'm' AS message FROM account").findings.size(), 1U);
  const Outcome outcome = run_one("SELECT 1 AS evidence, state AS message FROM account");
  EXPECT_EQ(outcome.findings.at(0).message, "empty");
  EXPECT_EQ(outcome.problems.size(), 1U);
}

TEST_F(RunTest, RowsThatGoWrongAreTold) {
  EXPECT_EQ(problem_of("SELECT 99 AS evidence, 'm' AS message"),
            "a row is left out: its evidence '99' is no fact");
  EXPECT_NE(problem_of("SELECT 99 AS evidence_node, 'm' AS message"), "");
  EXPECT_NE(problem_of("SELECT 'x' AS evidence, 'm' AS message"), "");
  EXPECT_NE(problem_of("SELECT NULL AS evidence, 'm' AS message"), "");
  EXPECT_NE(problem_of("SELECT 1 AS evidence, NULL AS message"), "");
  EXPECT_NE(problem_of("SELECT 1 AS evidence, 'm' AS message, 'on' AS activation"), "");
  const Outcome outcome = run_one(
      "SELECT 7 AS evidence, 'm' AS message FROM account, account b"
      " UNION ALL SELECT 1, 'm' FROM account, account b");
  EXPECT_EQ(outcome.findings.size(), 1U);
  EXPECT_EQ(outcome.problems.size(), 9U);
  EXPECT_EQ(outcome.problems[8].sentence, "1 further rows went wrong");
}

TEST_F(RunTest, AColumnActivationGoesBeforeTheRules) {
  const Outcome outcome = run_one("SELECT 1 AS evidence, 'm' AS message, 'exposed' AS activation");
  EXPECT_EQ(outcome.findings.at(0).activation, Activation::exposed);
}

TEST_F(RunTest, AWrongRuleIsToldWithItsLineAndTheOthersRunOn) {
  const std::vector<Rule> rules = {rule("a", "SELECT 1 AS evidence, 'm' AS message"),
                                   rule("b", "SELECT id AS evidence,\n nome"),
                                   rule("c", "SELECT 2 AS evidence, 'm' AS message")};
  const Outcome outcome = run(database_, rules);
  EXPECT_EQ(outcome.findings.size(), 2U);
  ASSERT_EQ(outcome.problems.size(), 1U);
  EXPECT_EQ(outcome.problems[0].rule, "b");
  EXPECT_EQ(outcome.problems[0].file, "x/b.sql");
  EXPECT_EQ(outcome.problems[0].sentence, "SQL: no such column: id");
  EXPECT_EQ(outcome.problems[0].line, 8U);
}

TEST_F(RunTest, ARuleCanOnlyReadFacts) {
  const auto leak = std::filesystem::temp_directory_path() / "assay-rule-leak.db";
  for (const std::string& sql : std::vector<std::string>{
           "ATTACH '" + leak.native() + "' AS x",
           "VACUUM INTO '" + leak.native() + "'",
           "DELETE FROM node",
           "UPDATE account SET name = 'x'",
           "CREATE TABLE t(a)",
           "CREATE TEMP TABLE t(a)",
           "PRAGMA user_version = 5",
           "PRAGMA table_info(node)",
           "BEGIN",
           "COMMIT",
           "",
           "\n-- nothing",
           "SELECT 1 AS evidence, load_extension('x') AS message",
           "SELECT 1 AS evidence, random() AS message",
           "SELECT 1 AS evidence, datetime('now') AS message",
           "SELECT 1 AS evidence, current_timestamp AS message",
           "SELECT 1 AS evidence, sqlite_version() AS message",
           "SELECT 1 AS evidence, randomblob(9) AS message",
           "SELECT 1 AS evidence, sql AS message FROM sqlite_schema",
           "SELECT 1 AS evidence, name AS message FROM pragma_table_info('node')",
           "SELECT 1 AS evidence, name AS message FROM dbstat",
           "SELECT 1 AS evidence, id AS message FROM finding",
           "SELECT 1 AS evidence, id AS message FROM v_finding",
           "SELECT 1 AS evidence, 'm' AS message; DELETE FROM node",
           "SELECT 1 AS evidence, 'm' AS message; SELECT 2",
           "INSERT INTO coverage VALUES ('a', 1, '', '') RETURNING 1 AS evidence, 'm' AS message",
           "SELECT 1 AS evidence",
           "SELECT 'm' AS message",
           "SELECT 1 AS evidence, 'm' AS message, 'n' AS message",
           "SELECT 1 AS evidence, 'm' AS message FROM none"})
    EXPECT_NE(problem_of(sql), "") << sql;
  EXPECT_FALSE(exists(leak));
  casefile::Statement nodes(database_, "SELECT count(*) FROM node");
  ASSERT_TRUE(nodes.step());
  EXPECT_EQ(nodes.number(0), 3);
}

TEST_F(RunTest, ARuleWithoutEndIsEndedInTheSameWayEachTime) {
  const std::string forever =
      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
      " SELECT 1 AS evidence, x AS message FROM n";
  RunLimits limits;
  limits.steps_max = 100'000;
  const std::string before = problem_of(forever + " WHERE x < 0", limits);
  EXPECT_EQ(before, "it did not end within 100000 steps");
  EXPECT_EQ(problem_of(forever + " WHERE x < 0", limits), before);
  limits.rows_max = 50;
  EXPECT_EQ(problem_of(forever, limits), "more than 50 rows");
}

TEST_F(RunTest, ARuleThatFillsMemoryIsEnded) {
  RunLimits limits;
  limits.memory_max = 8 << 20U;
  EXPECT_EQ(problem_of("WITH RECURSIVE n(x, y) AS (SELECT 1, printf('%90000d', 1) UNION "
                       "SELECT x + 1, printf('%90000d', x) FROM n)"
                       " SELECT 1 AS evidence, count(y) AS message FROM n",
                       limits),
            "it took more than 8 MiB");
  EXPECT_NE(problem_of("SELECT 1 AS evidence, printf('%9000000d', 1) AS message"), "");
}

TEST_F(RunTest, FindingsDoNotDependOnTheOrderOfRows) {
  const std::string sql = "SELECT id AS evidence, 'm' AS message FROM account ORDER BY id";
  EXPECT_EQ(run_one(sql).findings.size(), 3U);
  const Outcome up = run_one(sql + " ASC");
  Outcome down = run_one(sql + " DESC");
  for (std::size_t i = 0; i < 3; i++) down.findings[i].rule_version = up.findings[i].rule_version;
  EXPECT_EQ(up.findings, down.findings);
}

}  // namespace
}  // namespace assay::rules
