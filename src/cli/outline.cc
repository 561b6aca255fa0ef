#include "cli/outline.h"

#include <map>

namespace assay::cli {
namespace {

constexpr std::size_t alike_max = 3;  // told one by one
constexpr unsigned depth_max = 32;

// What one pass over the nodes says of each container.
struct Containers {
  std::vector<NodeId> around;                    // of each node: the nearest container, or no_node
  std::map<NodeId, std::vector<NodeId>> inside;  // container, or no_node -> those right in it
  std::map<NodeId, std::uint64_t> files;         // container -> members with bytes
};

Containers find_containers(const CaseView& view) {
  Containers found;
  found.around.resize(view.nodes.size(), no_node);
  for (std::size_t id = 0; id < view.nodes.size(); id++) {
    const Node& node = view.nodes[id].node;
    if (node.parent >= id) continue;  // the image
    const bool in_container = view.nodes[node.parent].node.kind == NodeKind::chunk;
    const NodeId around = in_container ? node.parent : found.around[node.parent];
    found.around[id] = around;
    if (node.kind == NodeKind::chunk) found.inside[around].push_back(static_cast<NodeId>(id));
    if (node.kind == NodeKind::file && in_container) found.files[around]++;
  }
  return found;
}

// Text of the member between a container and the one around it.
std::string member_of(const CaseView& view, const Containers& found, NodeId container) {
  const NodeId parent = view.nodes[container].node.parent;
  if (parent == no_node || parent == found.around[container]) return {};
  const Node& node = view.nodes[parent].node;
  return node.kind == NodeKind::file ? node.name : std::string();
}

std::vector<std::string> bad_checks(const CaseView& view, NodeId id) {
  std::vector<std::string> bad;
  const auto checks = view.file.checks(id);
  if (!checks) return bad;
  for (const Check& check : *checks)
    if (check.state == CheckState::bad) bad.push_back(check.name);
  return bad;
}

struct Waiting {
  NodeId node;
  unsigned depth;
  std::uint64_t like_it;
};

// The containers right in `container`, last first, alike ones as one.
std::vector<Waiting> waiting_inside(const CaseView& view, const Containers& found, NodeId container,
                                    unsigned depth) {
  const auto list = found.inside.find(container);
  if (list == found.inside.end()) return {};
  std::map<std::string_view, std::uint64_t> count;
  for (const NodeId id : list->second) count[view.nodes[id].node.name]++;
  std::vector<Waiting> waiting;
  for (const NodeId id : list->second) {
    std::uint64_t& alike = count[view.nodes[id].node.name];
    if (alike == 0) continue;  // stood for by an earlier one
    const bool together = alike > alike_max;
    waiting.push_back({id, depth, together ? alike : 1});
    if (together) alike = 0;
  }
  return {waiting.rbegin(), waiting.rend()};
}

}  // namespace

std::vector<OutlineLine> outline(const CaseView& view, std::size_t lines_max,
                                 std::uint64_t& left_out) {
  const Containers found = find_containers(view);
  std::vector<OutlineLine> lines;
  left_out = 0;
  std::vector<Waiting> stack = waiting_inside(view, found, no_node, 0);
  while (!stack.empty()) {
    const Waiting next = stack.back();
    stack.pop_back();
    if (lines.size() == lines_max) {
      left_out += next.like_it;
      continue;
    }
    OutlineLine line;
    line.depth = next.depth;
    line.node = next.node;
    line.like_it = next.like_it;
    if (next.like_it == 1) {
      line.member = member_of(view, found, next.node);
      line.bad = bad_checks(view, next.node);
      if (const auto files = found.files.find(next.node); files != found.files.end())
        line.files = files->second;
      if (next.depth < depth_max)
        for (const Waiting& inner : waiting_inside(view, found, next.node, next.depth + 1))
          stack.push_back(inner);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace assay::cli
