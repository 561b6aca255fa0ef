// Help: what the program and its verbs say of themselves on a terminal, made from the Commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/terminal.h"

namespace assay::cli {

// All verbs, with one line each.
std::string overview(const Paint& paint, std::size_t width);

// All about one verb.
std::string verb_help(const Command& command, const Paint& paint, std::size_t width);

// "IMAGE [PATH]"
std::string operands_usage(const Command& command);

// "-o, --output FILE", as help lists an option.
std::string option_usage(const Option& option);

// The help of an option with its default and choices: "... (default: 80)".
std::string option_text(const Option& option);

// The paragraphs of a description.
std::vector<std::string_view> paragraphs(std::string_view text);

}  // namespace assay::cli
