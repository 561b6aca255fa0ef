// Offers any bytes to every handler at their first byte, and, as a scan does, to each whose magic
// stands somewhere. Holds each to its contract: an instance lies inside the input, and what
// expand() hands over lies inside the instance (Sink::add asserts on that).
#include <cstddef>
#include <cstdint>

#include "unpack/carve.h"

namespace {

using namespace assay;
using namespace assay::unpack;

void open(const Handler& handler, Bytes input, std::uint64_t at, const Probe& probe,
          const Limits& limits) {
  ASSAY_ASSERT(probe.size > 0 && probe.size <= input.size() - at);
  Sink sink(probe.size, limits);
  (void)handler.expand(input.subspan(at, probe.size), probe, sink);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Magics magics;
  static const Finder finder(magics.patterns());
  const Bytes input(data, size);
  if (size == 0) return 0;
  Limits limits;
  limits.plain_size_max = 1U << 20U;
  for (const Handler* handler : all_handlers()) {
    std::uint64_t trial_budget = 1U << 20U;
    const auto probe = handler->probe(Candidate(input, 0, limits, trial_budget));
    if (probe) open(*handler, input, 0, *probe, limits);
  }
  bool cut = false;
  std::vector<Problem> problems;
  const auto hits = finder.find(input, 1000, cut);
  for (const Instance& instance :
       magics.carve(input, hits, Confidence::plausible, limits, problems))
    if (instance.offset > 0)
      open(*instance.handler, input, instance.offset, instance.probe, limits);
  return 0;
}
