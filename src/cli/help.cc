#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/columns.h"
#include "cli/version.h"

namespace assay::cli {
namespace {

constexpr std::size_t text_width_max = 92;  // longer lines are hard to read

// A list of names with a text behind each, all texts in one column.
struct Entry {
  std::string name;
  std::string text;
};

std::string list(const std::vector<Entry>& entries, std::size_t width) {
  constexpr std::size_t name_width_max = 26;
  std::size_t name_width = 0;
  for (const Entry& entry : entries)
    if (const std::size_t taken = display_width(entry.name); taken <= name_width_max)
      name_width = std::max(name_width, taken);
  std::string text;
  for (const Entry& entry : entries) {
    const std::size_t indent = name_width + 4;
    if (display_width(entry.name) > name_width)
      text += "  " + entry.name + "\n" + std::string(indent, ' ');
    else
      text += "  " + pad_right(entry.name, name_width) + "  ";
    text += wrap_behind(entry.text, indent, width);
  }
  return text;
}

std::vector<Entry> option_entries(std::span<const Option> options) {
  std::vector<Entry> entries;
  for (const Option& option : options)
    entries.push_back({option_usage(option), option_text(option)});
  return entries;
}

std::string synopsis(const Command& command) {
  std::string text = fmt::format("assay {}", command.name);
  if (!command.options.empty()) text += " [OPTIONS]";
  if (!command.operands.empty()) text += " " + operands_usage(command);
  return text;
}

}  // namespace

std::string operands_usage(const Command& command) {
  std::string text;
  for (const Operand& operand : command.operands) {
    if (!text.empty()) text += ' ';
    text += operand.required ? std::string(operand.name) : fmt::format("[{}]", operand.name);
  }
  return text;
}

std::string option_usage(const Option& option) {
  const std::string letter = option.letter == 0 ? "    " : fmt::format("-{}, ", option.letter);
  if (option.kind == ValueKind::flag) return fmt::format("{}--{}", letter, option.name);
  return fmt::format("{}--{} {}", letter, option.name, option.value);
}

std::string option_text(const Option& option) {
  std::string text(option.help);
  if (!option.default_value.empty()) text += fmt::format(" (default: {})", option.default_value);
  if (option.repeated) text += "; may be given several times";
  return text;
}

std::vector<std::string_view> paragraphs(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return parts;
}

std::string overview(const Paint& paint, std::size_t width) {
  width = std::min(width, text_width_max);
  std::string text = fmt::format("{}: {}\n\n", paint(Tone::heading, "assay"), tagline);
  text += wrap_behind(
      "It opens a firmware image, accounts for every byte of it, reads facts, holds them against "
      "published rules, and writes a case file whose every statement can be checked again from "
      "the bytes.",
      0, width);
  text += fmt::format("\n{} assay VERB [OPTIONS] OPERANDS\n\n", paint(Tone::heading, "usage:"));
  std::vector<Entry> verbs;
  for (const Command* command : commands_in_order())
    verbs.push_back({std::string(command->name), std::string(command->summary)});
  text += paint(Tone::heading, "Verbs") + "\n" + list(verbs, width);
  text += "\n" + paint(Tone::heading, "Options of every verb") + "\n";
  text += list(option_entries(global_options()), width);
  text += "\nStart with:  assay scan IMAGE\nRead more:   assay help VERB\n";
  return text;
}

std::string verb_help(const Command& command, const Paint& paint, std::size_t width) {
  width = std::min(width, text_width_max);
  std::string text = fmt::format(
      "{}: {}\n", paint(Tone::heading, fmt::format("assay {}", command.name)), command.summary);
  text += fmt::format("\n{} {}\n", paint(Tone::heading, "usage:"), synopsis(command));
  for (const std::string_view paragraph : paragraphs(command.description))
    text += "\n" + wrap_behind(paragraph, 0, width);
  if (!command.operands.empty()) {
    std::vector<Entry> entries;
    for (const Operand& operand : command.operands)
      entries.push_back({std::string(operand.name), std::string(operand.help)});
    text += "\n" + paint(Tone::heading, "Operands") + "\n" + list(entries, width);
  }
  if (!command.options.empty()) {
    text += "\n" + paint(Tone::heading, "Options") + "\n";
    text += list(option_entries(command.options), width);
  }
  text += "\n" + paint(Tone::heading, "Examples") + "\n";
  for (const Example& example : command.examples)
    text += fmt::format("  {}\n      {}", example.line, wrap_behind(example.text, 6, width));
  text += "\n" + paint(Tone::heading, "Exit codes") + "\n";
  std::vector<Entry> codes;
  for (const ExitMeaning& meaning : command.exit_codes)
    codes.push_back({std::to_string(static_cast<int>(meaning.code)), std::string(meaning.text)});
  text += list(codes, width);
  text += "\nOptions of every verb, such as --quiet and --color: assay help\n";
  return text;
}

}  // namespace assay::cli
