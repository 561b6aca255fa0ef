// Which files are read as shell scripts, and which are only there to be read by people.
#pragma once

#include <string_view>

#include "model/leaf.h"

namespace assay::readers {

// Documentation, licences, lists of packages and translations: what they mention the device does
// not use.
bool is_documentation(std::string_view path);

// Whether a leaf is a script of a shell, by its first line, or by its name where it has none; or a
// table of commands: crontab, inittab, a unit of systemd.
bool is_shell_text(const Leaf& leaf);

}  // namespace assay::readers
