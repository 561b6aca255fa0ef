// Which files are read as shell scripts, and which are only there to be read by people.
#pragma once

#include <string_view>
#include <vector>

#include "model/leaf.h"
#include "model/node.h"

namespace assay::readers {

// Documentation, licences, lists of packages and translations: what they mention the device does
// not use.
bool is_documentation(std::string_view path);

// Takes off what documentation states of hosts and people, now that the paths are known: facts that
// bytes state whatever their name were read without it.
void drop_documentation(std::vector<Node>& nodes);

// Whether a leaf is a script of a shell, by its first line, or by its name where it has none; or a
// table of commands: crontab, inittab, a unit of systemd.
bool is_shell_text(const Leaf& leaf);

}  // namespace assay::readers
