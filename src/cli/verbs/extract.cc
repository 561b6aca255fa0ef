#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>

#include "base/quote.h"
#include "cli/amounts.h"
#include "cli/arguments.h"
#include "cli/engine_options.h"
#include "cli/extract_writer.h"
#include "cli/image_at_hand.h"
#include "cli/output.h"
#include "cli/target.h"
#include "pipeline/replay.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"TARGET", ValueKind::path, "an image, or a case file whose image is at hand"},
    {"LOCATOR", ValueKind::text,
     "the container whose members are wanted; left out: the one with the most members, which is "
     "as a rule the root file system",
     false},
};

constexpr Option options[] = {
    {.name = "output",
     .letter = 'o',
     .kind = ValueKind::folder,
     .value = "FOLDER",
     .help = "write the members beneath this folder, which must be new or empty (default: the "
             "image's name with .extracted)"},
    {.name = "tar",
     .kind = ValueKind::path,
     .value = "FILE",
     .help = "write a tar file instead, with all owners, modes, devices and links; - is standard "
             "output"},
    image_option,
    sandbox_option,
    threads_option,
    max_memory_option,
};

constexpr Example examples[] = {
    {"assay extract router.bin", "the root file system, into router.bin.extracted"},
    {"assay extract router.bin.assay --tar rootfs.tar", "the same as a tar file, nothing left out"},
    {"assay extract router.bin 'image[0x20:0x5a3000]squashfs' -o root", "one container"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "the members were written; what was left out is told on standard error"},
    {ExitCode::usage, "the locator is wrong, or the folder is not empty"},
    {ExitCode::unreadable, "the target cannot be read, or is no container"},
    {ExitCode::unrecognised, "there is no container in the image"},
    {ExitCode::internal, "the machine failed: no space, no permission, no sandbox"},
};

// The container with the most members; the first of them where several have as many.
std::optional<NodeId> largest_container(const CaseView& view) {
  std::map<NodeId, std::uint64_t> members;
  for (const casefile::CaseNode& row : view.nodes)
    if (row.node.parent < view.nodes.size() && row.node.kind != NodeKind::gap &&
        view.nodes[row.node.parent].node.kind == NodeKind::chunk)
      members[row.node.parent]++;
  std::optional<NodeId> largest;
  for (const auto& [node, count] : members)
    if (!largest || count > members[*largest]) largest = node;
  return largest;
}

struct Place {
  ImageAtHand image;
  Locator locator;
};

tl::expected<Place, Failure> place_of(const Arguments& arguments) {
  const std::string target(arguments.operand(0));
  const std::string_view text = arguments.operand(1);
  if (!is_case_file(target) && !text.empty()) {
    const auto locator = parse_locator(text);
    if (!locator) return give_up(ExitCode::usage, locator.error().detail);
    auto image = open_image(target);
    if (!image) return tl::unexpected(image.error());
    return Place{*std::move(image), *locator};
  }
  const auto view = view_of_target(arguments);
  if (!view) return tl::unexpected(view.error());
  std::optional<NodeId> node = largest_container(*view);
  if (!text.empty()) {
    const auto found = find_node(*view, text);
    if (!found) return tl::unexpected(found.error());
    node = *found;
  }
  if (!node) return give_up(ExitCode::unrecognised, "there is no container in the image");
  const bool is_case = is_case_file(target);
  auto image = is_case ? find_image(*view, target, arguments.text("image")) : open_image(target);
  if (!image) return tl::unexpected(image.error());
  if (image->source == nullptr)
    return give_up(ExitCode::unreadable,
                   fmt::format("the image of {} is not at hand; name it with --image FILE",
                               quote(target, 300)));
  const auto locator = parse_locator(view->nodes[*node].locator);
  if (!locator) return tl::unexpected(about(target, locator.error()));
  return Place{*std::move(image), *locator};
}

struct Counts {
  std::uint64_t written = 0;
  std::uint64_t bytes = 0;
  std::vector<LeftOut> left_out;
  std::vector<LeftOut> not_whole;
};

// A writer's begin() and end() around the bytes of each member.
class Extraction {
 public:
  explicit Extraction(ExtractWriter& writer) : writer_(writer) {}

  pipeline::MemberTaker taker() {
    return {
        .begin = [this](const Node& member) { return begin(member); },
        .bytes = [this](Bytes piece) { return bytes(piece); },
        .failed = [this](const Node& member, const Error& error) { return failed(member, error); }};
  }

