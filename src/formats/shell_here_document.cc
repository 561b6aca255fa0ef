// sh <<EOF      cat <<EOF | sh      cat <<EOF > /tmp/x.sh, with "#!/bin/sh" first and /tmp/x.sh
// among the words of a later command.
//
// Source: POSIX.1-2017, Shell Command Language, 2.7.4; sh (standard input).
#include "formats/shell_here_document.h"

#include <algorithm>

namespace assay::formats {
namespace {

constexpr std::size_t commands_looked_at = 64;  // behind the one that saves a script

bool is_shell(std::string_view program) {
  program = program.substr(program.rfind('/') + 1);
  constexpr std::string_view shells[] = {"sh", "ash", "bash", "dash"};
  return std::ranges::find(shells, program) != std::end(shells);
}

// Whether a shell reads the standard input of the command at `at`: it is one without a script of
// its own, or pipes into one.
bool feeds_shell(const ShellParsed& parsed, std::size_t at) {
  const auto reads = [&](const ShellRawCommand& command) {
    const auto words = parsed.words_of(command);
    return is_shell(words[0].text) &&
           std::ranges::all_of(words.subspan(1), [](const ShellToken& word) {
             return word.text.starts_with('-') && word.text != "-c";
           });
  };
  const std::vector<ShellRawCommand>& commands = parsed.commands;
  if (reads(commands[at])) return true;
  return commands[at].piped && at + 1 < commands.size() && commands[at + 1].piped &&
         reads(commands[at + 1]);
}

std::string_view last_part(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);
  return path.substr(0, path.find_first_of("\"'"));
}

// Whether the text is a script of a shell that is saved in a file which another command names.
bool is_saved_script(const ShellParsed& parsed, std::size_t at, std::string_view text) {
  if (!text.starts_with("#!") ||
      text.substr(0, text.find_first_of(" \n", 3)).find("sh") == text.npos)
    return false;
  const std::vector<ShellRawCommand>& commands = parsed.commands;
  std::string_view file;
  for (const auto& [operation, target] : parsed.redirections_of(commands[at]))
    if (operation.starts_with('>')) file = last_part(target.text);
  if (file.size() < 2) return false;
  const std::size_t end = std::min(commands.size(), at + 1 + commands_looked_at);
  for (std::size_t i = at + 1; i < end; i++) {
    const auto words = parsed.words_of(commands[i]);
    if (words[0].text == "rm" || words[0].text == "chmod") continue;
    for (const ShellToken& word : words)
      if (last_part(word.text) == file) return true;
  }
  return false;
}

}  // namespace

bool runs_here_document(const ShellParsed& parsed, std::size_t at, std::string_view text) {
  return feeds_shell(parsed, at) || is_saved_script(parsed, at, text);
}

}  // namespace assay::formats
