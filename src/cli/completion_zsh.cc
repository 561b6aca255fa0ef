#include <fmt/format.h>

#include "cli/command.h"
#include "cli/completion.h"
#include "cli/help.h"

// Source: zshcompsys(1), _arguments and _describe.

namespace assay::cli {
namespace {

// Text inside a single-quoted specification of _arguments, where [ ] : and \ mean something.
std::string quoted(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\'')
      escaped += "'\\''";
    else if (c == '[' || c == ']' || c == ':' || c == '\\')
      escaped.append("\\").append(1, c);
    else
      escaped += c;
  }
  return escaped;
}

std::string action(ValueKind kind, std::span<const std::string_view> choices) {
  switch (kind) {
    case ValueKind::path:
      return "_files";
    case ValueKind::folder:
      return "_files -/";
    case ValueKind::choice:
      return fmt::format("({})", fmt::join(choices, " "));
    case ValueKind::verb: {
      std::string names;
      for (const Command* command : commands_in_order()) names += fmt::format(" {}", command->name);
      return "(" + names.substr(1) + ")";
    }
    default:
      return " ";
  }
}

std::string option_lines(std::span<const Option> options) {
  std::string text;
  for (const Option& option : options) {
    const bool flag = option.kind == ValueKind::flag;
    const std::string value =
        flag ? ""
             : fmt::format(":{}:{}", quoted(option.value), action(option.kind, option.choices));
    const std::string_view star = option.repeated ? "*" : "";
    text += fmt::format("        '{}--{}{}[{}]{}' \\\n", star, option.name, flag ? "" : "=",
                        quoted(option.help), value);
    if (option.letter != 0)
      text += fmt::format("        '{}-{}{}[{}]{}' \\\n", star, option.letter, flag ? "" : "+",
                          quoted(option.help), value);
  }
  return text;
}

}  // namespace

std::string zsh_completion() {
  std::string text =
      "#compdef assay\n# zsh completion of assay; made by: assay help --completion zsh\n\n"
      "_assay() {\n  local curcontext=$curcontext state line\n  typeset -A opt_args\n"
      "  local -a verbs\n  verbs=(\n";
  for (const Command* command : commands_in_order())
    text += fmt::format("    '{}:{}'\n", command->name, quoted(command->summary));
  text += "  )\n  _arguments -C \\\n" + option_lines(global_options());
  text += "        '1:verb:->verb' '*::operand:->operand' && return\n";
  text += "  case $state in\n  verb) _describe -t verbs verb verbs ;;\n  operand)\n";
  text += "    case $words[1] in\n";
  for (const Command* command : commands_in_order()) {
    text += fmt::format("    {})\n      _arguments -s \\\n", command->name);
    text += option_lines(command->options) + option_lines(global_options());
    std::size_t place = 0;
    for (const Operand& operand : command->operands)
      text += fmt::format("        '{}{}:{}:{}' \\\n", ++place, operand.required ? "" : ":",
                          quoted(operand.name), action(operand.kind, {}));
    text += "        && return ;;\n";
  }
  text += "    esac ;;\n  esac\n}\n\n";
  text +=
      "if [[ $funcstack[1] = _assay ]]; then\n  _assay \"$@\"\nelse\n  compdef _assay assay\nfi\n";
  return text;
}

}  // namespace assay::cli
