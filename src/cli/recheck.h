// Recheck: commands of other programs that lead from an image to the bytes of a finding, for
// whoever does not trust this one.
#pragma once

#include <string>
#include <vector>

#include "cli/case_view.h"

namespace assay::cli {

// Lines for a POSIX shell with GNU coreutils, to be run in an empty folder. Where no common program
// reads a format, a line begins with '#' and says so, and the lines end there. `image` is the
// image's path, not yet quoted.
std::vector<std::string> recheck_commands(const CaseView& view, const Evidence& evidence,
                                          const std::string& image);

// A text as one word of a POSIX shell; bash's $'...' where it holds bytes that are not printable.
std::string shell_word(const std::string& text);

// Nodes from the image down to `node`.
std::vector<NodeId> path_to(const CaseView& view, NodeId node);

}  // namespace assay::cli
