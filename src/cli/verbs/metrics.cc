#include "cli/arguments.h"
#include "cli/case_view.h"
#include "cli/standards_screen.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"CASE", ValueKind::path, "a case file"},
};

constexpr Option options[] = {
    {.name = "long", .letter = 'l', .help = "say too how each was counted"},
};

constexpr Example examples[] = {
    {"assay metrics router.bin.assay", "every number"},
    {"assay metrics -l router.bin.assay", "and the rule by which it was counted"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "they were printed"},
    {ExitCode::unreadable, "the case file cannot be read"},
};

Outcome run(const Arguments& arguments, Output& out) {
  const auto view = load_case(std::string(arguments.operand(0)));
  if (!view) return tl::unexpected(view.error());
  if (arguments.json())
    out.write(document(json_of_metrics(*view)));
  else if (!arguments.quiet())
    print_metrics(*view, arguments.given("long"), out);
  return ExitCode::ok;
}

}  // namespace

extern const Command metrics = {
    .name = "metrics",
    .summary = "show the numbers that were counted",
    .description =
        "What an oversight board counts: copies and versions of cryptographic libraries, "
        "components past the end of their support, how programs were hardened by architecture, "
        "private keys, leftovers of development. Each number has the rule by which it was "
        "counted.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 46,
    .run = run,
};

}  // namespace assay::cli
