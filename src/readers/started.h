// Programs that a line of shell starts: what inittab, cron and boot scripts have in common.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/shell.h"
#include "model/leaf.h"

namespace assay::readers {

constexpr std::size_t started_max = 4096;  // rows of one file

// A program and the rest of its command, words apart by one blank.
struct Start {
  std::string program;
  std::string arguments;
  std::string user;  // as whom, where the command says so
};

// What `words` start in the end: wrappers that only start another program (start-stop-daemon,
// nohup, nice, setsid, procd's functions, a leading "-" of a login shell) are looked through. No
// program where the words name none: shell builtins, variables that are not known, and the small
// tools with which scripts arrange files (cp, mkdir, echo, kill ...).
Start start_of(std::span<const std::string> words);

// The same; of `sh FILE` the file, of `sh -c`, `su -c` and `eval` what their text starts.
std::vector<Start> starts_of(std::span<const std::string> words);

// The same of every command in a line of shell. Never more than started_max.
std::vector<Start> starts_of_line(std::string_view line);

// Whether a name has parts that only running the script tells, or stands for several files.
bool is_pattern(std::string_view program);

// The number of the line that `offset` of `text` stands in, from 1; offsets must not fall from one
// call to the next.
class LineCounter {
 public:
  explicit LineCounter(Bytes bytes) : text_(as_text(bytes)) {}
  std::int64_t at(std::uint64_t offset);

 private:
  std::string_view text_;
  std::uint64_t seen_ = 0;
  std::int64_t line_ = 1;
};

// Adds rows of the table `started` for one file: `position` counts up, and too many are a problem.
class StartedRows {
 public:
  StartedRows(Bytes bytes, std::string_view mechanism, std::string_view method, Reading& out)
      : lines_(bytes), mechanism_(mechanism), method_(method), out_(out) {}

  // The new row, to be added to; null where there is no program, or too many rows.
  Fact* add(Range range, const Start& start);

 private:
  LineCounter lines_;
  std::string mechanism_;
  std::string method_;
  std::size_t count_ = 0;
  Reading& out_;
};

}  // namespace assay::readers
