// Wire: nodes as bytes, from the sandboxed engine to the process that writes the case file.
//
// The writing side may have been taken over by a hostile image, so the reading side believes
// nothing: every length is held against the bytes at hand, every enumeration against its names, and
// a node against what a node can be. Both sides are one program; the bytes are never stored.
//
//   integer   little-endian, its own width; bool and enumerations one byte
//   string    size u32, bytes
//   list      count u32, elements
//   optional  0, or 1 and the value
//   Value     0; or 1 and an i64; or 2 and a string
//   Fact      0, its table, its method and the names of its columns, or 1 where these are as of the
//             fact before; then its range and a Value for each column
//
// A node's members follow each other in the order in which model/node.h declares them.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "model/fact_views.h"
#include "model/node.h"

namespace assay {

// Puts `node` behind the bytes that `out` has.
void append(Buffer& out, const Node& node);

// Takes one node from the front of `bytes` and moves past it; its facts are put into `facts`, in
// the place of those that were there, as views of the bytes. The node is fit to stand in a tree:
// its parent and `same_as` are earlier nodes (only node 0 has no parent), ranges end within 63
// bits, regions partition it, facts lie in it. That id counts up without gaps is the caller's to
// check. Errors: truncated, corrupt; `bytes` is then of no use.
Result<Node> read_node(Bytes& bytes, FactViews& facts);

// The same with the facts in the node.
Result<Node> read_node(Bytes& bytes);

}  // namespace assay
