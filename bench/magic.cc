// Searches a file as a scan does, and does nothing else: the same patterns, the same pass.
// bench/run holds its time against other programs. usage: bench_magic FILE
#include <cstdio>
#include <limits>

#include "pipeline/reading.h"
#include "unpack/engine.h"
#include "unpack/source.h"

int main(int count, char** arguments) {
  using namespace assay;
  if (count != 2) return 2;
  const auto source = unpack::Source::open(arguments[1], unpack::Limits());
  if (!source || source->is_directory()) {
    std::fprintf(stderr, "bench_magic: cannot read %s\n", arguments[1]);
    return 1;
  }
  const auto image = source->map();
  const unpack::Search search{pipeline::ReadingVisitor(false, 0)};
  bool cut = false;
  const auto hits =
      search.finder.find(image->bytes(), std::numeric_limits<std::uint64_t>::max(), cut);
  std::printf("%zu hits in %zu bytes\n", hits.size(), image->bytes().size());
  return 0;
}
