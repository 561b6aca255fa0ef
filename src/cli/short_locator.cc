#include "cli/short_locator.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/quote.h"
#include "cli/amounts.h"
#include "cli/columns.h"

namespace assay::cli {

std::string short_locator(const CaseView& view, NodeId node, std::string_view locator) {
  // A parent's id is below its child's, so this ends.
  while (node < view.nodes.size() && view.nodes[node].node.kind != NodeKind::chunk)
    node = view.nodes[node].node.parent;
  if (node >= view.nodes.size() || !locator.starts_with(view.nodes[node].locator))
    return std::string(locator);
  return fmt::format("@{}{}", node, locator.substr(view.nodes[node].locator.size()));
}

std::string fitting_locator(const CaseView& view, NodeId node, std::string_view locator,
                            std::size_t width) {
  std::string whole = quote(locator);
  if (display_width(whole) <= width) return whole;
  return quote(short_locator(view, node, locator));
}

Result<std::string> whole_locator(const CaseView& view, std::string_view text) {
  if (!text.starts_with('@')) return std::string(text);
  const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
  const auto node = parse_count(text.substr(1, end - 1));
  if (!node || *node >= view.nodes.size())
    return fail(ErrorCode::corrupt,
                fmt::format("the case has no node {}", quote(text.substr(0, end), 30)));
  return view.nodes[static_cast<std::size_t>(*node)].locator + std::string(text.substr(end));
}

}  // namespace assay::cli
