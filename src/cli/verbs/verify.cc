#include "pipeline/verify.h"

#include <fmt/format.h>

#include "base/quote.h"
#include "cli/arguments.h"
#include "cli/engine_options.h"
#include "cli/image_at_hand.h"
#include "cli/json_text.h"
#include "cli/output.h"
#include "cli/version.h"
#include "cli/words.h"
#include "model/locator.h"
#include "report/secrets.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"CASE", ValueKind::path, "a case file"},
    {"IMAGE", ValueKind::path, "the image that it is about"},
};

constexpr Option options[] = {
    threads_option,
    sandbox_option,
    max_memory_option,
};

constexpr Example examples[] = {
    {"assay verify router.bin.assay router.bin", "is what the case says what the image shows?"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "all that the case says was found again in the image, and nothing besides"},
    {ExitCode::findings, "something was refuted: a finding, a fact, or the image is another one"},
    {ExitCode::unreadable, "the case file was altered after it was sealed, or cannot be read"},
};

Json json_of(const pipeline::VerifyReport& report, const report::Secrets& secrets) {
  Json json;
  json["confirmed"] = report.confirmed();
  json["image_is_the_same"] = report.image_is_the_same;
  json["altered"] = Json::array();
  for (const Range& range : report.altered)
    json["altered"].push_back({{"offset", range.offset}, {"size", range.size}});
  json["findings"] = Json::array();
  for (const pipeline::VerifiedFinding& verified : report.findings) {
    const bool confirmed = verified.verification == pipeline::Verification::confirmed;
    json["findings"].push_back({{"id", quote(verified.finding.id)},
                                {"verification", confirmed ? "confirmed" : "refuted"},
                                {"reason", quote(secrets.masked(verified.reason))}});
  }
  json["missing"] = Json::array();
  for (const Finding& finding : report.missing) json["missing"].push_back(quote(finding.id));
  json["differences"] = Json::array();
  for (const std::string& difference : report.differences)
    json["differences"].push_back(secrets.masked(difference));
  json["foreign_rules"] = Json::array();
  for (const std::string& rule : report.foreign_rules) json["foreign_rules"].push_back(quote(rule));
  return json;
}

void print(const pipeline::VerifyReport& report, const report::Secrets& secrets, Output& out) {
  for (const pipeline::VerifiedFinding& verified : report.findings) {
    const bool confirmed = verified.verification == pipeline::Verification::confirmed;
    out.print("{}  {}  {}\n", confirmed ? "confirmed" : "REFUTED  ", quote(verified.finding.id),
              escaped_once(secrets.masked(verified.finding.message)));
    if (!confirmed) out.print("           {}\n", escaped_once(secrets.masked(verified.reason)));
  }
  for (const Finding& finding : report.missing)
    out.print("NOT TOLD   {}  {}\n", quote(finding.id),
              escaped_once(secrets.masked(finding.message)));
  if (!report.image_is_the_same) {
    out.print("\nThe image is not the one of the case: {}.\n", report.image_difference);
    for (const Range& range : report.altered)
      out.print("  differs in image{}\n", range_text(range));
  }
  for (const std::string& difference : report.differences)
    out.print("differs: {}\n", secrets.masked(difference));
  for (const std::string& rule : report.foreign_rules)
    out.print("note: the rule {}\n", quote(rule));
  if (!report.tool_difference.empty()) out.print("note: {}\n", report.tool_difference);
  out.print("\n{}\n",
            report.confirmed()
                ? "Confirmed: the image shows all that the case says, and nothing besides."
                : "Refuted: the image does not show what the case says; see above.");
}

Outcome run(const Arguments& arguments, Output& out) {
  const std::string path(arguments.operand(0));
  const auto stated = open_case(path);
  if (!stated) return tl::unexpected(stated.error());
  const auto secrets = report::Secrets::of(*stated);
  if (!secrets) return tl::unexpected(about(path, secrets.error()));
  const std::string image_path(arguments.operand(1));
  const auto image = open_image(image_path);
  if (!image) return tl::unexpected(image.error());
  ProgressLine line(!arguments.quiet());
  pipeline::VerifyOptions verify;
  verify.threads = threads_of(arguments);
  verify.isolation = isolation_of(arguments, line);
  verify.tool_version = version_text;
  const auto report = pipeline::verify(*stated, *image->source, verify);
  line.wipe();
  if (!report) return tl::unexpected(about(image_path, report.error()));
  if (arguments.json())
    out.write(document(json_of(*report, *secrets)));
  else if (!arguments.quiet())
    print(*report, *secrets, out);
  return report->confirmed() ? ExitCode::ok : ExitCode::findings;
}

}  // namespace

extern const Command verify = {
    .name = "verify",
    .summary = "do a scan again and hold a case file against it",
    .description =
        "Checks the case file's seal, scans the image again by the rules and limits that the case "
        "names, and compares row by row. Each finding is confirmed or refuted; where the image or "
        "a fact differs, it says where.\n\n"
        "So nobody has to trust who wrote the case: with the image and this program, anyone gets "
        "the same answer.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 60,
    .run = run,
};

}  // namespace assay::cli
