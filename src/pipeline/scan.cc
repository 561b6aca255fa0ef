#include "pipeline/scan.h"

#include "casefile/boot_graph.h"
#include "casefile/write.h"
#include "pipeline/coverage.h"
#include "pipeline/reading.h"

namespace assay::pipeline {
namespace {

std::string_view level_name(sandbox::Level level) {
  switch (level) {
    case sandbox::Level::full:
      return "full";
    case sandbox::Level::weak:
      return "weak";
    case sandbox::Level::none:
      return "none";
  }
  return "";
}

// What was scanned, by what, under which limits.
void write_info(casefile::Writer& writer, const unpack::Source& source, const unpack::Tree& tree,
                const ScanOptions& options) {
  const Node& root = tree.nodes[0];
  writer.info("tool_version", options.tool_version);
  writer.info("sandbox", std::string(level_name(options.isolation.level)));
  writer.info("image_name", root.name);
  writer.info("image_kind", std::string(source.is_directory() ? "directory" : "file"));
  writer.info("image_size", static_cast<std::int64_t>(source.size()));
  if (root.sha256) writer.info("image_sha256", to_hex(*root.sha256));
  writer.info("machine_code", std::string(options.code ? "read" : "not read, as asked"));
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
      options.facts
          ? TRY(unpack_isolated(source, std::move(engine), ReadingVisitor(options.code),
                                options.isolation))
          : TRY(unpack_isolated(source, std::move(engine), TypingVisitor(), options.isolation));

  if (!options.image_name.empty()) tree.nodes[0].name = options.image_name;

  // From here on no bytes are read: all that follows is a function of the facts.
  options.stage(Stage::writing);
  write_info(writer, source, tree, options);
  TRY(write_tree(writer, tree));
  tree = {};

  if (options.facts) {
    // Which files the names in scripts mean, and to which lines a boot comes.
    casefile::make_boot_graph(writer.database());

    options.stage(Stage::judging);
    judge(writer, options.judge);
  }

  options.stage(Stage::done);
  writer.finish();
  return {};
}

}  // namespace assay::pipeline
