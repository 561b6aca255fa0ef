#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/quote.h"
#include "cli/arguments.h"
#include "cli/crash.h"
#include "cli/engine_options.h"
#include "cli/image_at_hand.h"
#include "cli/output.h"
#include "cli/scan_json.h"
#include "cli/scan_screen.h"
#include "cli/standard_options.h"
#include "cli/target.h"
#include "pipeline/coverage.h"

namespace assay::cli {
namespace {

constexpr std::string_view fail_on_choices[] = {"info", "low",      "medium",
                                                "high", "critical", "never"};

constexpr Operand operands[] = {
    {"IMAGE", ValueKind::path, "a firmware image, an update, a flash dump; or a folder"}};

constexpr Option limit(std::string_view name, ValueKind kind, std::string_view value,
                       std::string_view help, std::string_view default_value) {
  return {.name = name, .kind = kind, .value = value, .help = help, .default_value = default_value};
}

constexpr Option provenance(std::string_view name, std::string_view help) {
  return {.name = name, .kind = ValueKind::text, .value = "TEXT", .help = help};
}

constexpr Option options[] = {
    {.name = "output",
     .letter = 'o',
     .kind = ValueKind::path,
     .value = "CASE",
     .help = "write the case file here (default: the image's name with .assay, in the current "
             "folder)"},
    {.name = "rules",
     .letter = 'r',
     .kind = ValueKind::folder,
     .value = "FOLDER",
     .help = "run the rules in this folder besides the shipped ones",
     .repeated = true},
    {.name = "standard",
     .kind = ValueKind::text,
     .value = "NAME",
     .help = "hold the image against this standard only, as assay rules names it (default: all)",
     .repeated = true},
    {.name = "declared",
     .kind = ValueKind::path,
     .value = "FILE",
     .help = "the vendor's declaration of accounts, services, ports, keys, endpoints and commands "
             "(YAML); findings then say whether it lists them"},
    {.name = "no-code",
     .help = "leave the machine code of programs unread; the case and its reports say so"},
    {.name = "fail-on",
     .letter = 'f',
     .kind = ValueKind::choice,
     .value = "SEVERITY",
     .help = "exit with 1 where there is a finding of this severity or above: info, low, medium, "
             "high, critical, or never",
     .default_value = "medium",
     .choices = fail_on_choices},
    {.name = "coverage-floor",
     .kind = ValueKind::percent,
     .value = "PERCENT",
     .help = "exit with 3 where less of the image's bytes than this is understood",
     .default_value = "80"},
    threads_option,
    sandbox_option,
    max_memory_option,
    {.name = "max-seconds",
     .kind = ValueKind::count,
     .value = "N",
     .help = "give up on one piece of work after so long",
     .default_value = "120",
     .least = 1,
     .most = 86'400},
    limit("max-image", ValueKind::size, "SIZE", "refuse a larger image", "64G"),
    limit("max-member", ValueKind::size, "SIZE", "open no member that is larger when decoded",
          "2G"),
    limit("max-total", ValueKind::size, "SIZE", "decode no more than this in all", "32G"),
    limit("max-ratio", ValueKind::count, "N",
          "decode no more than N bytes from one stored byte of a large member", "4096"),
    limit("max-members", ValueKind::count, "N", "take no more members from one container",
          "1000000"),
    limit("max-nodes", ValueKind::count, "N", "take no more nodes from an image", "4000000"),
    limit("max-depth", ValueKind::count, "N", "open no more containers in containers", "16"),
    provenance("obtained-by", "write into the case file who obtained the image"),
    provenance("obtained-from", "and from where"),
    provenance("obtained-on", "and when"),
    provenance("checked-against", "and by which published digest or signature it was checked"),
};

constexpr Example examples[] = {
    {"assay scan router.bin", "the screen, and a case file router.bin.assay"},
    {"assay scan router.bin -o cases/router.assay --fail-on high",
     "exit with 1 only where a finding is high or critical"},
    {"assay scan unpacked/ --quiet; echo $?", "a folder, with nothing said but the exit code"},
    {"assay scan router.bin --standard ts-33.117", "by the clauses of one standard"},
    {"assay scan router.bin --declared services.yaml",
     "with what the vendor says is there on purpose"},
    {"assay scan router.bin --json | jq '.findings[].message'", "for a script"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "no finding at or above the severity of --fail-on, and enough was understood"},
    {ExitCode::findings, "findings at or above the severity of --fail-on"},
    {ExitCode::usage, "the command line is wrong"},
    {ExitCode::inconclusive,
     "no such finding, but less of the image was understood than --coverage-floor asks for"},
    {ExitCode::unreadable, "the image cannot be read: missing, empty, a device, too large"},
    {ExitCode::unrecognised, "no such finding, and no format was recognised anywhere in the image"},
    {ExitCode::internal, "the program or the machine failed, or a layer of the sandbox is missing"},
};

// The image's name, also where its path ends in ".".
std::string image_name_of(const Arguments& arguments, const unpack::Source& source) {
  if (source.name() != "." && source.name() != ".." && !source.name().empty()) return source.name();
  std::error_code error;
  const auto path = std::filesystem::canonical(std::string(arguments.operand(0)), error);
  return path.has_filename() ? path.filename().string() : "image";
}

// Where the case file goes. Errors: usage, where it would replace what is no case file.
tl::expected<std::string, Failure> case_path(const Arguments& arguments,
                                             const unpack::Source& source) {
  std::string path(arguments.text("output"));
  if (path.empty()) path = image_name_of(arguments, source) + ".assay";
  std::error_code error;
  const auto folder = std::filesystem::path(path).parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, error))
    return give_up(ExitCode::usage, fmt::format("there is no folder {} for the case file",
                                                quote(folder.string(), 500)));
  if (std::filesystem::exists(path, error) && !is_case_file(path))
    return give_up(ExitCode::usage,
                   fmt::format("{} is there and is no case file; name another with -o CASE",
                               quote(path, 500)));
  return path;
}

unpack::Limits limits_of(const Arguments& arguments) {
  unpack::Limits limits;
  limits.image_size_max = *arguments.number("max-image");
  limits.plain_size_max = *arguments.number("max-member");
  limits.plain_total_max = *arguments.number("max-total");
  limits.ratio_max = *arguments.number("max-ratio");
  limits.members_max = *arguments.number("max-members");
  limits.nodes_max = *arguments.number("max-nodes");
  limits.depth_max =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(*arguments.number("max-depth"), 64));
  return limits;
}

