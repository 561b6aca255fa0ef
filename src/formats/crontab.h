// crontab: what cron starts, when, and as whom.
#pragma once

#include <array>
#include <optional>

#include "formats/lines.h"

namespace assay::formats {

// Files of users (/var/spool/cron/crontabs) name no user; /etc/crontab and /etc/cron.d do.
enum class CrontabStyle : std::uint8_t { user, system };

struct CrontabEntry {
  Range line;
  Text when;  // "@reboot", or the five fields as written
  std::optional<Text> user;
  Text command;  // all of the rest; a "%" ends it in cron's eyes and is left in
};

struct CrontabVariable {
  Range line;
  Text name;
  Text value;  // without quotes
};

struct Crontab {
  std::vector<CrontabEntry> entries;
  std::vector<CrontabVariable> variables;
  std::vector<FormatProblem> problems;
};

// None fails: a line that is no entry becomes a problem.
Crontab read_crontab(Bytes bytes, CrontabStyle style);

}  // namespace assay::formats
