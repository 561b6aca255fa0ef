#include "cli/command.h"

#include <algorithm>
#include <vector>

namespace assay::cli {
namespace {

constexpr std::string_view color_choices[] = {"auto", "always", "never"};

constexpr Option globals[] = {
    {.name = "help", .letter = 'h', .help = "print the help of the program or of a verb, and end"},
    {.name = "version", .help = "print the version, and end"},
    {.name = "json", .help = "print one JSON document instead of text"},
    {.name = "quiet", .letter = 'q', .help = "print errors only; the exit code tells the outcome"},
    {.name = "color",
     .kind = ValueKind::choice,
     .value = "WHEN",
     .help = "colour the text: auto (on a terminal, unless NO_COLOR is set), always or never",
     .default_value = "auto",
     .choices = color_choices},
};

}  // namespace

std::span<const Option> global_options() { return globals; }

std::span<const Command* const> commands_in_order() {
  static const std::vector<const Command*> sorted = [] {
    const auto all = all_commands();
    std::vector<const Command*> commands(all.begin(), all.end());
    std::ranges::stable_sort(commands, {}, &Command::order);
    return commands;
  }();
  return sorted;
}

const Command* find_command(std::string_view name) {
  for (const Command* command : all_commands())
    if (command->name == name) return command;
  return nullptr;
}

}  // namespace assay::cli
