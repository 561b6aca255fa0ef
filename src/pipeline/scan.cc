#include "pipeline/scan.h"

#include <optional>

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
void write_info(casefile::Writer& writer, const unpack::Source& source, const Node& root,
                const ScanOptions& options) {
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

// Writes nodes as they come. A case that holds what an engine told before it died is begun anew.
class CaseNodes : public NodeSink {
 public:
  CaseNodes(const unpack::Source& source, const ScanOptions& options)
      : source_(source), options_(options), writer_(std::in_place, options.case_path) {}

  void start() override {
    if (!begun_) return;
    begun_ = false;
    coverage_ = {};
    writer_.emplace(options_.case_path);
  }
  Result<void> take(Node node, const FactViews& facts) override {
    if (!begun_) {
      begun_ = true;
      options_.stage(Stage::writing);
      if (!options_.image_name.empty()) node.name = options_.image_name;
      write_info(*writer_, source_, node, options_);
    }
    TRY(writer_->add(node, facts));
    coverage_.add(std::move(node), facts);
    return {};
  }

  void pause() override { writer_->flush(); }

  // The case, with what there is to say of all nodes.
  casefile::Writer& finish(const std::vector<ImageChunk>& chunks) {
    for (const ImageChunk& chunk : chunks) writer_->add(chunk);
    for (const casefile::Coverage& row : coverage_.rows()) writer_->add(row);
    return *writer_;
  }

 private:
  const unpack::Source& source_;
  const ScanOptions& options_;
  std::optional<casefile::Writer> writer_;
  CoverageMeasure coverage_;
  bool begun_ = false;
};

}  // namespace

Result<void> scan(const unpack::Source& source, const ScanOptions& options) {
  CaseNodes nodes(source, options);

  // Find and open every container, down to the leaves, and read what the leaves state, without
  // judging it. All of this in a confined child; it says what it could not open, and why.
  options.stage(Stage::unpacking);
  unpack::Options engine;
  engine.limits = options.limits;
  engine.threads = options.threads;
  const std::vector<ImageChunk> chunks =
      options.facts ? TRY(unpack_isolated(source, std::move(engine),
                                          ReadingVisitor(options.code, source.size()),
                                          options.isolation, nodes))
                    : TRY(unpack_isolated(source, std::move(engine), TypingVisitor(),
                                          options.isolation, nodes));

  // From here on no bytes are read: all that follows is a function of the facts.
  casefile::Writer& writer = nodes.finish(chunks);
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
