// Choosing among the standards of a rule set.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rules/rule.h"

namespace assay::rules {

// The standards that the set has rules, metrics or clauses of, sorted.
std::vector<std::string> standards_of(const RuleSet& set);

// Leaves in the set what these standards ask: their rules, metrics and clauses, and the rules of
// other standards that their clauses are decided by. Problems stay.
void choose(RuleSet& set, std::span<const std::string> standards);

}  // namespace assay::rules
