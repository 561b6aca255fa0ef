// Completion: scripts with which a shell completes verbs, options and their values, made from the
// Commands.
#pragma once

#include <string>

namespace assay::cli {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace assay::cli
