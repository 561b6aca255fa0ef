#include "rules/clause_results.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "rules/key_block.h"
#include "rules/select.h"

namespace assay::rules {
namespace {

using casefile::Database;
using casefile::Statement;

constexpr std::int64_t understood_percent_floor = 80;

std::string counted(std::size_t count, std::string_view one, std::string_view more) {
  return fmt::format("{} {}", count, count == 1 ? one : more);
}

std::map<std::string, std::int64_t> coverage_of(const Database& database) {
  std::map<std::string, std::int64_t> values;
  Statement row(database, "SELECT name, value FROM coverage");
  while (row.step()) values[row.text(0)] = row.number(1);
  return values;
}

// Why no clause can pass: the part of the image that stayed dark. Empty where there is none.
std::string dark_part(const Database& database) {
  auto measured = coverage_of(database);
  if (measured["files"] == 0) return "no files were found in the image";
  if (const std::int64_t unread = measured["files_unread"]; unread > 0)
    return fmt::format("{} of {} files could not be read", unread, measured["files"]);
  if (const std::int64_t encrypted = measured["bytes_encrypted"]; encrypted > 0)
    return fmt::format("{} bytes of the image are encrypted", encrypted);
  const std::int64_t understood = measured["bytes_known"] + measured["bytes_padding"];
  const std::int64_t all = understood + measured["bytes_unknown"];
  // Sizes stay far below 2^46, so this does not overflow.
  if (understood * 100 < all * understood_percent_floor)
    return fmt::format("of the image's {} bytes {} are understood, less than {} percent", all,
                       understood, understood_percent_floor);
  return "";
}

class Judge {
 public:
  Judge(const Database& database, const RuleSet& set, const Outcome& outcome,
        const RunLimits& limits)
      : database_(database), set_(set), rules_(set), limits_(limits), dark_(dark_part(database)) {
    for (const Finding& finding : outcome.findings) findings_[finding.rule].push_back(&finding);
    for (const RuleProblem& problem : outcome.problems) broken_.insert(problem.rule);
  }

  ClauseResult judge(const ClauseList& list, const Clause& clause);
  std::vector<RuleProblem> problems;

 private:
  void weigh(ClauseResult& result);
  std::optional<std::int64_t> examine(const ClauseList& list, const Clause& clause);
  std::string rule_that_did_not_run(const ClauseResult& result) const;
  void decide(const Clause& clause, ClauseResult& result) const;

