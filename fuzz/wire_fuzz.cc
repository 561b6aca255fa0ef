// Any bytes as the stream of a hostile engine: nodes or an error, and one form for each node.
#include <cstdlib>

#include "model/wire.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const assay::Bytes input(data, size);
  assay::Bytes rest = input;
  while (!rest.empty()) {
    const assay::Bytes before = rest;
    const auto node = assay::read_node(rest);
    if (!node) break;
    assay::Buffer again;
    assay::append(again, *node);
    const assay::Bytes taken = before.first(before.size() - rest.size());
    if (again.size() != taken.size() || !std::equal(taken.begin(), taken.end(), again.begin()))
      std::abort();
  }
  return 0;
}
