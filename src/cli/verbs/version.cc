#include "cli/version.h"

#include <nlohmann/json.hpp>

#include "cli/arguments.h"
#include "cli/output.h"

namespace assay::cli {
namespace {

constexpr Example examples[] = {{"assay version", "the version, in one line"}};

constexpr ExitMeaning exit_codes[] = {{ExitCode::ok, "always"}};

Outcome run(const Arguments& arguments, Output& out) {
  if (arguments.json())
    out.print("{}\n", nlohmann::json{{"name", "assay"}, {"version", version_text}}.dump());
  else
    out.print("assay {}\n", version_text);
  return ExitCode::ok;
}

}  // namespace

extern const Command version = {
    .name = "version",
    .summary = "print the version",
    .description =
        "Prints the version in one line. Case files name the version that wrote them. "
        "See assay doctor for the libraries, data and protections in force.",
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 110,
    .run = run,
};

}  // namespace assay::cli
