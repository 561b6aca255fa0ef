// What becomes of each clause when the rules have run: pass, fail, inconclusive, or not decidable
// from an image. Never blank, and never a pass for what was not looked at.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"
#include "rules/run.h"

namespace assay::rules {

// The rules that speak about clauses: those that name one in their own clauses, and those that its
// list names.
class RulesByClause {
 public:
  // Of a set that stays as long as this.
  explicit RulesByClause(const RuleSet& set);

  // By id, each once; one that the set lacks is among them.
  std::vector<ClauseRule> of(const ClauseList& list, const Clause& clause) const;

 private:
  std::map<std::string, std::vector<std::string_view>> named_;  // "3GPP TS 33.117 4.4.2" -> ids
};

struct ClauseOutcomes {
  std::vector<ClauseResult> results;  // list by list, in the order of each
  std::vector<RuleProblem> problems;  // SELECTs of lists that went wrong
};

// Holds each clause of the set's lists against the facts and the coverage in `database`, and
// against what the rules found. A clause is broken by a finding of a rule that decides it, or of
// severity medium and confidence strong or above. It passes where bytes decide it, all its rules
// ran, there was something for them to look at, and no part of the image stayed dark. Throws
// SqlError where the machine fails.
ClauseOutcomes judge_clauses(const casefile::Database& database, const RuleSet& set,
                             const Outcome& outcome, const RunLimits& limits = {});

}  // namespace assay::rules
