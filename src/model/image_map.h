// Image map: what each byte of the image is, as deep as plain ranges lead: through containers in
// containers, down to the first bytes that are compressed.
#pragma once

#include <string>
#include <vector>

#include "model/node.h"

namespace assay {

// A run of the image's bytes.
struct MapPiece {
  Range range;  // of the image
  RegionKind kind = RegionKind::unknown;
  std::string label;  // the region's; empty where unknown
  NodeId node = 0;    // the innermost node whose bytes these are
  friend bool operator==(const MapPiece&, const MapPiece&) = default;
};

// Pieces that partition the bytes of `nodes[top]`, by offset, counted from its first byte;
// neighbours of one kind, label and node are joined. `nodes` is a whole tree in pre-order. A node
// without regions is one unknown piece.
std::vector<MapPiece> image_map(const std::vector<Node>& nodes, NodeId top = 0);

}  // namespace assay
