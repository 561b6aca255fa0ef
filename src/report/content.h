// Content: what reports say of a case, loaded once and shown in any format.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "casefile/read.h"
#include "report/secrets.h"

namespace assay::report {

struct Content {
  std::string image_name;    // quoted
  std::string image_sha256;  // hex; empty for a folder
  std::uint64_t image_size = 0;
  Digest root{};  // of the case's seal
  Fields info;
  Fields provenance;
  std::vector<Node> nodes;
  std::vector<std::string> locators;  // of the nodes
  std::vector<Finding> findings;      // the severest first; without secrets in the clear
  Secrets secrets;
  std::map<std::string, Rule> rules;
  std::vector<casefile::CaseProblem> problems;
  std::vector<RuleProblem> rule_problems;
  std::vector<casefile::Coverage> coverage;
  std::vector<ImageChunk> chunks;
  std::vector<ClauseList> clause_lists;
  std::vector<ClauseResult> clauses;
  std::vector<Metric> metrics;
  std::vector<MetricValue> metric_values;
};

// Errors: those of reading the case.
Result<Content> load_content(const casefile::Case& file);

// A value as text as it stands; "-" for nothing.
std::string text_of(const Value& value);

// The field of this name as text, or "-".
std::string text_of(const Fields& fields, std::string_view name);

// How many findings have this severity.
std::size_t count_of(const Content& content, Severity severity);

// A message of a rule, which has escaped the image's text already: what is still not printable is
// escaped, and backslashes are left.
std::string message_text(std::string_view message);

// "12 of 40 files", "3 keys"
std::string amount_text(const MetricValue& value);

// "present", "started", ... or "not shown"
std::string_view activation_text(const Finding& finding);

}  // namespace assay::report
