#include <fmt/format.h>

#include "cli/command.h"
#include "cli/completion.h"

// Source: bash(1), "Programmable Completion". Stands alone: bash-completion need not be installed.

namespace assay::cli {
namespace {

std::string verb_names() {
  std::string names;
  for (const Command* command : commands_in_order())
    names += fmt::format("{}{}", names.empty() ? "" : " ", command->name);
  return names;
}

// What completes a value: arguments of compgen.
std::string generator(ValueKind kind, std::span<const std::string_view> choices) {
  switch (kind) {
    case ValueKind::path:
      return "-f";
    case ValueKind::folder:
      return "-d";
    case ValueKind::choice:
      return fmt::format("-W '{}'", fmt::join(choices, " "));
    case ValueKind::verb:
      return fmt::format("-W '{}'", verb_names());
    default:
      return {};
  }
}

// case labels of the options that take a value: "scan:--output|scan:-o".
std::string value_cases(std::string_view verb, std::span<const Option> options) {
  std::string text;
  for (const Option& option : options) {
    if (option.kind == ValueKind::flag) continue;
    text += fmt::format("    {}:--{}", verb, option.name);
    if (option.letter != 0) text += fmt::format("|{}:-{}", verb, option.letter);
    const std::string words = generator(option.kind, option.choices);
    if (words.empty())
      text += ") return ;;\n";
    else
      text += fmt::format(") _assay_offer {}; return ;;\n", words);
  }
  return text;
}

std::string option_words(std::span<const Option> options) {
  std::string words;
  for (const Option& option : options) {
    words += fmt::format(" --{}", option.name);
    if (option.letter != 0) words += fmt::format(" -{}", option.letter);
  }
  return words;
}

constexpr std::string_view head =
    R"(# bash completion of assay; made by: assay help --completion bash

_assay_offer() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <(compgen "$@" -- "$cur")
}

_assay() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev= verb= options= i
  ((COMP_CWORD > 0)) && prev=${COMP_WORDS[COMP_CWORD - 1]}
  # bash splits --name=value into three words.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]] && ((COMP_CWORD > 1)); then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
    -*) ;;
    *) verb=${COMP_WORDS[i]}; break ;;
    esac
  done
  case $verb:$prev in
)";

}  // namespace

std::string bash_completion() {
  std::string text(head);
  text += value_cases("*", global_options());
  for (const Command* command : commands_in_order())
    text += value_cases(command->name, command->options);
  text += "  esac\n  case $verb in\n";
  text += fmt::format("    '') _assay_offer -W '{}{}'; return ;;\n", verb_names(),
                      option_words(global_options()));
  for (const Command* command : commands_in_order())
    text += fmt::format("    {}) options='{}{}' ;;\n", command->name,
                        option_words(command->options).substr(command->options.empty() ? 0 : 1),
                        option_words(global_options()));
  text +=
      "  esac\n  if [[ $cur == -* ]]; then\n    _assay_offer -W \"$options\"\n    return\n  fi\n";
  text += "  case $verb in\n";
  for (const Command* command : commands_in_order()) {
    if (command->operands.empty()) continue;
    const std::string words = generator(command->operands[0].kind, {});
    if (!words.empty()) text += fmt::format("    {}) _assay_offer {} ;;\n", command->name, words);
  }
  text += "  esac\n}\n\ncomplete -o filenames -F _assay assay\n";
  return text;
}

}  // namespace assay::cli
