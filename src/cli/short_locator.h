// Short locator: a locator that begins at a container of a case file instead of at the image, so
// that it fits on a line: @12/etc/passwd[0x0:0x1c] stands in the container that is node 12.
#pragma once

#include <string>
#include <string_view>

#include "cli/case_view.h"

namespace assay::cli {

// `locator`, which is that of `node` or of a range in it, from the container right around the node
// on.
std::string short_locator(const CaseView& view, NodeId node, std::string_view locator);

// The locator itself where it takes at most `width` columns, else the short one. Safe to print.
std::string fitting_locator(const CaseView& view, NodeId node, std::string_view locator,
                            std::size_t width);

// A short locator as a whole one; any other text as it is. Errors: corrupt, where there is no such
// node.
Result<std::string> whole_locator(const CaseView& view, std::string_view text);

}  // namespace assay::cli
