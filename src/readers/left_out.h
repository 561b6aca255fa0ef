// Says what a reader's limits leave out, so that no file is passed over in silence.
#pragma once

#include <fmt/core.h>

#include <string_view>
#include <vector>

#include "formats/stated.h"
#include "model/leaf.h"

namespace assay::readers {

// Tells what limits cut off. What else a parser notes, as a line that is no entry, is the file's
// own affair.
inline void tell_limits(const std::vector<formats::FormatProblem>& problems, Reading& out) {
  for (const formats::FormatProblem& problem : problems)
    if (problem.error.code == ErrorCode::limit)
      out.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
}

// Whether `leaf` has more than `most` bytes, which is told: nothing of it is read as `what`.
inline bool is_too_large(const Leaf& leaf, std::size_t most, std::string_view what, Reading& out) {
  if (leaf.bytes.size() <= most) return false;
  out.problems.push_back(
      {"read",
       ErrorCode::limit,
       fmt::format("not read as {}: {} bytes, {} at most", what, leaf.bytes.size(), most),
       {0, leaf.bytes.size()}});
  return true;
}

}  // namespace assay::readers
