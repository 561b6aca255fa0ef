// ProgressLine: one line on a terminal that says what is being done, how much of it, and how long
// it will take; wiped when it is over. Where standard error is no terminal there is none.
#pragma once

#include <cstdint>
#include <string>

#include "base/progress.h"

namespace assay::cli {

// What a Progress states at one moment.
struct ProgressReading {
  Stage stage = Stage::starting;
  std::uint64_t bytes_total = 0;
  std::uint64_t bytes_done = 0;
  std::uint64_t nodes_done = 0;
};

// The line's text, without control characters, at most `width` columns. The total grows while
// containers are found, so a share is no promise; it never falls from one call to the next, and the
// time left is told from two seconds on.
class ProgressText {
 public:
  std::string text(const ProgressReading& reading, std::int64_t elapsed_ms, std::size_t width);

 private:
  Stage stage_ = Stage::starting;
  std::int64_t stage_since_ms_ = 0;
  std::uint64_t permille_ = 0;  // shown last in this stage
};

class ProgressLine {
 public:
  // `wanted` is false under --quiet.
  explicit ProgressLine(bool wanted);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Shows what `progress` states now; ten times a second at most, however often it is called. No
  // thread of its own: the engine's process must be forked from one that has none.
  void tick(const Progress& progress);

  // The same for a stage of which no more is known, at once.
  void stage(Stage stage);

  void wipe();

 private:
  void draw(const ProgressReading& reading, std::int64_t now_ms);

  bool wanted_;
  bool shown_ = false;
  std::int64_t start_ms_ = 0;
  std::int64_t drawn_ms_ = 0;
  ProgressText line_;
  std::string last_;
};

}  // namespace assay::cli
