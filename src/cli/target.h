// Target: what a person names on the command line, a case file or an image, and the place in it.
#pragma once

#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "cli/case_view.h"

namespace assay::cli {

// The case of the TARGET operand. Errors: unreadable.
tl::expected<CaseView, Failure> view_of_target(const Arguments& arguments);

// The node that `text` names: a locator of a whole node, or a path such as /etc/passwd where only
// one member has it; empty: the image. Errors: usage, with what is near.
tl::expected<NodeId, Failure> find_node(const CaseView& view, std::string_view text);

}  // namespace assay::cli
