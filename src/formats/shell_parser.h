// Shell scripts as commands in order, before variables are put in.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "formats/shell.h"
#include "formats/shell_lexer.h"

namespace assay::formats {

constexpr std::size_t shell_no_loop = static_cast<std::size_t>(-1);

// for NAME in WORDS
struct ShellLoop {
  std::string_view name;
  std::vector<ShellToken> words;
  std::size_t outer = shell_no_loop;  // the one around it
};

struct ShellRawRedirection {
  std::string_view operation;
  ShellToken target;
};

// `count` things of a list, from `first` on.
struct ShellRow {
  std::size_t first = 0;
  std::size_t count = 0;
};

struct ShellRawCommand {
  ShellRow words;                    // of ShellParsed's
  ShellRow redirections;             // of ShellParsed's
  std::size_t place = 0;             // of ShellParsed's
  std::size_t loop = shell_no_loop;  // the innermost around it
  Range range;
  bool background = false;
  bool piped = false;
  bool substituted = false;  // as in ShellCommand
};

struct ShellParsed {
  std::vector<ShellRawCommand> commands;  // by place in the script
  std::vector<ShellToken> words;
  std::vector<ShellRawRedirection> redirections;
  std::vector<ShellPlace> places;
  std::vector<ShellLoop> loops;
  std::vector<Text> functions;
  ShellPieces pieces;  // of all words

  std::span<const ShellToken> words_of(const ShellRawCommand& command) const {
    return std::span(words).subspan(command.words.first, command.words.count);
  }
  std::span<const ShellRawRedirection> redirections_of(const ShellRawCommand& command) const {
    return std::span(redirections).subspan(command.redirections.first, command.redirections.count);
  }
};

// What a limit cuts off becomes one problem. Words are views into `script`.
ShellParsed parse_shell(std::string_view script, std::vector<FormatProblem>& problems);

}  // namespace assay::formats
