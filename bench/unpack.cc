// A scan without machine code, with or without readers and rules; without, it opens every
// container, accounts for every byte and writes that into CASE. bench/run holds one against the
// other. usage: bench_unpack IMAGE CASE unpack|facts [THREADS]
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "pipeline/scan.h"

int main(int count, char** arguments) {
  using namespace assay;
  if (count < 4 || count > 5) return 2;
  pipeline::ScanOptions options;
  options.case_path = arguments[2];
  options.facts = std::string_view(arguments[3]) == "facts";
  options.code = false;
  options.threads = count == 5 ? static_cast<unsigned>(std::atoi(arguments[4])) : 2;
  options.tool_version = "bench";
  const auto source = unpack::Source::open(arguments[1], options.limits);
  const auto done = source ? pipeline::scan(*source, options) : tl::unexpected(source.error());
  if (done) return 0;
  std::fprintf(stderr, "bench_unpack: %s\n", done.error().detail.c_str());
  return 1;
}
