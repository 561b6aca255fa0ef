#include "pipeline/scan.h"

#include "casefile/write.h"
#include "pipeline/coverage.h"
#include "pipeline/reading.h"
#include "rules/run.h"

namespace assay::pipeline {
namespace {

// What was scanned, by what, under which limits.
void write_info(casefile::Writer& writer, const unpack::Source& source, const unpack::Tree& tree,
                const ScanOptions& options) {
  const Node& root = tree.nodes[0];
  writer.info("tool_version", options.tool_version);
  writer.info("image_name", root.name);
  writer.info("image_kind", std::string(source.is_directory() ? "directory" : "file"));
  writer.info("image_size", static_cast<std::int64_t>(source.size()));
  if (root.sha256) writer.info("image_sha256", to_hex(*root.sha256));
  const unpack::Limits& limits = options.limits;
  const auto number = [&](std::string_view key, std::uint64_t value) {
    writer.info(key, static_cast<std::int64_t>(value));
  };
  number("limit_plain_size_max", limits.plain_size_max);
  number("limit_plain_total_max", limits.plain_total_max);
  number("limit_ratio_max", limits.ratio_max);
  number("limit_members_max", limits.members_max);
  number("limit_nodes_max", limits.nodes_max);
  number("limit_depth_max", limits.depth_max);
  for (const auto& [key, value] : options.provenance) writer.provenance(key, value);
}

Result<void> write_tree(casefile::Writer& writer, const unpack::Tree& tree) {
  for (const ImageChunk& chunk : tree.image_chunks) writer.add(chunk);
  for (const Node& node : tree.nodes) TRY(writer.add(node));
  for (const casefile::Coverage& row : measure_coverage(tree.nodes)) writer.add(row);
  return {};
}

void judge(casefile::Writer& writer, const ScanOptions& options) {
  rules::RuleSet set = options.rule_set ? *options.rule_set : rules::shipped_rules();
  for (const auto& folder : options.rule_folders) rules::add_folder(set, folder);
  const rules::Outcome outcome = rules::run(writer.database(), set.rules);
  for (const Rule& rule : set.rules) writer.add(rule);
  for (const RuleProblem& problem : set.problems) writer.add(problem);
  for (const RuleProblem& problem : outcome.problems) writer.add(problem);
  for (const Finding& finding : outcome.findings) writer.add(finding);
}

}  // namespace

Result<void> scan(const unpack::Source& source, const ScanOptions& options) {
  casefile::Writer writer(options.case_path);

  // Find and open every container, down to the leaves, and read what the leaves state, without
  // judging it. All of this in a confined child; it says what it could not open, and why.
  options.stage(Stage::unpacking);
  unpack::Options engine;
  engine.limits = options.limits;
  engine.threads = options.threads;
  unpack::Tree tree =
      TRY(unpack_isolated(source, std::move(engine), ReadingVisitor(), options.isolation));

  if (!options.image_name.empty()) tree.nodes[0].name = options.image_name;

  // From here on no bytes are read: all that follows is a function of the facts.
  options.stage(Stage::writing);
  write_info(writer, source, tree, options);
  TRY(write_tree(writer, tree));
  tree = {};

  options.stage(Stage::judging);
  judge(writer, options);

  options.stage(Stage::done);
  writer.finish();
  return {};
}

}  // namespace assay::pipeline
