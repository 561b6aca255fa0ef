// Target: what a person names on the command line, a case file or an image, and the place in it.
#pragma once

#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "cli/case_view.h"

namespace assay::cli {

// The case of the first operand: what a case file holds, or what a scan of an image finds, which is
// kept nowhere. The verb has engine options (cli/engine_options.h). Errors: unreadable; internal,
// where the machine does not give what a scan needs.
tl::expected<CaseView, Failure> view_of_target(const Arguments& arguments);

// The node that `text` names: a locator of a whole node, a short one (@12/etc/passwd), or a path
// such as /etc/passwd where only one member has it; empty: the image. Errors: usage, with what is
// near.
tl::expected<NodeId, Failure> find_node(const CaseView& view, std::string_view text);

// Why a scan of `target` came to nothing, and what to do.
Failure scan_failed(const std::string& target, const Error& error);

}  // namespace assay::cli
