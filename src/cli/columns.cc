#include "cli/columns.h"

#include <algorithm>
#include <cstdint>

namespace assay::cli {
namespace {

// The code point at the start of `text` and its size in bytes; bytes that are not UTF-8 count as
// one column each (quote() lets none through).
char32_t first_letter(std::string_view text, std::size_t& size) {
  const auto lead = static_cast<std::uint8_t>(text[0]);
  size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  size = std::min(size, text.size());
  if (size == 1) return lead;
  char32_t letter = lead & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; i++)
    letter = letter << 6U | (static_cast<std::uint8_t>(text[i]) & 0x3fU);
  return letter;
}

// Source: Unicode 15, EastAsianWidth (W and F) and General_Category Mn, by blocks.
std::size_t letter_width(char32_t c) {
  if ((c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5bd) ||
      (c >= 0x610 && c <= 0x61a) || (c >= 0x64b && c <= 0x65f) || (c >= 0x1ab0 && c <= 0x1aff) ||
      (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xfe20 && c <= 0xfe2f))
    return 0;
  if ((c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0x303e) ||
      (c >= 0x3041 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
      (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
      (c >= 0xff00 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) ||
      (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd))
    return 2;
  return 1;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t size = 0; !text.empty(); text.remove_prefix(size))
    width += letter_width(first_letter(text, size));
  return width;
}

std::string pad_right(std::string_view text, std::size_t width) {
  std::string padded(text);
  const std::size_t taken = display_width(text);
  if (taken < width) padded.append(width - taken, ' ');
  return padded;
}

std::string pad_left(std::string_view text, std::size_t width) {
  const std::size_t taken = display_width(text);
  return std::string(taken < width ? width - taken : 0, ' ') + std::string(text);
}

std::string shorten(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  const std::size_t kept = width > 3 ? width - 3 : 0;
  const std::size_t front_width = kept / 2;
  std::size_t front = 0;
  for (std::size_t size = 0, taken = 0; front < text.size(); front += size) {
    taken += letter_width(first_letter(text.substr(front), size));
    if (taken > front_width) break;
  }
  std::size_t back = front;
  for (std::size_t size = 0; display_width(text.substr(back)) > kept - front_width; back += size)
    first_letter(text.substr(back), size);
  return std::string(text.substr(0, front)) + "..." + std::string(text.substr(back));
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t start = text.find_first_not_of(" \n");
    if (start == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \n", start), text.size());
    const std::string_view word = text.substr(start, end - start);
    text.remove_prefix(end);
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string wrap_behind(std::string_view text, std::size_t indent, std::size_t width) {
  std::string block;
  for (const std::string& line : wrap(text, width > indent + 20 ? width - indent : 20)) {
    if (!block.empty()) block.append(indent, ' ');
    block += line + '\n';
  }
  return block.empty() ? "\n" : block;
}

}  // namespace assay::cli
