// Command call: a function that has a text carried out as a command, or a program run.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay::readers {

struct CommandCall {
  static constexpr std::int8_t none = -1;

  std::string_view name;
  bool shell = true;         // a shell reads the text; else it is the path of a program
  std::int8_t text = 0;      // argument: the text, or the format that prints it
  bool format = false;       // what `text` prints from the arguments behind it
  std::int8_t list = none;   // argument: words of the program, in an array
  std::int8_t words = none;  // argument: the first of the words, which are arguments
};

// nullptr where `name` is none.
const CommandCall* command_call(std::string_view name);

// Whether `path` is that of a shell.
bool is_shell_path(std::string_view path);

}  // namespace assay::readers
