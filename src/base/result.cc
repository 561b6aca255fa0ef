#include "base/result.h"

#include <cstdio>
#include <cstdlib>

namespace assay::detail {

void assertion_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "assay: broken invariant: %s (%s:%d)\n", expression, file, line);
  std::abort();
}

}  // namespace assay::detail
