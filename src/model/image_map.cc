#include "model/image_map.h"

#include <algorithm>

namespace assay {
namespace {

class Mapper {
 public:
  explicit Mapper(const std::vector<Node>& nodes) : nodes_(nodes), children_(nodes.size()) {
    for (const Node& node : nodes)
      if (node.parent != no_node && node.range.size > 0) children_[node.parent].push_back(node.id);
    for (auto& children : children_) {
      std::ranges::stable_sort(children, {}, [&](NodeId id) { return nodes_[id].range.offset; });
    }
  }

  std::vector<MapPiece> map(NodeId top) {
    add(top, 0, 0);
    return std::move(pieces_);
  }

 private:
  // Adds the pieces of a node whose first byte stands at `base`. Each level is a container in a
  // container, which the engine's limit on depth bounds.
  void add(NodeId id, std::uint64_t base, unsigned depth) {
    constexpr unsigned depth_max = 128;
    const Node& named = nodes_[id];
    const Node& node = named.same_as ? nodes_[*named.same_as] : named;
    if (node.regions.empty() || depth > depth_max) {
      put({{base, named.size}, RegionKind::unknown, "", id});
      return;
    }
    const auto& children = children_[node.id];
    auto child = children.begin();
    for (const Region& region : node.regions) {
      std::uint64_t at = region.range.offset;
      for (; child != children.end() && nodes_[*child].range.offset < region.range.end(); ++child) {
        const Range range = nodes_[*child].range;
        // A child that does not fit into the region, or that shares bytes with the one before, is
        // told of by the region alone.
        if (range.offset < at || range.end() > region.range.end()) continue;
        if (range.size != nodes_[*child].size) continue;
        put({{base + at, range.offset - at}, region.kind, region.label, id});
        add(*child, base + range.offset, depth + 1);
        at = range.end();
      }
      put({{base + at, region.range.end() - at}, region.kind, region.label, id});
    }
  }

  void put(MapPiece piece) {
    if (piece.range.size == 0) return;
    if (!pieces_.empty()) {
      MapPiece& last = pieces_.back();
      if (last.kind == piece.kind && last.label == piece.label && last.node == piece.node &&
          last.range.end() == piece.range.offset) {
        last.range.size += piece.range.size;
        return;
      }
    }
    pieces_.push_back(std::move(piece));
  }

  const std::vector<Node>& nodes_;
  std::vector<std::vector<NodeId>> children_;  // that are ranges of their parent, by offset
  std::vector<MapPiece> pieces_;
};

}  // namespace

std::vector<MapPiece> image_map(const std::vector<Node>& nodes, NodeId top) {
  return Mapper(nodes).map(top);
}

}  // namespace assay
