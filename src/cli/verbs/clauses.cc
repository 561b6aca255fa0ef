#include "cli/arguments.h"
#include "cli/case_view.h"
#include "cli/standards_screen.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"CASE", ValueKind::path, "a case file"},
};

constexpr Option options[] = {
    {.name = "long",
     .letter = 'l',
     .help = "say too what a test of the running device must still show"},
};

constexpr Example examples[] = {
    {"assay clauses router.bin.assay", "every clause with its result"},
    {"assay clauses -l router.bin.assay", "and what a live test must still show"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "they were printed"},
    {ExitCode::unreadable, "the case file cannot be read"},
};

Outcome run(const Arguments& arguments, Output& out) {
  const auto view = load_case(std::string(arguments.operand(0)));
  if (!view) return tl::unexpected(view.error());
  if (arguments.json())
    out.write(document(json_of_clauses(*view)));
  else if (!arguments.quiet())
    print_clauses(*view, arguments.given("long"), out);
  return ExitCode::ok;
}

}  // namespace

extern const Command clauses = {
    .name = "clauses",
    .summary = "show what became of each clause of a standard",
    .description =
        "Each clause of a standard's list (rules/ts-33.117/clauses.txt) passed, failed, is "
        "inconclusive, or cannot be decided from an image; beside it the reason and the findings "
        "that speak about it.\n\n"
        "A clause passes only where bytes can decide it, all its rules ran, there was something "
        "for them to look at, and no part of the image stayed dark.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 45,
    .run = run,
};

}  // namespace assay::cli
