#include "cli/explain_screen.h"

#include <fmt/format.h>

#include <set>

#include "base/quote.h"
#include "cli/amounts.h"
#include "cli/arguments.h"
#include "cli/engine_options.h"
#include "cli/image_at_hand.h"
#include "cli/output.h"
#include "cli/words.h"
#include "report/secrets.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"CASE", ValueKind::path, "a case file"},
    {"ID", ValueKind::text,
     "a finding, or the beginning of its id, such as a rule's id; left out: findings are listed",
     false},
};

constexpr Option options[] = {
    image_option,
    {.name = "show-secrets", .help = "print passwords and keys of configuration as they stand"},
    sandbox_option,
    max_memory_option,
};

constexpr Example examples[] = {
    {"assay explain router.bin.assay", "all findings, one a line"},
    {"assay explain router.bin.assay account_without_password-3f2a",
     "how a finding came about, down to the bytes"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "the finding was explained, or findings were listed"},
    {ExitCode::usage, "no finding has this id"},
    {ExitCode::unreadable, "the case file or image cannot be read, or is another image"},
};

void list(const CaseView& view, const std::vector<const Finding*>& findings, Output& out) {
  const auto ids = short_ids(view.findings);
  for (const Finding* finding : findings)
    out.print("{}  {}  {}\n",
              out.paint(tone_of(finding->severity),
                        fmt::format("{:<8}",
                                    severity_names[static_cast<std::size_t>(finding->severity)])),
              ids.at(finding->id), escaped_once(finding->message));
}

// The locators of the bytes that state secrets.
std::set<std::string> hidden_places(CaseView& view) {
  std::set<std::string> hidden;
  for (Finding& finding : view.findings)
    for (Evidence& evidence : finding.evidence)
      if (report::hide_secret(evidence)) hidden.insert(evidence.locator);
  return hidden;
}

constexpr const char* hides_secret = "these bytes state a secret; see --show-secrets";

// `source` without the bytes of `hidden`.
ExplainSource without(const std::set<std::string>& hidden, const report::Secrets& secrets,
                      ExplainSource source) {
  if (!source.read) return source;
  source.read = [hidden, secrets,
                 read = source.read](const std::string& locator) -> Result<Buffer> {
    if (!hidden.contains(locator)) {
      auto bytes = read(locator);
      if (!bytes || !secrets.stand_in(*bytes)) return bytes;
    }
    return fail(ErrorCode::unsupported, hides_secret);
  };
  source.listing = [hidden, secrets, listing = source.listing](
                       const std::string& evidence, const std::string& node,
                       const std::vector<std::uint64_t>& addresses) -> Result<std::string> {
    if (hidden.contains(evidence)) return fail(ErrorCode::unsupported, hides_secret);
    auto text = listing(evidence, node, addresses);
    return text ? Result<std::string>(secrets.masked(*text)) : text;
  };
  return source;
}

Outcome run(const Arguments& arguments, Output& out) {
  const std::string path(arguments.operand(0));
  const bool shows = arguments.given("show-secrets");
  auto view = load_case(path, shows);
  if (!view) return tl::unexpected(view.error());
  const auto hidden = shows ? std::set<std::string>() : hidden_places(*view);
  const std::string_view id = arguments.operand(1);
  std::vector<const Finding*> found;
  for (const Finding& finding : view->findings)
    if (std::string_view(finding.id).starts_with(id)) found.push_back(&finding);
  if (!id.empty() && found.empty())
    return give_up(ExitCode::usage,
                   fmt::format("no finding has the id '{}'; assay explain {} lists them",
                               quote(id, 200), quote(path, 200)));
  const bool one = !id.empty() && found.size() == 1;
  if (!one) {
    Json json = Json::array();
    for (const Finding* finding : found) json.push_back(json_of_finding(*view, *finding));
    if (arguments.json())
      out.write(document(json));
    else if (!arguments.quiet())
      list(*view, found, out);
    return ExitCode::ok;
  }
  const auto image = find_image(*view, path, arguments.text("image"));
  if (!image) return tl::unexpected(image.error());
  ProgressLine line(!arguments.quiet());
  const pipeline::Isolation isolation = isolation_of(arguments, line);
  const ExplainSource source = without(hidden, view->secrets, explain_source(*image, isolation));
  if (arguments.json())
    out.write(document(json_of_explanation(*view, *found[0], source)));
  else if (!arguments.quiet())
    print_explanation(*view, *found[0], source, out);
  return ExitCode::ok;
}

}  // namespace

extern const Command explain = {
    .name = "explain",
    .summary = "show how a finding came about, down to the bytes",
    .description =
        "Prints one finding whole: the path from the image down to the bytes that show it, the "
        "bytes themselves, what was read from them, the rule with the clauses of the standards "
        "it answers, what would refute it, what is not claimed, and commands of other programs "
        "that show the same bytes. Of machine code it prints the instructions around each place, "
        "as "
        "the analyses read them, with what is known of the values.\n\n"
        "Where several findings have an id that begins with ID, they are listed.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 50,
    .run = run,
};

}  // namespace assay::cli
