// Writer: makes a case file, which appears under its name whole, sealed, or not at all.
//
// The same calls give the same bytes. All throw std::system_error or SqlError where the machine
// fails: no space, no permission, no memory.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "casefile/coverage.h"
#include "casefile/database.h"
#include "casefile/part_file.h"
#include "casefile/seal.h"
#include "model/clause.h"
#include "model/declaration.h"
#include "model/fact_views.h"
#include "model/finding.h"
#include "model/metric.h"
#include "model/node.h"
#include "model/rule.h"

namespace assay::casefile {

class Writer {
 public:
  // Works in NAME.part beside the target until finish(); a target that is there stays until then.
  explicit Writer(const std::filesystem::path& target);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void info(std::string_view key, const Value& value);            // once for each key
  void provenance(std::string_view key, std::string_view value);  // those left out: "not stated"
  void add(const ImageChunk& chunk);
  void add(const Coverage& coverage);

  // The next node in pre-order, with all that it holds but its facts, and these facts. They get
  // their ids: by node, table, place and columns, from 1; equal ones are kept once. One that the
  // schema cannot hold becomes a problem. Errors: corrupt, where the node cannot follow the ones
  // before; the case is then lost.
  // The texts of facts must stay where they are until flush().
  Result<void> add(const Node& node, const FactViews& facts);
  void flush();

  // The same with the facts that the node itself has, which need not stay.
  Result<void> add(const Node& node);

  // Something that could not be read of a node, or (no_node) of the scan as a whole.
  void add_problem(NodeId node, const Problem& problem);

  void add(const Rule& rule);
  void add(const RuleProblem& problem);
  void add(const Finding& finding);  // its rule first; ids once
  void add(const ClauseList& list);  // without its clauses, which are in its text
  void add(const ClauseResult& result);
  void add(const Metric& metric);
  void add(const MetricValue& value);  // its metric first
  void add(const EndOfSupport& line);
  void add(const Declaration& declaration);  // once

  // What was written so far, for rules to read.
  Database& database();

  // Seals the file and gives it its name. Nothing can be added after it.
  Seal finish();

 private:
  class Tables;
  void add_default_ports();
  PartFile file_;
  std::unique_ptr<Tables> tables_;  // goes before the file that it fills
};

}  // namespace assay::casefile
