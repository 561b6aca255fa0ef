#include "readers/asked_again.h"

#include <algorithm>

#include "readers/capability.h"
#include "readers/comparator.h"

namespace assay::readers {

// Most are asked by the reader of comparisons.
bool asked_again(const code::Analysis& analysis) {
  return std::ranges::any_of(analysis.calls, [](const code::Call& call) {
    if (comparator(call.callee.name) != nullptr) return true;
    const std::string_view family = capability_of(call).family;
    return family == "shell" || family == "execute";
  });
}

}  // namespace assay::readers
