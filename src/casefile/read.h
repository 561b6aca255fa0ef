// Case: a case file, opened to be read. The file may be a stranger's: whatever stands in it, the
// answer is values or an error with a sentence.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "casefile/coverage.h"
#include "casefile/database.h"
#include "casefile/seal.h"
#include "model/clause.h"
#include "model/finding.h"
#include "model/metric.h"
#include "model/node.h"
#include "model/rule.h"

namespace assay::casefile {

// A row of `node`. `node` has what the table has; header, checks, regions, problems and facts are
// asked for apart.
struct CaseNode {
  Node node;
  std::string locator;
};

struct CaseProblem {
  NodeId node = no_node;  // no_node: the scan as a whole
  std::string locator;    // of the node; empty for the scan as a whole
  Problem problem;
};

struct Rows {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
};

struct QueryLimits {
  std::chrono::milliseconds time_max{60'000};
  std::size_t rows_max = 10'000'000;
  std::size_t size_max = 1ULL << 30U;  // of all values together, bytes
};

class Case {
 public:
  // Errors: truncated, corrupt (no case file, altered after it was sealed, other tables than the
  // schema's), unsupported (a schema version of another time).
  static Result<Case> open(const std::filesystem::path& path);

  const Seal& seal() const { return seal_; }

  // Each is a table as it stands. Errors: corrupt.
  Result<Fields> info() const;        // by key
  Result<Fields> provenance() const;  // by key
  Result<std::vector<ImageChunk>> image_chunks() const;
  Result<std::vector<Coverage>> coverage() const;     // by name
  Result<std::vector<CaseNode>> nodes() const;        // id is the place; parents come first
  Result<std::vector<CaseProblem>> problems() const;  // in the order of nodes
  Result<Fields> header(NodeId node) const;
  Result<std::vector<Check>> checks(NodeId node) const;
  Result<Regions> regions(NodeId node) const;
  Result<std::vector<Rule>> rules() const;  // by id; `activation` and `file` are not kept
  Result<std::vector<RuleProblem>> rule_problems() const;
  Result<std::vector<Finding>> findings() const;  // the severest first, then by id

  Result<std::vector<ClauseList>> clause_lists() const;      // by standard, without their clauses
  Result<std::vector<ClauseResult>> clause_results() const;  // by standard and place
  Result<std::vector<Metric>> metrics() const;               // by id; `file` is not kept
  Result<std::vector<MetricValue>> metric_values() const;    // by metric and place
  Result<std::vector<EndOfSupport>> end_of_support() const;  // by line
  Result<std::optional<std::string>> declaration() const;    // its text; nothing: there was none

  // The rows of one SELECT. Errors: unsupported (what the SQL may not do, or does wrong), limit.
  Result<Rows> query(std::string_view sql, const QueryLimits& limits = {}) const;

 private:
  Case(Database database, const Seal& seal) : database_(std::move(database)), seal_(seal) {}

  Database database_;
  Seal seal_;
};

}  // namespace assay::casefile
