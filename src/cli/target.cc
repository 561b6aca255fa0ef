#include "cli/target.h"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/quote.h"
#include "base/temporary_folder.h"
#include "cli/amounts.h"
#include "cli/engine_options.h"
#include "cli/image_at_hand.h"
#include "cli/short_locator.h"
#include "model/locator.h"

namespace assay::cli {
namespace {

tl::unexpected<Failure> wrong(std::string line) {
  return give_up(ExitCode::usage, std::move(line));
}

tl::expected<NodeId, Failure> find_path(const CaseView& view, std::string_view path) {
  std::vector<const casefile::CaseNode*> found;
  for (const casefile::CaseNode& row : view.nodes) {
    const bool member = row.node.kind != NodeKind::chunk && row.node.kind != NodeKind::gap;
    if (member && row.node.name == path.substr(1)) found.push_back(&row);
  }
  const std::string shown = quote(path, 200);
  if (found.empty()) return wrong(fmt::format("there is no {} in the image", shown));
  if (found.size() == 1) return found[0]->node.id;
  return wrong(fmt::format("{} have the path {}; give the locator of one, such as {}",
                           things(found.size(), "member"), shown, quote(found[0]->locator)));
}

}  // namespace

tl::expected<CaseView, Failure> view_of_target(const Arguments& arguments) {
  const std::string target(arguments.operand(0));
  if (is_case_file(target)) return load_case(target);
  const auto image = open_image(target);
  if (!image) return tl::unexpected(image.error());
  const TemporaryFolder folder;
  const std::string case_file = folder / "case.assay";
  ProgressLine line(!arguments.quiet());
  auto options = scan_options(arguments, case_file, line);
  options.code = false;  // what asks here, asks for the tree
  const auto scanned = pipeline::scan(*image->source, options);
  line.wipe();
  if (!scanned) return tl::unexpected(scan_failed(target, scanned.error()));
  return load_case(case_file);
}

Failure scan_failed(const std::string& target, const Error& error) {
  std::string line = fmt::format("{}: {}", quote(target, 500), error.detail);
  if (error.code == ErrorCode::unsupported) line += "; see assay doctor, or give --sandbox weak";
  return {ExitCode::internal, std::move(line)};
}

tl::expected<NodeId, Failure> find_node(const CaseView& view, std::string_view text) {
  if (text.empty()) return NodeId{0};
  if (text.starts_with('/')) return find_path(view, text);
  const auto whole = whole_locator(view, text);
  if (!whole) return wrong(whole.error().detail);
  const auto locator = parse_locator(*whole);
  if (!locator) return wrong(fmt::format("'{}': {}", quote(text, 200), locator.error().detail));
  const std::string wanted = to_string(*locator);
  std::string_view nearest;  // the longest locator that `wanted` begins with
  for (const casefile::CaseNode& row : view.nodes) {
    if (row.locator == wanted) return row.node.id;
    if (wanted.starts_with(row.locator) && row.locator.size() > nearest.size())
      nearest = row.locator;
  }
  return wrong(fmt::format("no node has the locator '{}'; the nearest around it is {}",
                           quote(text, 500), quote(nearest)));
}

}  // namespace assay::cli
