// Every rule of rules/ has cases in tests/rules/: at least one that fires and one near miss that
// stays silent. Every metric has cases that say what it gives (rules/README.md says how they are
// written).
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "casefile/boot_graph.h"
#include "casefile/fact_tables.h"
#include "casefile/held_views.h"
#include "rules/metric.h"
#include "rules/rule.h"
#include "rules/run.h"

namespace assay::rules {
namespace {

using casefile::Database;

const std::filesystem::path source = ASSAY_SOURCE_DIR;

struct Section {
  std::size_t wanted = 0;  // findings
  std::string gives;       // values of a metric
  int line = 0;            // of its heading
  std::string sql;
};

// The sections of a case file; empty, with a failure told, where it is not written as it should be.
std::vector<Section> read_sections(const std::filesystem::path& path) {
  std::vector<Section> sections;
  std::ifstream file(path);
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    number++;
    std::string_view rest = line;
    const bool fires = rest.starts_with("-- fires");
    if (fires || rest.starts_with("-- silent")) {
      rest.remove_prefix(fires ? 8 : 9);
      std::size_t wanted = fires ? 1 : 0;
      if (fires && rest.starts_with(' '))
        std::from_chars(rest.data() + 1, rest.data() + rest.size(), wanted);
      sections.push_back({wanted, "", number, ""});
    } else if (rest.starts_with("-- gives:")) {
      rest.remove_prefix(std::min<std::size_t>(rest.size(), 10));
      sections.push_back({0, std::string(rest), number, ""});
    } else if (!sections.empty()) {
      sections.back().sql += line + "\n";
    }
  }
  return sections;
}

// Gives the facts of a section what it left out: ids unique over all tables, and their heads.
void complete(Database& database) {
  int table_number = 0;
  for (const casefile::FactTable& table : casefile::fact_tables()) {
    table_number++;
    database.run(
        fmt::format("UPDATE \"{0}\" SET id = -id; UPDATE \"{0}\" SET id = {1} * 10000 - id;"
                    "UPDATE \"{0}\" SET offset = id WHERE offset = 0;"
                    "INSERT INTO fact_run SELECT id, '{0}', node FROM \"{0}\"",
                    table.name, table_number));
  }
}

void fill(Database& database, const Section& section) {
  database.run(
      "INSERT INTO node (id, parent, kind, name, locator) VALUES"
      " (0, NULL, 'image', '', 'image'), (1, 0, 'chunk', 'squashfs', 'image[0x0:0x1000]squashfs')");
  database.run(section.sql);
  complete(database);
  casefile::make_boot_graph(database);
}

std::vector<std::string> ids_of(const Outcome& outcome) {
  std::vector<std::string> ids;
  for (const Finding& finding : outcome.findings) ids.push_back(finding.id + finding.message);
  return ids;
}

Outcome run_section(const Rule& rule, const Section& section) {
  Database database(Database::Mode::memory, "");
  fill(database, section);
  Outcome outcome = run(database, std::vector{rule});
  // Neither what is left out because it finds nothing, nor what is worked out once, changes a word.
  Rule asked = rule;
  asked.is_shipped = false;
  EXPECT_EQ(ids_of(run(database, std::vector{asked})), ids_of(outcome));
  const casefile::HeldViews held(database);
  EXPECT_EQ(ids_of(run(database, std::vector{asked})), ids_of(outcome));
  return outcome;
}

// "a = 1 files; b = 2 of 3 keys"
std::string shown(const std::vector<MetricValue>& values) {
  std::string text;
  for (const MetricValue& value : values) {
    text += fmt::format("{}{} = {} ", text.empty() ? "" : "; ", value.name, value.value);
    if (value.total) text += fmt::format("of {} ", *value.total);
    text += value.unit;
  }
  return text;
}

TEST(RulesCase, EveryRuleFiresWhereItMustAndStaysSilentOtherwise) {
  for (const Rule& rule : shipped_rules().rules) {
    const auto path = source / "tests" / "rules" / rule.file;
    ASSERT_TRUE(exists(path)) << "the rule " << rule.file << " has no cases: " << path;
    const std::vector<Section> sections = read_sections(path);
    EXPECT_TRUE(std::ranges::any_of(sections, [](const Section& s) { return s.wanted > 0; }))
        << path << ": no case that fires";
    EXPECT_TRUE(std::ranges::any_of(sections, [](const Section& s) { return s.wanted == 0; }))
        << path << ": no near miss";
    for (const Section& section : sections) {
      SCOPED_TRACE(fmt::format("{}:{}", path.native(), section.line));
      try {
        const Outcome outcome = run_section(rule, section);
        EXPECT_EQ(outcome.findings.size(), section.wanted);
        for (const Finding& finding : outcome.findings) EXPECT_NE(finding.message, "");
        for (const RuleProblem& problem : outcome.problems)
          ADD_FAILURE() << problem.file << ":" << problem.line << ": " << problem.sentence;
      } catch (const casefile::SqlError& error) {
        ADD_FAILURE() << "the case's SQL: " << error.what();
      }
    }
  }
}

TEST(RulesCase, EveryMetricGivesWhatItsCasesSay) {
  for (const Metric& metric : shipped_rules().metrics) {
    const auto path = source / "tests" / "rules" / metric.file;
    ASSERT_TRUE(exists(path)) << "the metric " << metric.file << " has no cases: " << path;
    const std::vector<Section> sections = read_sections(path);
    EXPECT_GE(sections.size(), 2U) << path;
    for (const Section& section : sections) {
      SCOPED_TRACE(fmt::format("{}:{}", path.native(), section.line));
      Database database(Database::Mode::memory, "");
      ASSERT_NO_THROW(fill(database, section));
      const MetricOutcome outcome = count_metrics(database, std::vector{metric});
      for (const RuleProblem& problem : outcome.problems)
        ADD_FAILURE() << problem.file << ":" << problem.line << ": " << problem.sentence;
      EXPECT_EQ(shown(outcome.values), section.gives);
    }
  }
}

TEST(RulesCase, EveryCaseHasItsRule) {
  const RuleSet set = shipped_rules();
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(source / "tests" / "rules")) {
    if (entry.path().extension() != ".sql") continue;
    const auto file = entry.path().lexically_relative(source / "tests" / "rules").native();
    EXPECT_TRUE(std::ranges::any_of(set.rules, [&](const Rule& r) { return r.file == file; }) ||
                std::ranges::any_of(set.metrics, [&](const Metric& m) { return m.file == file; }))
        << file << " belongs to no rule";
  }
}

}  // namespace
}  // namespace assay::rules
