// Any text as a vendor's declaration: a list of things with names, or an error.
#include <cstdlib>

#include "base/bytes.h"
#include "formats/declaration.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto declaration = assay::formats::parse_declaration(assay::as_text({data, size}));
  if (!declaration) return 0;
  for (const assay::DeclaredThing& thing : declaration->things)
    if (thing.name.empty() || thing.purpose.empty() || thing.line == 0) std::abort();
  return 0;
}
