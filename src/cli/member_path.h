// Member path: the name of a member, which a stranger chose, as a path that stays beneath a folder.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace assay::cli {

// The name without '/' in front, doubled ones and "." parts; "" for the top itself. Errors:
// corrupt, where a part is "..", holds NUL, or is longer than a file system takes.
Result<std::string> member_path(std::string_view name);

// Whether a symbolic link at `path` with this text, both beneath one folder, leads to a place
// beneath it, whatever else is there. An absolute text does not.
bool link_stays_inside(std::string_view path, std::string_view text);

}  // namespace assay::cli