std::vector<std::pair<std::string, std::string>> provenance_of(const Arguments& arguments) {
  constexpr std::pair<std::string_view, std::string_view> keys[] = {
      {"obtained-by", "obtained_by"},
      {"obtained-from", "obtained_from"},
      {"obtained-on", "obtained_on"},
      {"checked-against", "checked_against"}};
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& [option, key] : keys)
    if (const std::string_view text = arguments.text(option); !text.empty())
      rows.emplace_back(key, text);
  return rows;
}

bool recognised(const CaseView& view) {
  return std::ranges::any_of(view.nodes, [](const casefile::CaseNode& row) {
    return row.node.kind == NodeKind::chunk || !row.node.file_type.empty();
  });
}

// What the exit code tells, the weightiest first.
ExitCode verdict(const CaseView& view, const Arguments& arguments) {
  const auto least = from_name<Severity>(severity_names, arguments.text("fail-on"));
  for (const Finding& finding : view.findings)
    if (least && finding.severity >= *least) return ExitCode::findings;
  if (!recognised(view)) return ExitCode::unrecognised;
  const auto floor = static_cast<std::int64_t>(*arguments.number("coverage-floor"));
  if (pipeline::understood_mpercent(view.coverage) < floor * 1000) return ExitCode::inconclusive;
  return ExitCode::ok;
}

