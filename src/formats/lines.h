// Text files as lines, each with its place: the ground of every line-oriented format.
#pragma once

#include <vector>

#include "formats/stated.h"

namespace assay::formats {

constexpr std::size_t lines_max = 1U << 16U;       // lines of one file that are read
constexpr std::size_t line_size_max = 64U << 10U;  // bytes; longer lines are cut there

struct Line {
  std::string_view text;  // without its line end, carriage return and padding of NULs
  Range range;            // of `text`
};

// The lines of `bytes`, split at newlines; at most lines_max of them. What a limit cut off becomes
// one problem.
std::vector<Line> split_lines(Bytes bytes, std::vector<FormatProblem>& problems);

// The part of `whole` that `text`, a view into it, covers; `start` is where `whole` stands.
Range range_in(std::string_view whole, std::string_view text, std::uint64_t start);

// `text` without blanks, tabs and carriage returns at either end.
std::string_view trim(std::string_view text);

// The next run of characters of `rest` that are no blanks or tabs; it is taken off with what stands
// before it. Empty at the end.
std::string_view next_word(std::string_view& rest);

// A copy of `text`, a view into `line.text`, with its place.
Text located(const Line& line, std::string_view text);

}  // namespace assay::formats