  Counts finish() {
    end(true);
    writer_.finish();
    return std::move(counts_);
  }

 private:
  Result<void> begin(const Node& member) {
    end(true);
    const auto begun = writer_.begin(member);
    open_ = begun.has_value();
    if (!begun) counts_.left_out.push_back({member.name, begun.error().detail});
    return {};
  }
  Result<void> bytes(Bytes piece) {
    if (!open_) return {};
    writer_.bytes(piece);
    counts_.bytes += piece.size();
    return {};
  }
  Result<void> failed(const Node& member, const Error& error) {
    if (!open_) return {};  // told already
    const bool partly = member.size > 0;
    (partly ? counts_.not_whole : counts_.left_out).push_back({member.name, error.detail});
    end(partly);
    return {};
  }
  void end(bool written) {
    if (!open_) return;
    writer_.end(written);
    if (written) counts_.written++;
    open_ = false;
  }

  ExtractWriter& writer_;
  Counts counts_;
  bool open_ = false;
};

void tell(const Counts& counts, const std::string& where, Output& out) {
  out.print("{}: {}, {}\n", quote(where, 500), things(counts.written, "member"),
            size_text(counts.bytes));
}

void tell_all(std::string_view what, const std::vector<LeftOut>& members) {
  constexpr std::size_t told_max = 50;
  for (std::size_t i = 0; i < members.size() && i < told_max; i++)
    say(fmt::format("{}: {}: {}", what, quote(members[i].name, 300), members[i].why));
  if (members.size() > told_max)
    say(fmt::format("{}: {} more", what, count_text(members.size() - told_max)));
}

Outcome write_members(const Place& place, const Arguments& arguments, const std::string& where,
                      ExtractWriter& writer, Output* out) {
  ProgressLine line(!arguments.quiet());
  Extraction extraction(writer);
  const auto read = pipeline::read_members(*place.image.source, place.locator, {},
                                           isolation_of(arguments, line), extraction.taker());
  line.wipe();
  const Counts counts = extraction.finish();
  tell_all("not whole", counts.not_whole);
  tell_all("left out", counts.left_out);
  if (!read)
    return give_up(ExitCode::unreadable, fmt::format("{}: {}", quote(to_string(place.locator), 500),
                                                     read.error().detail));
  if (out != nullptr && !arguments.quiet()) tell(counts, where, *out);
  return ExitCode::ok;
}

Outcome write_tar(const Place& place, const Arguments& arguments, Output& out) {
  const std::string file(arguments.text("tar"));
  if (file == "-") return write_members(place, arguments, file, *write_as_tar(out), nullptr);
  const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), file);
  Output tar(fd, Paint(false), 0);
  Outcome outcome = write_members(place, arguments, file, *write_as_tar(tar), &out);
  tar.flush();
  if (close(fd) != 0) throw std::system_error(errno, std::generic_category(), file);
  return outcome;
}

Outcome run(const Arguments& arguments, Output& out) {
  const bool tar = !arguments.text("tar").empty();
  if (tar && !arguments.text("output").empty())
    return give_up(ExitCode::usage, "--output and --tar exclude each other");
  const auto place = place_of(arguments);
  if (!place) return tl::unexpected(place.error());
  if (tar) return write_tar(*place, arguments, out);
  std::string folder(arguments.text("output"));
  if (folder.empty()) folder = place->image.source->name() + ".extracted";
  std::error_code error;
  if (std::filesystem::exists(folder, error) && !std::filesystem::is_empty(folder, error))
    return give_up(
        ExitCode::usage,
        fmt::format("{} is not an empty folder; name another with -o FOLDER", quote(folder, 500)));
  return write_members(*place, arguments, folder, *write_to_folder(folder), &out);
}

}  // namespace

extern const Command extract = {
    .name = "extract",
    .summary = "write the files of a container to a folder or a tar file",
    .description =
        "Writes the members of one container, such as a file system. Names are a stranger's: "
        "nothing is ever written outside the folder, no path is followed through a link, and "
        "what exists is not overwritten.\n\n"
        "Into a folder go files and folders with their permission bits and times. Set-id bits, "
        "owners, device nodes and links that lead out of the folder are not made there; a tar "
        "file (--tar) keeps them all. Each member that is left out, or written only in part, is "
        "told "
        "with the reason.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .order = 40,
    .run = run,
};

}  // namespace assay::cli
