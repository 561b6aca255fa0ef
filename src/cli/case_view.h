// CaseView: what the screens show of a case file, loaded whole.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "casefile/read.h"
#include "cli/exit_code.h"
#include "report/secrets.h"

namespace assay::cli {

// Bytes by what they are: known, padding, encrypted, unknown (RegionKind).
using BytesByKind = std::array<std::uint64_t, 4>;

// Machine code without headers, of a node.
struct RawNode {
  std::string processor;  // the name of a decoder
  std::uint64_t base = 0;
};

struct CaseView {
  explicit CaseView(casefile::Case opened) : file(std::move(opened)) {}

  casefile::Case file;
  std::string image_name;
  std::uint64_t image_size = 0;
  std::string image_sha256;  // hex; empty for a folder
  Fields info;
  std::vector<casefile::CaseNode> nodes;
  std::vector<casefile::Coverage> coverage;
  std::vector<casefile::CaseProblem> problems;
  std::vector<Finding> findings;  // the severest first
  report::Secrets secrets;        // none where they are to be shown
  std::map<std::string, Rule, std::less<>> rules;
  std::vector<RuleProblem> rule_problems;
  std::vector<ClauseList> clause_lists;
  std::vector<ClauseResult> clauses;
  std::vector<Metric> metrics;
  std::vector<MetricValue> metric_values;  // by metric
  std::map<NodeId, BytesByKind> regions;   // of the nodes that have any
  std::map<NodeId, RawNode> raw_code;      // of the nodes that are any, where its address is told

  // Value of a coverage row; nothing where it was not measured.
  std::optional<std::uint64_t> measured(std::string_view name) const;

  // Of the image's own bytes.
  BytesByKind image_bytes() const;
};

// Whether the file at `path` begins like a case file. False for whatever cannot be read.
bool is_case_file(const std::string& path);

// Errors: unreadable, with a sentence that names the file.
tl::expected<casefile::Case, Failure> open_case(const std::string& path);
// Secrets in the clear are masked in the findings, unless `show_secrets`.
tl::expected<CaseView, Failure> load_case(const std::string& path, bool show_secrets = false);

// A Result's error as a Failure about the file at `path`.
Failure about(const std::string& path, const Error& error);

}  // namespace assay::cli
