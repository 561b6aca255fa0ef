// Coverage: how much of an image was looked at, in numbers that a verdict can be held against.
#pragma once

#include <vector>

#include "casefile/coverage.h"
#include "model/fact_views.h"
#include "model/node.h"

namespace assay::pipeline {

// Of a tree whose nodes come one by one.
class CoverageMeasure {
 public:
  // The next node in pre-order, and its facts, which do not stay.
  void add(Node node, const FactViews& facts);

  // Of all that came. Sizes are of the bytes of the image itself, or, where a directory was
  // scanned, of all files in it; what is compressed counts as known where its format does.
  std::vector<casefile::Coverage> rows() const;

 private:
  struct Code {
    std::int64_t programs = 0;
    std::int64_t bytes = 0;
    std::int64_t bytes_followed = 0;
    std::int64_t indirect_calls = 0;
    std::int64_t indirect_calls_known = 0;
  };
  std::vector<Node> nodes_;
  Code code_;
};

// The share of the bytes that is understood (known or padding), in thousandths of a percent,
// rounded down; 100'000 for no bytes.
std::int64_t understood_mpercent(const std::vector<casefile::Coverage>& coverage);

}  // namespace assay::pipeline
