// Feeds any bytes to every handler: the first byte chooses which. Holds each to its contract: an
// instance lies inside the input, and what expand() hands over lies inside the instance.
#include <cstddef>
#include <cstdint>

#include "unpack/handler.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  if (size < 2) return 0;
  unpack::Limits limits;
  limits.plain_size_max = 1U << 20U;
  const auto handlers = unpack::all_handlers();
  const unpack::Handler& handler = *handlers[data[0] % handlers.size()];
  const Bytes node{data + 1, size - 1};
  std::uint64_t trial_budget = 4U << 20U;
  const auto probe = handler.probe(unpack::Candidate(node, 0, limits, trial_budget));
  if (!probe) return 0;
  ASSAY_ASSERT(probe->size > 0 && probe->size <= node.size());
  unpack::Sink sink(probe->size, limits);
  (void)handler.expand(node.first(probe->size), *probe, sink);
  return 0;
}
