// Problem: something about a node that could not be read, and why.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace assay {

struct Problem {
  std::string stage;  // "probe", "expand", "decode", "read", "sandbox"
  ErrorCode code = ErrorCode::corrupt;
  std::string sentence;  // one sentence with the numbers in it, no full stop
  Range range;           // of the node's bytes; size 0 where no range is meant
  friend bool operator==(const Problem&, const Problem&) = default;
};

}  // namespace assay
