#include "report/html.h"

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

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"CASE", ValueKind::path, "a case file"},
};

constexpr Option options[] = {
    {.name = "output",
     .letter = 'o',
     .kind = ValueKind::path,
     .value = "FILE",
     .help = "where the page goes; - is standard output",
     .default_value = "report.html"},
    image_option,
    sandbox_option,
    max_memory_option,
};

constexpr Example examples[] = {
    {"assay report router.bin.assay", "writes report.html"},
    {"assay report router.bin.assay -o - > page.html", "the page to standard output"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "the page was written"},
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

Outcome run(const Arguments& arguments, Output& out) {
  const std::string path(arguments.operand(0));
  const auto view = load_case(path);
  if (!view) return tl::unexpected(view.error());
  const auto image = find_image(*view, path, arguments.text("image"));
  if (!image) return tl::unexpected(image.error());
  ProgressLine line(!arguments.quiet());
  const pipeline::Isolation isolation = isolation_of(arguments, line);
  const auto page = report::html_report(view->file, bytes_of_image(*image, isolation));
  line.wipe();
  if (!page) return tl::unexpected(about(path, page.error()));
  const std::string target(arguments.text("output"));
  if (target == "-") {
    out.write(*page);
    return ExitCode::ok;
  }
  write_file(target, *page);
  if (!arguments.quiet()) out.print("wrote {}\n", quote(target));
  return ExitCode::ok;
}

}  // namespace

extern const Command report = {
    .name = "report",
    .summary = "write a case file as one page for a browser",
    .description =
        "Writes one self-contained HTML page: the map of the image with entropy and pins where "
        "findings are, the findings with their bytes, the tree, and what was not understood. It "
        "needs no script and loads nothing; whatever stands in the image stays text.\n\n"
        "Bytes of the evidence are shown where the image is at hand.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .order = 70,
    .run = run,
};

}  // namespace assay::cli
