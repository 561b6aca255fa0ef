// Rollback: what keeps an older image from being written, and what lets a device go back to the
// image before when a new one does not start.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "readers/update_commands.h"

namespace assay::readers {

// Whether a function of this name compares versions of images: one of a library that does nothing
// else, or one whose name says so. `imported`: it is another file's, so that a name which only says
// "version" is that of a library's own version.
bool compares_versions(std::string_view name, bool imported);

struct BootChoice {
  std::string variable;  // 'upgrade_available'
  std::string call;      // the function or program that sets it: 'fw_setenv'
};

// The first place in a program that sets such a variable; `commands` are all that it carries out.
std::optional<BootChoice> boot_choice(const code::Survey& survey,
                                      std::span<const UpdateCommand> commands);

}  // namespace assay::readers
