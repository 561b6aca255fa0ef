#include "cli/target.h"

#include <fmt/format.h>

#include "base/quote.h"
#include "cli/amounts.h"
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
  return load_case(std::string(arguments.operand(0)));
}

tl::expected<NodeId, Failure> find_node(const CaseView& view, std::string_view text) {
  if (text.empty()) return NodeId{0};
  if (text.starts_with('/')) return find_path(view, text);
  const auto locator = parse_locator(text);
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
