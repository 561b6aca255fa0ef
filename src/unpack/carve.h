// Carve: from places that look like a format to the instances that are one.
//
// The rule is: the first valid instance from the left wins, and nothing inside it is looked at
// here, as it is opened itself. At one place the surest format wins. An instance that is merely
// plausible and cut short by the node's end gives way to a proven one that starts inside it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "model/problem.h"
#include "unpack/finder.h"
#include "unpack/handler.h"

namespace assay::unpack {

struct Instance {
  const Handler* handler = nullptr;
  std::uint64_t offset = 0;  // in the node
  Probe probe;
};

// All magics of all handlers as patterns, and whose each is. Those that count only at a node's
// start are compared there, and are no patterns: short as they are, they would hit everywhere.
class Magics {
 public:
  Magics();
  const std::vector<Pattern>& patterns() const { return patterns_; }

  // The instances in `node`, from left to right, not overlapping. `hits` are those of patterns().
  // `least` is the confidence an instance must have to be taken.
  std::vector<Instance> carve(Bytes node, const std::vector<Hit>& hits, Confidence least,
                              const Limits& limits, std::vector<Problem>& problems) const;

 private:
  struct Owner {
    const Handler* handler;
    const Magic* magic;
  };
  std::vector<Pattern> patterns_;
  std::vector<Owner> owners_;
  std::vector<std::pair<Owner, PatternBytes>> at_start_;
};

}  // namespace assay::unpack
