#include "pipeline/judge.h"

#include <set>

#include "base/digest.h"
#include "casefile/held_views.h"
#include "pipeline/documented.h"
#include "rules/choose.h"
#include "rules/clause_results.h"
#include "rules/metric.h"
#include "rules/run.h"

namespace assay::pipeline {
namespace {

rules::RuleSet rules_of(const JudgeOptions& options) {
  rules::RuleSet set = options.rule_set ? *options.rule_set : rules::shipped_rules();
  for (const auto& folder : options.rule_folders) rules::add_folder(set, folder);
  if (!options.standards.empty()) rules::choose(set, options.standards);
  return set;
}

// Names the rules, metrics and clauses by one digest.
std::string version_of(const rules::RuleSet& set) {
  std::string all;
  for (const Rule& rule : set.rules) all += rule.id + " " + rule.version + "\n";
  for (const Metric& metric : set.metrics) all += metric.id + " " + metric.version + "\n";
  for (const ClauseList& list : set.clause_lists) all += list.standard + " " + list.version + "\n";
  return to_hex(sha256(as_bytes(all))).substr(0, 16);
}

void write_problems(casefile::Writer& writer, const std::vector<RuleProblem>& problems) {
  for (const RuleProblem& problem : problems) writer.add(problem);
}

// A declaration speaks about what lets somebody in, which is what no-backdoor asks.
void write_findings(casefile::Writer& writer, const rules::RuleSet& set,
                    const rules::Outcome& outcome, const std::optional<Declaration>& declaration) {
  std::set<std::string_view> asked;
  for (const Rule& rule : set.rules)
    if (rule.standard == "no-backdoor") asked.insert(rule.id);
  for (Finding finding : outcome.findings) {
    if (asked.contains(finding.rule)) finding.declaration = declaration_state(finding, declaration);
    writer.add(finding);
  }
}

}  // namespace

void judge(casefile::Writer& writer, const JudgeOptions& options) {
  const rules::EndOfSupportData& data =
      options.end_of_support ? *options.end_of_support : rules::shipped_end_of_support();
  writer.info("data_end_of_support", data.version);
  for (const EndOfSupport& line : data.lines) writer.add(line);

  const rules::RuleSet set = rules_of(options);
  const casefile::HeldViews held(writer.database());
  writer.info("rules_version", version_of(set));
  const rules::Outcome outcome = rules::run(writer.database(), set.rules);
  for (const Rule& rule : set.rules) writer.add(rule);
  write_problems(writer, set.problems);
  write_problems(writer, outcome.problems);
  if (options.declaration) {
    writer.info("declaration_sha256", to_hex(sha256(as_bytes(options.declaration->text))));
    writer.add(*options.declaration);
  }
  write_findings(writer, set, outcome, options.declaration);

  const rules::ClauseOutcomes clauses = rules::judge_clauses(writer.database(), set, outcome);
  for (const ClauseList& list : set.clause_lists) writer.add(list);
  for (const ClauseResult& result : clauses.results) writer.add(result);
  write_problems(writer, clauses.problems);

  const rules::MetricOutcome metrics = rules::count_metrics(writer.database(), set.metrics);
  for (const Metric& metric : set.metrics) writer.add(metric);
  for (const MetricValue& value : metrics.values) writer.add(value);
  write_problems(writer, metrics.problems);
}

}  // namespace assay::pipeline
