// Command: all that is known of one verb. The parser, the help texts, the manual page and the
// completions of shells are made from it, and from nothing else. One file in cli/verbs/ defines one
// Command, named as its file.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "cli/exit_code.h"

namespace assay::cli {

class Arguments;
class Output;

// What may stand for a value or an operand; completions offer what fits.
enum class ValueKind : std::uint8_t {
  flag,     // no value
  text,     // any text
  path,     // a file
  folder,   // a folder
  count,    // a whole number
  size,     // bytes: 4096, 64K, 2M, 1G, in steps of 1024
  percent,  // 0 to 100
  choice,   // one of `choices`
  verb,     // the name of a verb
};

struct Option {
  std::string_view name;  // without the dashes
  char letter = 0;        // of the short form; 0: there is none
  ValueKind kind = ValueKind::flag;
  std::string_view value = {};          // what help calls the value: "N"
  std::string_view help = {};           // one sentence without a full stop
  std::string_view default_value = {};  // taken where the option is not given; empty: none
  std::span<const std::string_view> choices = {};
  std::uint64_t least = 0;  // of a count
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  bool repeated = false;  // may be given several times; else the last one counts
};

struct Operand {
  std::string_view name;  // "IMAGE"
  ValueKind kind = ValueKind::text;
  std::string_view help = {};
  bool required = true;
};

struct Example {
  std::string_view line;  // what to type
  std::string_view text;  // what it does
};

struct Command {
  std::string_view name;
  std::string_view summary;      // one line, no full stop
  std::string_view description;  // paragraphs, an empty line between them
  std::span<const Operand> operands = {};
  std::span<const Option> options = {};
  std::span<const Example> examples = {};
  std::span<const ExitMeaning> exit_codes = {};
  bool json = false;        // has a --json form
  std::uint32_t order = 0;  // place in lists of verbs
  Outcome (*run)(const Arguments& arguments, Output& out) = nullptr;
};

std::span<const Command* const> all_commands();  // sorted by name

std::span<const Command* const> commands_in_order();  // as a newcomer needs them

// The command of this name, or null.
const Command* find_command(std::string_view name);

// Options that every verb takes.
std::span<const Option> global_options();

}  // namespace assay::cli
