#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "cli/amounts.h"

namespace assay::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return value == nullptr ? std::string_view{} : value;
}

constexpr std::string_view tone_codes[] = {"", "1", "2", "32", "36", "34", "33", "31", "1;31"};

}  // namespace

std::string Paint::operator()(Tone tone, std::string_view text) const {
  const std::string_view code = tone_codes[static_cast<std::size_t>(tone)];
  if (!colored_ || code.empty() || text.empty()) return std::string(text);
  std::string painted = "\x1b[";
  painted.append(code).append("m").append(text).append("\x1b[0m");
  return painted;
}

bool is_terminal(int fd) { return isatty(fd) == 1; }

std::size_t terminal_width(int fd) {
  std::size_t width = 0;
  winsize size{};
  if (is_terminal(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  if (width == 0) width = static_cast<std::size_t>(parse_count(environment("COLUMNS")).value_or(0));
  if (width == 0) width = 100;
  return std::clamp<std::size_t>(width, 40, 200);
}

bool wants_color(std::string_view when, int fd) {
  if (when == "always") return true;
  if (when == "never") return false;
  return is_terminal(fd) && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

void say(std::string_view line) {
  std::string text = "assay: ";
  text.append(line).append("\n");
  for (std::string_view rest = text; !rest.empty();) {
    const ssize_t written = write(STDERR_FILENO, rest.data(), rest.size());
    if (written <= 0) return;  // nowhere left to say it
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace assay::cli
