#include <fmt/core.h>

#include <map>

#include "casefile/guarded.h"
#include "casefile/read.h"

namespace assay::casefile {
namespace {

// By clause of a standard.
using ClauseKey = std::pair<std::string, std::string>;

std::map<ClauseKey, std::vector<ClauseRule>> read_clause_rules(const Database& database) {
  std::map<ClauseKey, std::vector<ClauseRule>> rules;
  Statement row(database,
                "SELECT standard, clause, rule, weight FROM clause_rule "
                "ORDER BY standard, clause, rule");
  while (row.step())
    rules[{row.text(0), row.text(1)}].push_back(
        {row.text(2), enumerator<RuleWeight>(row, 3, rule_weight_names)});
  return rules;
}

std::map<ClauseKey, std::vector<ClauseFinding>> read_clause_findings(const Database& database) {
  std::map<ClauseKey, std::vector<ClauseFinding>> findings;
  Statement row(database,
                "SELECT standard, clause, finding, weight = 'breaks' FROM clause_finding "
                "ORDER BY standard, clause, finding");
  while (row.step())
    findings[{row.text(0), row.text(1)}].push_back({row.text(2), row.number(3) != 0});
  return findings;
}

}  // namespace

Result<std::vector<ClauseList>> Case::clause_lists() const {
  return guarded([&] {
    Statement row(database_,
                  "SELECT standard, name, title, version, text FROM clause_list ORDER BY standard");
    std::vector<ClauseList> lists;
    while (row.step()) {
      ClauseList& list = lists.emplace_back();
      list.standard = row.text(0);
      list.name = row.text(1);
      list.title = row.text(2);
      list.version = row.text(3);
      list.text = row.text(4);
    }
    return lists;
  });
}

Result<std::vector<ClauseResult>> Case::clause_results() const {
  return guarded([&] {
    auto rules = read_clause_rules(database_);
    auto findings = read_clause_findings(database_);
    Statement row(database_,
                  "SELECT standard, nth, clause, title, kind, test_case, result, reason, examined, "
                  "things, live_test FROM clause_result ORDER BY standard, nth");
    std::vector<ClauseResult> results;
    while (row.step()) {
      ClauseResult& result = results.emplace_back();
      result.standard = row.text(0);
      result.nth = whole<std::uint32_t>(row, 1, 0xffffffff, 1);
      result.clause = row.text(2);
      result.title = row.text(3);
      result.kind = enumerator<ClauseKind>(row, 4, clause_kind_names);
      result.test_case = row.text(5);
      result.result = enumerator<ClauseOutcome>(row, 6, clause_outcome_names);
      result.reason = row.text(7);
      if (!row.is_null(8)) result.examined = row.number(8);
      result.things = row.text(9);
      result.live_test = row.text(10);
      result.rules = std::move(rules[{result.standard, result.clause}]);
      result.findings = std::move(findings[{result.standard, result.clause}]);
    }
    return results;
  });
}

Result<std::vector<Metric>> Case::metrics() const {
  return guarded([&] {
    Statement row(database_,
                  "SELECT id, standard, title, counting, why, clauses, version, text "
                  "FROM metric_rule ORDER BY id");
    std::vector<Metric> list;
    while (row.step()) {
      Metric& metric = list.emplace_back();
      metric.id = row.text(0);
      metric.standard = row.text(1);
      metric.title = row.text(2);
      metric.counting = row.text(3);
      metric.why = row.text(4);
      metric.clauses = row.text(5);
      metric.version = row.text(6);
      metric.text = row.text(7);
    }
    return list;
  });
}

Result<std::vector<MetricValue>> Case::metric_values() const {
  return guarded([&] {
    Statement row(database_,
                  "SELECT metric, name, value, total, unit FROM metric ORDER BY metric, nth");
    std::vector<MetricValue> list;
    while (row.step()) {
      MetricValue& value = list.emplace_back();
      value.metric = row.text(0);
      value.name = row.text(1);
      value.value = row.number(2);
      if (!row.is_null(3)) value.total = row.number(3);
      value.unit = row.text(4);
    }
    return list;
  });
}

Result<std::vector<EndOfSupport>> Case::end_of_support() const {
  return guarded([&] {
    Statement row(database_,
                  "SELECT line, product, versions, ended_on, source FROM end_of_support "
                  "ORDER BY line");
    std::vector<EndOfSupport> list;
    while (row.step())
      list.push_back({row.number(0), row.text(1), row.text(2), row.text(3), row.text(4)});
    return list;
  });
}

Result<std::optional<std::string>> Case::declaration() const {
  return guarded([&]() -> std::optional<std::string> {
    Statement row(database_, "SELECT text FROM declaration ORDER BY sha256");
    if (!row.step()) return std::nullopt;
    return row.text(0);
  });
}

}  // namespace assay::casefile
