#include <fmt/format.h>
#include <unistd.h>

#include "base/quote.h"
#include "cli/arguments.h"
#include "cli/engine_options.h"
#include "cli/hexdump.h"
#include "cli/image_at_hand.h"
#include "cli/output.h"
#include "cli/short_locator.h"
#include "cli/target.h"
#include "pipeline/replay.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"TARGET", ValueKind::path, "an image, or a case file whose image is at hand"},
    {"LOCATOR", ValueKind::text,
     "which bytes; of a case file also a path such as /etc/passwd, where one member has it, or a "
     "short locator as the screens show it: @12/etc/passwd"},
};

constexpr Option options[] = {
    image_option,
    {.name = "hex",
     .letter = 'x',
     .help = "print as hex digits and letters, as a terminal gets it"},
    {.name = "raw", .letter = 'r', .help = "print the bytes as they are, also to a terminal"},
    sandbox_option,
    max_memory_option,
};

constexpr Example examples[] = {
    {"assay cat router.bin 'image[0x0:0x20]'", "the first 32 bytes of an image"},
    {"assay cat router.bin 'image[0x20:0x5a3000]squashfs/etc/passwd' > passwd",
     "a file in a file system in an image"},
    {"assay cat router.bin.assay /etc/passwd", "the same by its path, from a case file"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "the bytes were printed"},
    {ExitCode::usage, "the locator is wrong, or names nothing"},
    {ExitCode::unreadable, "the target cannot be read, or the bytes cannot be had"},
    {ExitCode::internal, "a layer of the sandbox is missing on this machine"},
};

struct Place {
  ImageAtHand image;
  Locator locator;
};

tl::expected<Place, Failure> place_of(const Arguments& arguments) {
  const std::string target(arguments.operand(0));
  const std::string_view text = arguments.operand(1);
  if (is_case_file(target)) {
    const auto view = load_case(target);
    if (!view) return tl::unexpected(view.error());
    auto image = find_image(*view, target, arguments.text("image"));
    if (!image) return tl::unexpected(image.error());
    if (image->source == nullptr)
      return give_up(ExitCode::unreadable,
                     fmt::format("the image of {} is not at hand; name it with --image FILE",
                                 quote(target, 300)));
    const auto whole = whole_locator(*view, text);
    if (!whole) return give_up(ExitCode::usage, whole.error().detail);
    std::string full = *whole;
    if (text.starts_with('/')) {
      const auto node = find_node(*view, text);
      if (!node) return tl::unexpected(node.error());
      full = view->nodes[*node].locator;
    }
    const auto locator = parse_locator(full);
    if (!locator) return give_up(ExitCode::usage, locator.error().detail);
    return Place{*std::move(image), *locator};
  }
  if (text.starts_with('/') || text.starts_with('@'))
    return give_up(
        ExitCode::usage,
        fmt::format("such a place needs a case file; make one: assay scan {}", quote(target, 300)));
  const auto locator = parse_locator(text);
  if (!locator) return give_up(ExitCode::usage, locator.error().detail);
  auto image = open_image(target);
  if (!image) return tl::unexpected(image.error());
  return Place{*std::move(image), *locator};
}

Outcome run(const Arguments& arguments, Output& out) {
  if (arguments.given("hex") && arguments.given("raw"))
    return give_up(ExitCode::usage, "--hex and --raw exclude each other");
  const auto place = place_of(arguments);
  if (!place) return tl::unexpected(place.error());
  const bool hex =
      arguments.given("hex") || (is_terminal(STDOUT_FILENO) && !arguments.given("raw"));
  ProgressLine line(!arguments.quiet() && !is_terminal(STDOUT_FILENO));
  std::uint64_t offset = 0;
  const auto take = [&](Bytes piece) -> Result<void> {
    // Pieces come in whole lines of the dump, but for the last one.
    if (hex)
      out.write(hexdump(piece, offset));
    else
      out.write(piece);
    offset += piece.size();
    if (out.reader_gone()) return fail(ErrorCode::limit, "nobody reads any more");
    return {};
  };
  const auto read = pipeline::read_bytes(*place->image.source, place->locator, {},
                                         isolation_of(arguments, line), take);
  line.wipe();
  if (!read && !out.reader_gone()) {
    out.flush();
    return give_up(ExitCode::unreadable,
                   fmt::format("{}: {}", quote(arguments.operand(1), 500), read.error().detail));
  }
  return ExitCode::ok;
}

}  // namespace

extern const Command cat = {
    .name = "cat",
    .summary = "print the bytes that a locator names",
    .description =
        "Prints the bytes of any locator: a range of the image, a file in a file system in it, a "
        "decompressed stream. They are found by doing again what the locator says, in a "
        "confined process.\n\n"
        "Bytes of an image can be made to take over a terminal, so a terminal gets them as "
        "hex digits and letters; a pipe or a file gets the bytes themselves.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .order = 30,
    .run = run,
};

}  // namespace assay::cli
