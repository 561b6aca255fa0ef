#include "cli/man_page.h"

#include <fmt/format.h>

#include "cli/help.h"
#include "cli/version.h"

// Source: groff_man(7), groff_man_style(7).

namespace assay::cli {
namespace {

// Text as troff takes it: hyphens that are typed, backslashes, and lines that would be requests.
std::string roff(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\')
      escaped += "\\e";
    else if (c == '-')
      escaped += "\\-";
    else if (c == '\'')
      escaped += "\\(aq";
    else if (c == '~')
      escaped += "\\(ti";
    else if (c == '^')
      escaped += "\\(ha";
    else if (c == ']' || c == '/')
      escaped.append(1, c).append("\\:");  // a long locator may break here
    else
      escaped += c == '\n' ? ' ' : c;
  }
  if (escaped.starts_with('.')) escaped.insert(0, "\\&");
  return escaped;
}

// A paragraph, one sentence a line, as troff wants it to space sentences well.
std::string sentences(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    std::size_t end = text.find(". ");
    end = end == std::string_view::npos ? text.size() : end + 1;
    lines += roff(text.substr(0, end)) + "\n";
    text.remove_prefix(end);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  }
  return lines;
}

std::string tagged(std::string_view tag, std::string_view text) {
  return fmt::format(".TP\n.B {}\n{}", roff(tag), sentences(text));
}

std::string options(std::span<const Option> all) {
  std::string text;
  for (const Option& option : all) {
    std::string usage = option_usage(option);
    usage.erase(0, usage.find_first_not_of(' '));
    text += tagged(usage, option_text(option) + ".");
  }
  return text;
}

std::string verb(const Command& command) {
  std::string text = fmt::format(".SS assay {}{}{}\n", command.name,
                                 command.operands.empty() ? "" : " ", operands_usage(command));
  bool first = true;
  for (const std::string_view paragraph : paragraphs(command.description)) {
    if (!first) text += ".PP\n";
    text += sentences(paragraph);
    first = false;
  }
  for (const Operand& operand : command.operands)
    text += tagged(operand.name, std::string(operand.help) + ".");
  text += options(command.options);
  text += ".PP\nExit status:\n";
  for (const ExitMeaning& meaning : command.exit_codes)
    text += tagged(std::to_string(static_cast<int>(meaning.code)), std::string(meaning.text) + ".");
  return text;
}

std::string examples() {
  std::string text;
  for (const Command* command : commands_in_order())
    for (const Example& example : command->examples)
      text += tagged(example.line, std::string(example.text) + ".");
  return text;
}

constexpr std::string_view introduction =
    "It opens a firmware image, an update or an unpacked tree, accounts for every byte of it, "
    "reads "
    "what the bytes state (facts), holds the facts against published rules (findings), and writes "
    "a case file.\n\n"
    "A case file is one SQLite database. It says what was seen, where it stands in the image, and "
    "what could not be looked at. Whoever has the case file and the image can check each statement "
    "again, with this program or with other tools. The same image, program and rules give the same "
    "case file, byte for byte.\n\n"
    "Findings are observations about bytes. They do not show intent, and what was not looked at is "
    "never shown as clean.\n\n"
    "A locator names a run of bytes as the path from the image down to it, such as "
    "image[0x20:0x5a3000]trx/part1[0x0:0x12000]squashfs/etc/passwd[0x0:0x1c]. Each step is a "
    "range, "
    "written as offset and size, the format that reads it, and one of its members.";

constexpr std::string_view environment =
    ".TP\n.B NO_COLOR\nWhere it is set and not empty, text is not coloured.\n"
    ".TP\n.B COLUMNS\nHow wide text is laid out where the output is not a terminal.\n";

}  // namespace

std::string man_page() {
  std::string text = fmt::format(".TH ASSAY 1 {} \"assay {}\" \"User Commands\"\n.nh\n.ad l\n",
                                 release_date, version_text);
  text += fmt::format(".SH NAME\nassay \\- {}\n", tagline);
  text += ".SH SYNOPSIS\n";
  for (const Command* command : commands_in_order()) {
    if (command != commands_in_order().front()) text += ".br\n";
    text += fmt::format(".B assay {}\n", command->name);
    const std::string rest =
        fmt::format("{}{}{}", command->options.empty() ? "" : "[OPTIONS]",
                    command->options.empty() ? "" : " ", operands_usage(*command));
    if (rest.find_first_not_of(' ') != std::string::npos) text += roff(rest) + "\n";
  }
  text += ".SH DESCRIPTION\n.B assay\n";
  text += fmt::format("is {}.\n", tagline);
  for (const std::string_view paragraph : paragraphs(introduction))
    text += ".PP\n" + sentences(paragraph);
  text += ".SH VERBS\n";
  for (const Command* command : commands_in_order()) text += verb(*command);
  text += ".SH OPTIONS OF EVERY VERB\n" + options(global_options());
  text += ".SH EXIT STATUS\n";
  for (const ExitMeaning& meaning : exit_meanings)
    text += tagged(std::to_string(static_cast<int>(meaning.code)), std::string(meaning.text) + ".");
  text += fmt::format(".SH ENVIRONMENT\n{}", environment);
  text += ".SH EXAMPLES\n" + examples();
  text += ".SH SEE ALSO\n.BR sqlite3 (1)\n";
  return text;
}

}  // namespace assay::cli
