#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/quote.h"
#include "casefile/part_file.h"
#include "cli/arguments.h"
#include "cli/engine_options.h"
#include "cli/image_at_hand.h"
#include "cli/output.h"
#include "cli/scan_json.h"
#include "report/html.h"
#include "report/limits.h"
#include "report/markdown.h"
#include "report/pdf.h"
#include "report/sarif.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"CASE", ValueKind::path, "a case file"},
};

constexpr std::string_view format_choices[] = {"html", "json", "markdown", "sarif", "pdf"};

constexpr Option options[] = {
    {.name = "format",
     .kind = ValueKind::choice,
     .value = "FORMAT",
     .help = "html (one page for a browser), json, markdown, sarif (2.1.0), or pdf",
     .default_value = "html",
     .choices = format_choices},
    {.name = "output",
     .letter = 'o',
     .kind = ValueKind::path,
     .value = "FILE",
     .help = "where the report goes; - is standard output (default: report with the ending of its "
             "format, in the current folder)"},
    image_option,
    sandbox_option,
    max_memory_option,
};

constexpr Example examples[] = {
    {"assay report router.bin.assay", "writes report.html"},
    {"assay report router.bin.assay -o - > page.html", "the page to standard output"},
    {"assay report router.bin.assay --format sarif", "writes report.sarif, for tools"},
    {"assay report router.bin.assay --format pdf -o router.pdf", "to be printed and filed"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "the report was written"},
    {ExitCode::unreadable, "the case file or image cannot be read, or is another image"},
};

// A file that is there whole or not at all.
void write_file(const std::string& path, std::string_view text) {
  casefile::PartFile file(path);
  for (std::string_view rest = text; !rest.empty();) {
    const ssize_t written = ::write(file.fd(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0)
      throw std::system_error(errno, std::generic_category(), "cannot write " + quote(path, 300));
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  file.commit();
}

// The bytes of evidence, where the image is at hand. Each is read by a child of its own, so that
// only so many are.
report::ByteSource bytes_of_image(const ImageAtHand& image, const pipeline::Isolation& isolation) {
  constexpr int reads_max = 200;
  return [&image, &isolation, reads = 0](const std::string& text) mutable -> Result<Buffer> {
    if (image.source == nullptr)
      return fail(ErrorCode::unsupported, "the image was not at hand; see assay explain");
    if (reads++ == reads_max)
      return fail(ErrorCode::limit, "further bytes are shown by assay explain");
    const auto locator = parse_locator(text);
    if (!locator) return tl::unexpected(locator.error());
    constexpr std::size_t size_max = 64;
    return bytes_of(*image.source, *locator, size_max, isolation);
  };
}

std::string default_name(std::string_view format) {
  return "report." + std::string(format == "markdown" ? "md" : format);
}

// The page, with the bytes of evidence where the image is at hand.
tl::expected<std::string, Failure> html_of(const CaseView& view, const report::Content& content,
                                           const std::string& path, const Arguments& arguments) {
  const auto image = find_image(view, path, arguments.text("image"));
  if (!image) return tl::unexpected(image.error());
  ProgressLine line(!arguments.quiet());
  const pipeline::Isolation isolation = isolation_of(arguments, line);
  const auto page = report::html_report(view.file, content, bytes_of_image(*image, isolation));
  line.wipe();
  if (!page) return tl::unexpected(about(path, page.error()));
  return *page;
}

tl::expected<std::string, Failure> text_of(const CaseView& view, const std::string& path,
                                           const Arguments& arguments) {
  const auto content = report::load_content(view.file);
  if (!content) return tl::unexpected(about(path, content.error()));
  const std::string_view format = arguments.text("format");
  if (format == "html") return html_of(view, *content, path, arguments);
  if (format == "markdown") return report::markdown_report(*content);
  if (format == "sarif") return report::sarif_report(*content);
  if (format == "json") {
    Json json = json_of_scan(view, {"", path}, ExitCode::ok);
    json.erase("exit_code");
    for (const report::LimitLine& line : report::limits_statement(*content))
      json["limits"][line.name] = line.text;
    return document(json);
  }
  const auto pdf = report::pdf_report(*content);
  if (!pdf) return tl::unexpected(about(path, pdf.error()));
  return *pdf;
}

Outcome run(const Arguments& arguments, Output& out) {
  const std::string path(arguments.operand(0));
  const auto view = load_case(path);
  if (!view) return tl::unexpected(view.error());
  const auto text = text_of(*view, path, arguments);
  if (!text) return tl::unexpected(text.error());
  std::string target(arguments.text("output"));
  if (target == "-") {
    out.write(*text);
    return ExitCode::ok;
  }
  if (target.empty()) target = default_name(arguments.text("format"));
  write_file(target, *text);
  if (!arguments.quiet()) out.print("wrote {}\n", quote(target));
  return ExitCode::ok;
}

}  // namespace

extern const Command report = {
    .name = "report",
    .summary = "write a case file as HTML, JSON, Markdown, SARIF or PDF",
    .description =
        "Writes one self-contained HTML page: the map of the image with entropy and pins where "
        "findings are, the standards clause by clause, what is reachable and how, accounts and "
        "keys, the findings with their bytes, the tree, and what was not understood. It needs no "
        "script and loads nothing; whatever stands in the image stays text. Bytes of the evidence "
        "are shown where the image is at hand.\n\n"
        "Other formats say the same for other readers: json (as scan --json), markdown, sarif "
        "(2.1.0, for tools that show results in code), pdf. Each carries the limits: what was not "
        "looked at, the versions of program, rules and data, and how the image was confined.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .order = 70,
    .run = run,
};

}  // namespace assay::cli
