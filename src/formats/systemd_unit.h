// systemd unit files: sections of settings, and the command lines in them.
#pragma once

#include "formats/lines.h"

namespace assay::formats {

constexpr std::size_t systemd_value_size_max = 64U << 10U;  // bytes, continuation lines joined
constexpr std::size_t systemd_words_max = 1024;             // words of one command line

struct UnitSetting {
  Text section;  // "Service"
  Text name;     // "ExecStart"
  // Continuation lines are joined by a blank, so that the range, which is of all lines of the
  // value, may be longer than it.
  Text value;
};

struct SystemdUnit {
  std::vector<UnitSetting> settings;  // an empty value resets the settings before it, says systemd
  std::vector<FormatProblem> problems;
};

// None fails: a line that is no setting becomes a problem.
SystemdUnit read_systemd_unit(Bytes bytes);

// The values of that name in that section, in order, after the last empty one.
std::vector<const Text*> unit_values(const SystemdUnit& unit, std::string_view section,
                                     std::string_view name);

// A value of ExecStart and its like.
struct ExecCommand {
  std::string prefix;  // of "@-:+!": "-" ignores failure, "+" and "!" mean full privileges
  std::vector<std::string> words;  // quotes removed; %-specifiers and $variables as written
};

ExecCommand split_exec(std::string_view value);

}  // namespace assay::formats
