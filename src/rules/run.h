// Runs rules over the facts of a case.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "casefile/database.h"
#include "model/rule.h"

namespace assay::rules {

// Of one rule. Steps are those of SQLite's machine, so that the same rule over the same facts ends
// the same way on a fast computer and a slow one.
struct RunLimits {
  std::uint64_t steps_max = 500'000'000;
  std::size_t rows_max = 100'000;
  std::int64_t memory_max = 512 << 20U;  // bytes
};

struct Outcome {
  std::vector<Finding> findings;      // by rule, then by evidence; each id once
  std::vector<RuleProblem> problems;  // by rule
};

// Rules only read, and only facts: none sees what another found, so that adding one changes nothing
// else. A rule that goes wrong gives a problem and no finding; a row that goes wrong, a problem
// instead of a finding. Throws SqlError where the machine fails.
Outcome run(const casefile::Database& database, std::span<const Rule> rules,
            const RunLimits& limits = {});

}  // namespace assay::rules
