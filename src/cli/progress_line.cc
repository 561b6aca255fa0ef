#include "cli/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/amounts.h"
#include "cli/columns.h"
#include "cli/crash.h"
#include "cli/terminal.h"

namespace assay::cli {
namespace {

std::string_view doing(Stage stage) {
  switch (stage) {
    case Stage::starting:
      return "starting";
    case Stage::unpacking:
      return "opening containers";
    case Stage::assembling:
      return "putting the tree together";
    case Stage::judging:
      return "running rules";
    case Stage::writing:
      return "writing the case file";
    case Stage::done:
      return "finishing";
  }
  return "working";
}

void write_line(std::string_view text) {
  // A line that cannot be drawn is no loss.
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

std::string ProgressText::text(const ProgressReading& reading, std::int64_t elapsed_ms,
                               std::size_t width) {
  if (reading.stage != stage_) {
    stage_ = reading.stage;
    stage_since_ms_ = elapsed_ms;
    permille_ = 0;
  }
  std::string line(doing(reading.stage));
  if (reading.bytes_total > 0) {
    const std::uint64_t done = std::min(reading.bytes_done, reading.bytes_total);
    // Bytes in 64 bits times 1000 would overflow from 16 PiB on.
    const std::uint64_t step = std::max<std::uint64_t>(reading.bytes_total / 1000, 1);
    permille_ = std::max(permille_, std::min<std::uint64_t>(done / step, 999));
    line = fmt::format("{}  {:>2} %  {} of {}", line, permille_ / 10, size_text(done),
                       size_text(reading.bytes_total));
    const auto stage_ms = static_cast<std::uint64_t>(elapsed_ms - stage_since_ms_);
    if (stage_ms >= 2000 && permille_ >= 10)
      line += fmt::format("  {} left",
                          duration_text(stage_ms * (1000 - permille_) / permille_ / 1000 + 1));
  }
  if (reading.nodes_done > 0) line += "  " + things(reading.nodes_done, "node");
  return shorten(line, width);
}

ProgressLine::ProgressLine(bool wanted)
    : wanted_(wanted && is_terminal(STDERR_FILENO)), start_ms_(monotonic_ms()) {}

ProgressLine::~ProgressLine() { wipe(); }

void ProgressLine::tick(const Progress& progress) {
  constexpr std::int64_t period_ms = 100;
  const std::int64_t now_ms = monotonic_ms();
  if (now_ms - drawn_ms_ < period_ms) return;
  constexpr auto relaxed = std::memory_order_relaxed;
  draw({progress.stage.load(relaxed), progress.bytes_total.load(relaxed),
        progress.bytes_done.load(relaxed), progress.nodes_done.load(relaxed)},
       now_ms);
}

void ProgressLine::stage(Stage stage) {
  ProgressReading reading;
  reading.stage = stage;
  draw(reading, monotonic_ms());
}

void ProgressLine::draw(const ProgressReading& reading, std::int64_t now_ms) {
  if (!wanted_) return;
  drawn_ms_ = now_ms;
  // One column is left free: a full line would make some terminals begin the next one.
  const std::size_t width = terminal_width(STDERR_FILENO) - 1;
  std::string text = line_.text(reading, now_ms - start_ms_, width);
  if (text == last_) return;
  shown_ = true;
  set_line_shown(true);
  write_line("\r" + text + "\x1b[K");
  last_ = std::move(text);
}

void ProgressLine::wipe() {
  if (!shown_) return;
  shown_ = false;
  last_.clear();
  set_line_shown(false);
  write_line("\r\x1b[K");
}

}  // namespace assay::cli
