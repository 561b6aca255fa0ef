// Terminal: what the program's output goes to: is it a terminal, how wide, may it have colour.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assay::cli {

// What a piece of text is, for its colour.
enum class Tone : std::uint8_t { plain, heading, dim, good, info, low, medium, high, critical };

// Colours text, or leaves it as it is. The text must be ours, or have gone through quote().
class Paint {
 public:
  explicit Paint(bool colored = false) : colored_(colored) {}
  std::string operator()(Tone tone, std::string_view text) const;
  bool colored() const { return colored_; }

 private:
  bool colored_;
};

bool is_terminal(int fd);

// Columns of the terminal at `fd`; where it is none, of $COLUMNS; else 100. 40 to 200.
std::size_t terminal_width(int fd);

// Whether text for `fd` may have colour. `when` is the value of --color: auto asks for a terminal
// that is not "dumb", and that NO_COLOR is unset or empty (no-color.org).
bool wants_color(std::string_view when, int fd);

// Writes "assay: ", the line and a newline to standard error, in one piece.
void say(std::string_view line);

}  // namespace assay::cli
