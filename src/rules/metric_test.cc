#include "rules/metric.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "rules/end_of_support.h"

namespace assay::rules {
namespace {

using casefile::Database;

constexpr std::string_view head =
    "-- metric: m\n-- title: t\n-- counting: one for each\n--      thing\n-- why: w\n";

Metric metric(const std::string& sql) {
  const auto parsed = parse_metric("x/m.sql", std::string(head) + sql);
  EXPECT_TRUE(parsed) << parsed.error().sentence;
  return parsed.value_or(Metric{});
}

TEST(Metric, ItsHeadIsRead) {
  const Metric read = metric("SELECT 1");
  EXPECT_EQ(read.id, "m");
  EXPECT_EQ(read.standard, "x");
  EXPECT_EQ(read.counting, "one for each thing");
  EXPECT_TRUE(is_metric(head));
  EXPECT_FALSE(is_metric("-- id: a\n"));
}

TEST(Metric, WhatIsWrongIsToldWithItsLine) {
  EXPECT_EQ(parse_metric("x/n.sql", head).error().line, 1U);
  EXPECT_EQ(parse_metric("x/m.sql", "-- metric: m\n-- severity: low\n").error(),
            (RuleProblem{"", "x/m.sql", 2, "'severity' is no key of a metric"}));
  EXPECT_EQ(parse_metric("x/m.sql", "-- metric: m\n").error().sentence, "'title' is missing");
  EXPECT_FALSE(parse_metric("x/m.sql", "-- metric: \xff\n"));
}

TEST(Metric, ItsRowsAreValues) {
  const Database database(Database::Mode::memory, "");
  const auto outcome = count_metrics(
      database, std::vector{metric("SELECT 'a' || char(27) AS name, 3 AS value, 4 AS total, 'files'"
                                   " AS unit UNION ALL SELECT 'b', 1, NULL, 'files'")});
  ASSERT_TRUE(outcome.problems.empty()) << outcome.problems[0].sentence;
  EXPECT_EQ(outcome.values, (std::vector<MetricValue>{{"m", "a\\x1b", 3, 4, "files"},
                                                      {"m", "b", 1, std::nullopt, "files"}}));
}

TEST(Metric, WhatGoesWrongGivesAProblem) {
  const Database database(Database::Mode::memory, "");
  for (const char* sql : {"SELECT 1", "SELECT 'a' AS name, 1 AS value", "DELETE FROM node", "",
                          "SELECT 'a' AS name, 1 AS value, 'u' AS unit, 2 AS more",
                          "SELECT 'a' AS name, 1.5 AS value, 'u' AS unit", "SELECT nonesuch",
                          "SELECT id AS name, 1 AS value, 'u' AS unit FROM finding",
                          "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
                          " SELECT 'a' AS name, x AS value, 'u' AS unit FROM n"}) {
    const auto outcome = count_metrics(database, std::vector{metric(sql)});
    EXPECT_EQ(outcome.problems.size(), 1U) << sql;
    EXPECT_TRUE(outcome.values.empty()) << sql;
  }
}

TEST(EndOfSupport, LinesAreRead) {
  const auto data = parse_end_of_support(
      "# end_of_support 2026-01-31: remarks\n# more\nlinux\t3.*\t2020-06-30\tkernel.org\n");
  ASSERT_TRUE(data) << data.error().detail;
  EXPECT_EQ(data->version, "end_of_support 2026-01-31");
  EXPECT_EQ(data->lines,
            (std::vector<EndOfSupport>{{3, "linux", "3.*", "2020-06-30", "kernel.org"}}));
  EXPECT_FALSE(parse_end_of_support("linux\t3.*\t2020-06-30\tkernel.org\n"));
  EXPECT_FALSE(parse_end_of_support("# e 2026-01-31: r\nlinux\t3.*\t2020-06-30\n"));
  EXPECT_FALSE(parse_end_of_support("# e 2026-01-31: r\nlinux\t3.*\tsoon\tx\n"));
  EXPECT_FALSE(parse_end_of_support("# e 2026-01-31: r\nlinux\t3.*\t2026-02-01\tahead\n"));
}

TEST(EndOfSupport, ShippedLinesHaveTheirSource) {
  EXPECT_GE(shipped_end_of_support().lines.size(), 10U);
  for (const EndOfSupport& line : shipped_end_of_support().lines)
    EXPECT_NE(line.source, "") << line.line;
}

}  // namespace
}  // namespace assay::rules