  const Database& database_;
  const RuleSet& set_;
  RulesByClause rules_;
  const RunLimits& limits_;
  std::string dark_;
  std::map<std::string, std::vector<const Finding*>> findings_;  // by rule
  std::set<std::string> broken_;                                 // rules with problems
};

void Judge::weigh(ClauseResult& result) {
  for (const ClauseRule& rule : result.rules) {
    const auto found = findings_.find(rule.rule);
    if (found == findings_.end()) continue;
    for (const Finding* finding : found->second) {
      const bool weighty =
          finding->severity >= Severity::medium && finding->confidence >= Confidence::strong;
      result.findings.push_back({finding->id, rule.weight == RuleWeight::decides ||
                                                  (rule.weight == RuleWeight::counts && weighty)});
    }
  }
  std::ranges::sort(result.findings, {}, &ClauseFinding::finding);
}

std::optional<std::int64_t> Judge::examine(const ClauseList& list, const Clause& clause) {
  if (clause.examined.empty()) return std::nullopt;
  std::optional<std::int64_t> count;
  const auto problem = run_select(
      database_, clause.examined, limits_,
      [](const Statement& statement) {
        return statement.columns() == 1 ? "" : "'examined' is a SELECT of one column";
      },
      [&](const Statement& row) { count = row.number(0); });
  if (!problem) return count;
  problems.push_back({"clause " + clause.id, list.file, clause.examined_line, problem->sentence});
  return std::nullopt;
}

std::string Judge::rule_that_did_not_run(const ClauseResult& result) const {
  for (const ClauseRule& rule : result.rules) {
    if (rule.weight == RuleWeight::hints) continue;
    const auto at = std::ranges::lower_bound(set_.rules, rule.rule, {}, &Rule::id);
    if (at == set_.rules.end() || at->id != rule.rule || broken_.contains(rule.rule))
      return rule.rule;
  }
  return "";
}

void Judge::decide(const Clause& clause, ClauseResult& result) const {
  const auto give = [&](ClauseOutcome outcome, std::string reason) {
    result.result = outcome;
    result.reason = std::move(reason);
  };
  const auto breaks =
      static_cast<std::size_t>(std::ranges::count(result.findings, true, &ClauseFinding::breaks));
  if (breaks > 0)
    return give(ClauseOutcome::fail,
                counted(breaks, "finding speaks against it", "findings speak against it"));
  if (!result.findings.empty())
    return give(ClauseOutcome::inconclusive,
                counted(result.findings.size(), "finding points to it and does not decide it",
                        "findings point to it and do not decide it"));
  if (clause.kind == ClauseKind::live)
    return give(ClauseOutcome::not_decidable, "only a running device shows it");
  if (clause.kind == ClauseKind::supported)
    return give(ClauseOutcome::not_decidable,
                result.rules.empty() ? "no rule looks for evidence yet"
                                     : fmt::format("{} found nothing against it",
                                                   counted(result.rules.size(), "rule", "rules")));
  if (std::ranges::all_of(result.rules,
                          [](const ClauseRule& rule) { return rule.weight == RuleWeight::hints; }))
    return give(ClauseOutcome::not_decidable, "no rule decides it yet");
  if (const std::string rule = rule_that_did_not_run(result); !rule.empty())
    return give(ClauseOutcome::inconclusive, fmt::format("the rule {} did not run", rule));
  if (!dark_.empty()) return give(ClauseOutcome::inconclusive, dark_);
  if (!result.examined)
    return give(ClauseOutcome::inconclusive, "what it is about was not counted");
  if (*result.examined <= 0)
    return give(ClauseOutcome::inconclusive,
                fmt::format("the image has no {} to judge it by", clause.things));
  give(ClauseOutcome::pass, fmt::format("{} {} were looked at, and nothing speaks against it",
                                        *result.examined, clause.things));
}

ClauseResult Judge::judge(const ClauseList& list, const Clause& clause) {
  ClauseResult result;
  result.standard = list.standard;
  result.clause = clause.id;
  result.title = clause.title;
  result.kind = clause.kind;
  result.test_case = clause.test_case;
  result.things = clause.things;
  result.live_test = clause.live_test;
  result.rules = rules_.of(list, clause);
  result.examined = examine(list, clause);
  weigh(result);
  decide(clause, result);
  return result;
}

}  // namespace

RulesByClause::RulesByClause(const RuleSet& set) {
  for (const Rule& rule : set.rules)
    for (std::string& clause : split_list(rule.clauses))
      named_[std::move(clause)].push_back(rule.id);
}

std::vector<ClauseRule> RulesByClause::of(const ClauseList& list, const Clause& clause) const {
  std::map<std::string_view, RuleWeight> found;
  for (const std::string& id : clause.decided_by) found.emplace(id, RuleWeight::decides);
  for (const std::string& id : clause.hinted_by) found.emplace(id, RuleWeight::hints);
  if (const auto named = named_.find(list.name + " " + clause.id); named != named_.end())
    for (const std::string_view id : named->second) found.emplace(id, RuleWeight::counts);
  std::vector<ClauseRule> rules;
  for (const auto& [id, weight] : found) rules.push_back({std::string(id), weight});
  return rules;
}

ClauseOutcomes judge_clauses(const Database& database, const RuleSet& set, const Outcome& outcome,
                             const RunLimits& limits) {
  Judge judge(database, set, outcome, limits);
  ClauseOutcomes outcomes;
  for (const ClauseList& list : set.clause_lists) {
    std::uint32_t nth = 0;
    for (const Clause& clause : list.clauses) {
      outcomes.results.push_back(judge.judge(list, clause));
      outcomes.results.back().nth = ++nth;
    }
  }
  outcomes.problems = std::move(judge.problems);
  return outcomes;
}

}  // namespace assay::rules
