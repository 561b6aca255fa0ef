// Visitor: who reads nodes while their bytes are still in memory. The engine knows no reader; the
// pipeline gives it one visitor that stands for all of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/leaf.h"

namespace assay::unpack {

class Visitor {
 public:
  virtual ~Visitor() = default;

  // Words that are looked for in every node, in the same pass as the magics. Of two bytes or more.
  virtual std::vector<std::string_view> words() const = 0;

  // What a leaf's bytes look like, in a word or two; empty where they look like nothing known.
  virtual std::string file_type(Bytes bytes) const = 0;

  // What the bytes state whatever their name. Called once for each distinct content.
  virtual void read_content(const Leaf& leaf, Reading& out) const = 0;

  // What bytes state as a whole of which a container's format explains less than half, such as a
  // kernel with an archive in it: machine code runs on behind what stands in it. Its gaps are read
  // one by one as well. Called once for each distinct content; says whether code was read.
  virtual bool read_around(const Leaf& /*leaf*/, Reading& /*out*/) const { return false; }

  // What the bytes state in a file of this name. Called for each file.
  virtual void read_named(const Leaf& leaf, Reading& out) const = 0;

  // What only the whole tree shows, added to its nodes, which are in pre-order. Called once, when
  // all else was read.
  virtual void read_tree(std::vector<Node>& /*nodes*/) const {}
};

}  // namespace assay::unpack
