#include "model/image_map.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

Node node(NodeId id, NodeId parent, NodeKind kind, Range range, std::uint64_t size,
          Regions regions) {
  Node node;
  node.id = id;
  node.parent = parent;
  node.kind = kind;
  node.range = range;
  node.size = size;
  node.regions = std::move(regions);
  return node;
}

TEST(ImageMap, LeadsThroughPlainRangesAndStopsAtCompressedBytes) {
  const std::vector<Node> nodes = {
      node(0, no_node, NodeKind::image, {}, 100,
           {{{0, 10}, RegionKind::padding, "", 0xff, 0},
            {{10, 90}, RegionKind::known, "trx", 0, 0}}),
      node(1, 0, NodeKind::chunk, {10, 90}, 90,
           {{{0, 20}, RegionKind::known, "header", 0, 0},
            {{20, 70}, RegionKind::known, "member data", 0, 0}}),
      node(
          2, 1, NodeKind::file, {20, 30}, 30,
          {{{0, 25}, RegionKind::known, "elf", 0, 0}, {{25, 5}, RegionKind::unknown, "", 0, 7000}}),
      node(3, 1, NodeKind::file, {}, 500, {{{0, 500}, RegionKind::unknown, "", 0, 0}}),
  };
  const std::vector<MapPiece> expected = {
      {{0, 10}, RegionKind::padding, "", 0},           {{10, 20}, RegionKind::known, "header", 1},
      {{30, 25}, RegionKind::known, "elf", 2},         {{55, 5}, RegionKind::unknown, "", 2},
      {{60, 40}, RegionKind::known, "member data", 1},
  };
  EXPECT_EQ(image_map(nodes), expected);
}

TEST(ImageMap, FollowsEqualBytesToWhereTheyWereRead) {
  std::vector<Node> nodes = {
      node(0, no_node, NodeKind::image, {}, 20, {{{0, 20}, RegionKind::known, "trx", 0, 0}}),
      node(1, 0, NodeKind::chunk, {0, 20}, 20, {{{0, 20}, RegionKind::known, "member data", 0, 0}}),
      node(2, 1, NodeKind::file, {0, 10}, 10,
           {{{0, 4}, RegionKind::known, "text", 0, 0}, {{4, 6}, RegionKind::unknown, "", 0, 0}}),
      node(3, 1, NodeKind::file, {10, 10}, 10, {}),
  };
  nodes[3].same_as = 2;
  const auto pieces = image_map(nodes);
  ASSERT_EQ(pieces.size(), 4U);
  EXPECT_EQ(pieces[3], (MapPiece{{14, 6}, RegionKind::unknown, "", 3}));
}

TEST(ImageMap, CountsEveryByteOnceWhereChildrenOverlap) {
  const std::vector<Node> nodes = {
      node(0, no_node, NodeKind::image, {}, 30, {{{0, 30}, RegionKind::known, "x", 0, 0}}),
      node(1, 0, NodeKind::file, {0, 20}, 20, {}),
      node(2, 0, NodeKind::file, {10, 20}, 20, {}),
      node(3, 0, NodeKind::file, {25, 5}, 5, {}),
  };
  std::uint64_t at = 0;
  for (const MapPiece& piece : image_map(nodes)) {
    EXPECT_EQ(piece.range.offset, at);
    at = piece.range.end();
  }
  EXPECT_EQ(at, 30U);
}

}  // namespace
}  // namespace assay
