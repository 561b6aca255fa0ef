#include "cli/image_at_hand.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "base/digest.h"
#include "base/quote.h"
#include "cli/amounts.h"
#include "code/listing.h"
#include "pipeline/replay.h"

namespace assay::cli {
namespace {

// SHA-256 of the file, read and not mapped: it may shrink meanwhile.
std::string sha256_of(const unpack::Source& source) {
  Sha256 digest;
  Buffer piece(std::size_t{1} << 20U);
  for (std::uint64_t at = 0;;) {
    const ssize_t got = pread(source.fd(), piece.data(), piece.size(), static_cast<off_t>(at));
    if (got < 0) throw std::system_error(errno, std::generic_category(), source.name());
    if (got == 0) break;
    digest.add(Bytes(piece).first(static_cast<std::size_t>(got)));
    at += static_cast<std::uint64_t>(got);
  }
  return to_hex(digest.finish());
}

// Why this is not the image of the case; empty where it is.
std::string difference(const CaseView& view, const unpack::Source& source) {
  if (view.image_sha256.empty() || source.is_directory())
    return view.image_sha256.empty() == source.is_directory() ? ""
                                                              : "one is a folder, the other is not";
  if (source.size() != view.image_size)
    return fmt::format("it has {} bytes, the case's image {}", count_text(source.size()),
                       count_text(view.image_size));
  const std::string digest = sha256_of(source);
  if (digest == view.image_sha256) return {};
  return fmt::format("its SHA-256 is {}, the case's image has {}", digest, view.image_sha256);
}

}  // namespace

tl::expected<ImageAtHand, Failure> open_image(const std::string& path) {
  auto source = unpack::Source::open(path, unpack::Limits{});
  if (!source)
    return give_up(ExitCode::unreadable,
                   fmt::format("{}: {}", quote(path, 500), source.error().detail));
  return ImageAtHand{path, std::make_shared<const unpack::Source>(*std::move(source))};
}

tl::expected<ImageAtHand, Failure> find_image(const CaseView& view, const std::string& case_file,
                                              std::string_view given) {
  if (!given.empty()) {
    auto image = open_image(std::string(given));
    if (!image) return image;
    if (const std::string text = difference(view, *image->source); !text.empty())
      return give_up(ExitCode::unreadable,
                     fmt::format("{} is not the image of {}: {}", quote(given, 500),
                                 quote(case_file, 500), text));
    return image;
  }
  // The name is a stranger's: only a plain one is looked for.
  const std::filesystem::path name(view.image_name);
  if (name.empty() || name.has_parent_path() || view.image_name.find('\0') != std::string::npos)
    return ImageAtHand{};
  for (const auto& folder :
       {std::filesystem::path(case_file).parent_path(), std::filesystem::path()}) {
    auto image = open_image((folder / name).string());
    if (image && difference(view, *image->source).empty()) return image;
  }
  return ImageAtHand{};
}

Result<Buffer> bytes_of(const unpack::Source& source, const Locator& locator, std::size_t size_max,
                        const pipeline::Isolation& isolation) {
  Buffer bytes;
  const auto take = [&](Bytes piece) -> Result<void> {
    const std::size_t room = size_max - bytes.size();
    const Bytes taken = piece.first(std::min(room, piece.size()));
    bytes.insert(bytes.end(), taken.begin(), taken.end());
    if (taken.size() < piece.size()) return fail(ErrorCode::limit, "enough");
    return {};
  };
  const auto read = pipeline::read_bytes(source, locator, {}, isolation, take);
  if (!read && bytes.size() < size_max) return tl::unexpected(read.error());
  return bytes;
}

ExplainSource explain_source(const ImageAtHand& image, const pipeline::Isolation& isolation) {
  ExplainSource source;
  source.image = image.path;
  if (image.source == nullptr) return source;
  source.read = [&image, &isolation](const std::string& text) -> Result<Buffer> {
    constexpr std::size_t size_max = std::size_t{1} << 20U;
    return bytes_of(*image.source, TRY(parse_locator(text)), size_max, isolation);
  };
  source.listing = [&image, &isolation](const std::string&, const std::string& node,
                                        const std::vector<std::uint64_t>& addresses) {
    const auto locator = parse_locator(node);
    if (!locator) return Result<std::string>(tl::unexpected(locator.error()));
    return pipeline::read_and_tell(*image.source, *locator, {}, isolation,
                                   [&](Bytes file) { return code::listing(file, addresses); });
  };
  return source;
}

}  // namespace assay::cli
