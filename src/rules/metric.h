// Reads and counts metrics: .sql files that open with "-- metric: id" (rules/README.md).
#pragma once

#include <span>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "model/metric.h"
#include "model/rule.h"
#include "rules/run.h"

namespace assay::rules {

// Whether the text is meant as a metric, and not as a rule.
bool is_metric(std::string_view text);

// One metric from its file's text; `file` is its path from the rules' folder. Errors: a problem
// with the line.
tl::expected<Metric, RuleProblem> parse_metric(std::string_view file, std::string_view text);

struct MetricOutcome {
  std::vector<MetricValue> values;    // by metric, then in the order of its SELECT
  std::vector<RuleProblem> problems;  // by metric
};

// Counts. A metric that goes wrong gives a problem and no value. Throws SqlError where the machine
// fails.
MetricOutcome count_metrics(const casefile::Database& database, std::span<const Metric> metrics,
                            const RunLimits& limits = {});

}  // namespace assay::rules
