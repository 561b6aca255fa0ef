#include <fmt/format.h>

#include "cli/command.h"
#include "cli/completion.h"

// Source: fish's manual, "complete".

namespace assay::cli {
namespace {

std::string quoted(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\'' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return "'" + escaped + "'";
}

std::string option_line(const Option& option, const std::string& condition) {
  std::string line = "complete -c assay";
  if (!condition.empty()) line += " -n " + quoted(condition);
  line += fmt::format(" -l {}", option.name);
  if (option.letter != 0) line += fmt::format(" -s {}", option.letter);
  switch (option.kind) {
    case ValueKind::flag:
      break;
    case ValueKind::path:
      line += " -r -F";
      break;
    case ValueKind::folder:
      line += " -x -a '(__fish_complete_directories)'";
      break;
    case ValueKind::choice:
      line += fmt::format(" -x -a {}", quoted(fmt::format("{}", fmt::join(option.choices, " "))));
      break;
    default:
      line += " -x";
      break;
  }
  return line + " -d " + quoted(option.help) + "\n";
}

}  // namespace

std::string fish_completion() {
  std::string text =
      "# fish completion of assay; made by: assay help --completion fish\ncomplete -c assay -f\n";
  std::string names;
  for (const Command* command : commands_in_order()) {
    names += fmt::format("{}{}", names.empty() ? "" : " ", command->name);
    text += fmt::format("complete -c assay -n __fish_use_subcommand -a {} -d {}\n", command->name,
                        quoted(command->summary));
  }
  for (const Option& option : global_options()) text += option_line(option, {});
  for (const Command* command : commands_in_order()) {
    const std::string here = fmt::format("__fish_seen_subcommand_from {}", command->name);
    for (const Option& option : command->options) text += option_line(option, here);
    for (const Operand& operand : command->operands) {
      if (operand.kind == ValueKind::path)
        text += fmt::format("complete -c assay -n {} -F\n", quoted(here));
      if (operand.kind == ValueKind::verb)
        text += fmt::format("complete -c assay -n {} -a {}\n", quoted(here), quoted(names));
    }
  }
  return text;
}

}  // namespace assay::cli
