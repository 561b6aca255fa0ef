// Any text as a file of rules/ or of data/: what it should be, or a problem; and a rule that was
// read runs to an end, changing nothing.
#include <cstdlib>
#include <vector>

#include "rules/clauses.h"
#include "rules/end_of_support.h"
#include "rules/metric.h"
#include "rules/rule.h"
#include "rules/run.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using assay::casefile::Database;
  static const Database database(Database::Mode::memory, "");
  const std::string_view text = assay::as_text({data, size});
  (void)assay::rules::parse_clauses("x/clauses.txt", text);
  (void)assay::rules::parse_metric("x/a.sql", text);
  (void)assay::rules::parse_end_of_support(text);
  const auto rule = assay::rules::parse("x/a.sql", text);
  if (!rule) return 0;
  assay::rules::RunLimits limits;
  limits.steps_max = 100'000;
  limits.memory_max = 64 << 20U;
  (void)assay::rules::run(database, std::vector{*rule}, limits);
  assay::casefile::Statement changes(database, "SELECT total_changes()");
  if (!changes.step() || changes.number(0) != 0) std::abort();
  return 0;
}
