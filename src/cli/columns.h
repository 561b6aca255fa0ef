// Columns: text that is laid out in columns of a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay::cli {

// How many columns a text of printable UTF-8 takes: two for wide letters of East Asia, none for
// combining marks.
std::size_t display_width(std::string_view text);

// The text with spaces behind it (or before it) up to `width` columns; never cut.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

// The text in at most `width` columns; where it is longer, the middle is left out: "abc...xyz".
std::string shorten(std::string_view text, std::size_t width);

// The text broken at spaces into lines of at most `width` columns; a longer word stands alone.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

// The same as one text: the first line as it is, each further one behind `indent` spaces. All end
// with a newline.
std::string wrap_behind(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace assay::cli
