// Any text as a rule's file: a rule or a problem; and a rule that was read runs to an end, changing
// nothing.
#include <cstdlib>
#include <vector>

#include "rules/rule.h"
#include "rules/run.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using assay::casefile::Database;
  static const Database database(Database::Mode::memory, "");
  const auto rule = assay::rules::parse("x/a.sql", assay::as_text({data, size}));
  if (!rule) return 0;
  assay::rules::RunLimits limits;
  limits.steps_max = 100'000;
  limits.memory_max = 64 << 20U;
  (void)assay::rules::run(database, std::vector{*rule}, limits);
  assay::casefile::Statement changes(database, "SELECT total_changes()");
  if (!changes.step() || changes.number(0) != 0) std::abort();
  return 0;
}
