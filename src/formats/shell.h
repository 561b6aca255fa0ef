// Shell scripts as the commands they may run: good enough to tell what a boot script starts, and
// honest about what only running it would tell.
#pragma once

#include <span>
#include <vector>

#include "formats/stated.h"

namespace assay::formats {

constexpr std::size_t shell_script_size_max = 1U << 20U;  // bytes that are read
constexpr std::size_t shell_commands_max = 1U << 14U;
constexpr std::size_t shell_words_max = 1024;               // of one command
constexpr std::size_t shell_value_size_max = 4096;          // bytes of a substituted variable
constexpr std::size_t shell_expanded_size_max = 4U << 20U;  // bytes of all words
constexpr std::size_t shell_depth_max = 256;                // compound commands within each other
constexpr std::size_t shell_condition_size_max = 400;       // bytes of what is told of conditions
constexpr std::size_t shell_variants_max = 32;              // of one command

// Where a word stands, as written, and whether nothing in it depends on running the script.
struct ShellWordPlace {
  Range range;
  bool literal = true;
};

struct ShellWord {
  std::string text;  // quotes removed, known variables put in; the rest as written: "$1", "$(x)"
  Range range;
  bool literal = true;
};

struct ShellRedirection {
  std::string operation;  // ">", ">>", "2>&" ...
  ShellWord target;
};

// A simple command. What it has views of is held by its ShellScript.
struct ShellCommand {
  std::span<const std::string> words;      // their texts; never empty; "exec" is taken off
  std::span<const ShellWordPlace> places;  // of each of these
  std::vector<ShellWord> assignments;      // "NAME=value" before the words
  std::vector<ShellRedirection> redirections;
  Range range;              // from its first word to its last, with the "&"
  bool background = false;  // "&" follows
  bool exec = false;
  bool piped = false;  // part of a pipeline
  bool substituted =
      false;  // runs within $(...), `...` or a here-document of the command before it
  bool conditional = false;    // within a then, else, case or loop, or behind && or ||
  std::string_view condition;  // what must hold, as written, " && " between; "! (T)" behind an
                               // else, "case W in P", "while T"; empty where nothing is to be told
  std::string_view function;  // whose body it is part of, and so runs when that is called; or empty

  // The texts of its words with each value put in that a `for` around it, or several assignments,
  // give to the first variable that `words` leaves open; none where that cannot be told.
  std::vector<std::vector<std::string>> variants;
};

// NAME=value, on its own or by export, readonly, local, declare.
struct ShellAssignment {
  std::string name;
  ShellWord value;
  Range range;
  bool conditional = false;
  std::string_view function;  // as of a command
};

// What holds for commands by where they stand; those that follow one another mostly share it.
struct ShellPlace {
  std::string function;
  std::string condition;
  bool conditional = false;
};

// May be moved, but not copied: its commands have views of what it holds.
struct ShellScript {
  ShellScript() = default;
  ShellScript(ShellScript&&) = default;
  ShellScript& operator=(ShellScript&&) = default;
  ShellScript(const ShellScript&) = delete;
  ShellScript& operator=(const ShellScript&) = delete;
  ~ShellScript() = default;

  Text interpreter;  // of the "#!" line; empty where there is none
  std::vector<ShellCommand> commands;
  std::vector<ShellAssignment> assignments;
  std::vector<Text> functions;          // names that it defines, where they stand
  std::vector<FormatProblem> problems;  // limits that cut the reading short

  // What the above have views of.
  std::vector<std::string> words;
  std::vector<ShellWordPlace> word_places;
  std::vector<ShellPlace> places;
};

// `text` with what only running the script tells as "*": "/etc/rc.d/$1*" is "/etc/rc.d/**".
std::string shell_pattern(std::string_view text);

// Reads a script. Variables that the script sets once, under no condition, to a text that can be
// told, are put in where they are used. Commands within $(...), `...` and here-documents that a
// shell reads stand behind the command that they are part of. Never fails.
ShellScript read_shell(Bytes bytes);

}  // namespace assay::formats
