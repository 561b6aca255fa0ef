#include "pipeline/coverage.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "model/image_map.h"

namespace assay::pipeline {
namespace {

using Sums = std::array<std::int64_t, std::size(region_kind_names)>;

Sums bytes_by_kind(const std::vector<Node>& nodes) {
  Sums sums{};
  const auto add = [&](NodeId top) {
    for (const MapPiece& piece : image_map(nodes, top))
      sums[static_cast<std::size_t>(piece.kind)] += static_cast<std::int64_t>(piece.range.size);
  };
  if (!nodes.empty() && nodes[0].size > 0) {
    add(0);
    return sums;
  }
  for (const Node& node : nodes)
    if (node.kind == NodeKind::file && node.parent == 1 && node.size > 0) add(node.id);
  return sums;
}

// What was read, and what was not.
struct Counts {
  std::int64_t containers = 0;
  std::int64_t containers_with_problems = 0;
  std::int64_t files = 0;
  std::int64_t files_unread = 0;
  std::int64_t leaf_bytes = 0;
  std::int64_t leaf_bytes_untyped = 0;
  std::int64_t checks_bad = 0;
  std::array<std::int64_t, std::size(error_code_names)> problems{};
};

std::int64_t number_of(const FactViews& facts, const FactView& fact, std::string_view column) {
  const auto names = facts.names_of(facts.shapes()[fact.shape]);
  const auto at = std::ranges::find(names, column);
  if (at == names.end()) return 0;
  const ValueView& value = facts.values_of(fact)[static_cast<std::size_t>(at - names.begin())];
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

Counts count(const std::vector<Node>& nodes) {
  Counts counts;
  std::vector<bool> is_container(nodes.size(), false);
  for (const Node& node : nodes)
    if (node.kind == NodeKind::chunk && node.parent != no_node) is_container[node.parent] = true;
  for (const Node& node : nodes) {
    for (const Problem& problem : node.problems)
      counts.problems[static_cast<std::size_t>(problem.code)]++;
    for (const Check& check : node.checks) counts.checks_bad += check.state == CheckState::bad;
    if (node.kind == NodeKind::chunk) {
      counts.containers++;
      counts.containers_with_problems += node.problems.empty() ? 0 : 1;
    }
    if (node.kind != NodeKind::file) continue;
    counts.files++;
    counts.files_unread += node.sha256 ? 0 : 1;
    if (!node.sha256 || node.same_as || is_container[node.id]) continue;
    counts.leaf_bytes += static_cast<std::int64_t>(node.size);
    if (node.file_type.empty()) counts.leaf_bytes_untyped += static_cast<std::int64_t>(node.size);
  }
  return counts;
}

}  // namespace

void CoverageMeasure::add(Node node, const FactViews& facts) {
  for (const FactView& fact : facts.facts()) {
    if (facts.shapes()[fact.shape].table != "code") continue;
    code_.programs++;
    code_.bytes += number_of(facts, fact, "code_bytes");
    code_.bytes_followed += number_of(facts, fact, "decoded_bytes");
    code_.indirect_calls += number_of(facts, fact, "indirect_calls");
    code_.indirect_calls_known += number_of(facts, fact, "resolved_calls");
  }
  nodes_.push_back(std::move(node));
}

std::vector<casefile::Coverage> CoverageMeasure::rows() const {
  const Sums bytes = bytes_by_kind(nodes_);
  const Counts counts = count(nodes_);
  std::vector<casefile::Coverage> rows = {
      {"bytes_known", bytes[0], "bytes", "bytes that a format claims"},
      {"bytes_padding", bytes[1], "bytes", "runs of one value that no format claims"},
      {"bytes_encrypted", bytes[2], "bytes", "bytes that a format says are encrypted"},
      {"bytes_unknown", bytes[3], "bytes", "bytes that nothing here explains"},
      {"containers", counts.containers, "containers", "containers that were opened"},
      {"containers_with_problems", counts.containers_with_problems, "containers",
       "opened containers of which something could not be read"},
      {"files", counts.files, "files", "members with bytes, under all their names"},
      {"files_unread", counts.files_unread, "files", "members whose bytes could not be read"},
      {"leaf_bytes", counts.leaf_bytes, "bytes", "distinct bytes of files that are no containers"},
      {"leaf_bytes_untyped", counts.leaf_bytes_untyped, "bytes",
       "of these, in files of no known type"},
      {"programs", code_.programs, "programs", "distinct programs whose machine code was read"},
      {"code_bytes", code_.bytes, "bytes", "of machine code in them"},
      {"code_bytes_followed", code_.bytes_followed, "bytes",
       "of these, reached from the start of a function"},
      {"indirect_calls", code_.indirect_calls, "calls", "through a register or memory"},
      {"indirect_calls_known", code_.indirect_calls_known, "calls",
       "of these, to a function that is known"},
      {"checks_bad", counts.checks_bad, "checks", "checksums that do not hold"},
  };
  for (std::size_t code = 0; code < counts.problems.size(); code++) {
    rows.push_back({"problems_" + std::string(error_code_names[code]), counts.problems[code],
                    "problems", "things that could not be read for this reason"});
  }
  return rows;
}

std::int64_t understood_mpercent(const std::vector<casefile::Coverage>& coverage) {
  std::int64_t understood = 0;
  std::int64_t all = 0;
  for (const casefile::Coverage& row : coverage) {
    const std::string_view name = row.name;
    if (name == "bytes_known" || name == "bytes_padding") understood += row.value;
    if (name.starts_with("bytes_")) all += row.value;
  }
  if (all == 0) return 100'000;
  // Sizes stay far below 2^46, so this does not overflow.
  return understood * 100'000 / all;
}

}  // namespace assay::pipeline