void say_verdict(ExitCode code, const CaseView& view, const Arguments& arguments) {
  if (code == ExitCode::inconclusive)
    say(fmt::format(
        "inconclusive: {}.{} % of the bytes are understood, --coverage-floor asks for {} %",
        pipeline::understood_mpercent(view.coverage) / 1000,
        pipeline::understood_mpercent(view.coverage) % 1000 / 100,
        arguments.text("coverage-floor")));
  if (code == ExitCode::unrecognised) say("no format was recognised anywhere in the image");
}

Outcome run(const Arguments& arguments, Output& out) {
  const std::string target(arguments.operand(0));
  const unpack::Limits limits = limits_of(arguments);
  auto source = unpack::Source::open(target, limits);
  if (!source)
    return give_up(ExitCode::unreadable,
                   fmt::format("{}: {}", quote(target, 500), source.error().detail));
  auto folders = rule_folders_of(arguments);
  if (!folders) return tl::unexpected(folders.error());
  auto standards = standards_of(arguments, *folders);
  if (!standards) return tl::unexpected(standards.error());
  auto declaration = declaration_of(arguments);
  if (!declaration) return tl::unexpected(declaration.error());
  const auto case_file = case_path(arguments, *source);
  if (!case_file) return tl::unexpected(case_file.error());

  const bool screen = !arguments.quiet() && !arguments.json();
  if (screen) print_image_name(source->name(), source->size(), out);
  out.flush();

  ProgressLine line(!arguments.quiet());
  pipeline::ScanOptions scan = scan_options(arguments, *case_file, line);
  scan.limits = limits;
  scan.isolation.work_s_max = static_cast<std::int64_t>(*arguments.number("max-seconds"));
  scan.code = !arguments.given("no-code");
  scan.judge.rule_folders = std::move(*folders);
  scan.judge.standards = std::move(*standards);
  scan.judge.declaration = std::move(*declaration);
  scan.provenance = provenance_of(arguments);
  remove_when_interrupted(*case_file + ".part");
  const auto scanned = pipeline::scan(*source, scan);
  remove_when_interrupted("");
  line.wipe();
  if (!scanned) return tl::unexpected(scan_failed(target, scanned.error()));

  const auto view = load_case(*case_file);
  if (!view) return tl::unexpected(view.error());
  const ExitCode code = verdict(*view, arguments);
  const ScreenNames names{target, *case_file};
  if (arguments.json() && !arguments.quiet()) out.write(document(json_of_scan(*view, names, code)));
  if (screen) print_screen(*view, names, out);
  out.flush();
  say_verdict(code, *view, arguments);
  return code;
}

}  // namespace

extern const Command scan = {
    .name = "scan",
    .summary = "open an image, read it, judge it, write a case file",
    .description =
        "Opens every container that it finds in an image, down to the last file, accounts for "
        "every byte, reads what the files state (accounts, keys, certificates, what is started "
        "at boot, how programs were hardened), and runs the rules over these facts. Nothing is "
        "mounted, nothing of the image is run, and no other program is called.\n\n"
        "The screen says what the image is, from the outside in; how much of it was "
        "understood; the findings by severity, each with its proof (proven from the bytes, "
        "strong, likely), how far it was shown to be in force (present, started, exposed, "
        "reachable before login), and the locator of the bytes; what could not be looked at; "
        "and which commands come next. It is made from the case file. A locator that would not "
        "fit on a line begins at a container of the case file: @12/etc/passwd is in the "
        "container that the screen shows as @12, and the other verbs take it so.\n\n"
        "With --json the same is one JSON object. A text of the image that is not UTF-8 stands "
        "there as on the screen (\\xNN), and a second member with _hex behind its name has its "
        "bytes. With --quiet only the exit code tells.\n\n"
        "The image is read by a confined process without network and files. Where it dies of "
        "something in the image, the scan goes on without that piece and says so. Where this "
        "machine lacks a layer of the confinement, the image is not opened unless --sandbox weak "
        "is "
        "given.\n\n"
        "The case file is the same, byte for byte, for the same image, program, rules and limits, "
        "whatever the number of threads.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 10,
    .run = run,
};

}  // namespace assay::cli
