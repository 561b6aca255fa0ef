#include "rules/choose.h"

#include <algorithm>
#include <set>

#include "rules/clause_results.h"

namespace assay::rules {

std::vector<std::string> standards_of(const RuleSet& set) {
  std::set<std::string> names;
  for (const Rule& rule : set.rules) names.insert(rule.standard);
  for (const Metric& metric : set.metrics) names.insert(metric.standard);
  for (const ClauseList& list : set.clause_lists) names.insert(list.standard);
  return {names.begin(), names.end()};
}

void choose(RuleSet& set, std::span<const std::string> standards) {
  const auto chosen = [&](const std::string& standard) {
    return std::ranges::find(standards, standard) != standards.end();
  };
  const RulesByClause by_clause(set);
  std::set<std::string> asked;  // rules that a chosen list of clauses asks
  for (const ClauseList& list : set.clause_lists) {
    if (!chosen(list.standard)) continue;
    for (const Clause& clause : list.clauses)
      for (const ClauseRule& rule : by_clause.of(list, clause)) asked.insert(rule.rule);
  }
  std::erase_if(set.rules, [&](const Rule& rule) {
    return !chosen(rule.standard) && !asked.contains(rule.id);
  });
  std::erase_if(set.metrics, [&](const Metric& metric) { return !chosen(metric.standard); });
  std::erase_if(set.clause_lists, [&](const ClauseList& list) { return !chosen(list.standard); });
}

}  // namespace assay::rules
