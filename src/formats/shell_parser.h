// Shell scripts as commands in order, before variables are put in.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/shell.h"
#include "formats/shell_lexer.h"

namespace assay::formats {

constexpr std::size_t shell_no_loop = static_cast<std::size_t>(-1);

// for NAME in WORDS
struct ShellLoop {
  std::string name;
  std::vector<ShellToken> words;
  std::size_t outer = shell_no_loop;  // the one around it
};

// What holds for a command by where it stands.
struct ShellPlace {
  std::string function;
  std::string condition;
  bool conditional = false;
  std::size_t loop = shell_no_loop;  // the innermost
};

struct ShellRawCommand {
  std::vector<ShellToken> words;
  std::vector<std::pair<std::string, ShellToken>> redirections;
  Range range;
  bool background = false;
  bool piped = false;
  bool substituted = false;  // as in ShellCommand
  ShellPlace place;
};

struct ShellParsed {
  std::vector<ShellRawCommand> commands;  // by place in the script
  std::vector<ShellLoop> loops;
  std::vector<Text> functions;
};

// What a limit cuts off becomes one problem. Words are views into `script`.
ShellParsed parse_shell(std::string_view script, std::vector<FormatProblem>& problems);

// Where the '=' stands in a word that is an assignment.
std::optional<std::size_t> shell_assignment_size(const ShellToken& word);

}  // namespace assay::formats
