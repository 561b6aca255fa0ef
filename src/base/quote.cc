#include "base/quote.h"

#include <fmt/core.h>

#include <cstdint>
#include <cstring>

namespace assay {
namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  // in bytes; 0: not well-formed
};

// Source: RFC 3629, clause 4 (shortest form, no surrogates, at most U+10FFFF).
CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  if (size == 0 || lead > 0xf4 || text.size() < size) return {};
  char32_t value = lead & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; i++) {
    if ((byte(i) & 0xc0U) != 0x80) return {};
    value = value << 6U | (byte(i) & 0x3fU);
  }
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < least[size] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return {};
  return {value, size};
}

// The number of bytes of ASCII without NUL at the start of `text`, or a few less.
std::size_t ascii_size(std::string_view text) {
  std::size_t size = 0;
  while (text.size() - size >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + size, sizeof(word));
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = 0x8080808080808080;
    if (((word | (word - ones)) & tops) != 0) break;  // a top bit, or a zero byte
    size += 8;
  }
  while (size < text.size() && text[size] > 0) size++;
  return size;
}

bool printable(char32_t c) {
  if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad) return false;
  if (c >= 0x200b && c <= 0x200f) return false;  // zero width, marks
  if ((c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f))
    return false;  // separators, bidi
  if (c == 0xfeff || (c >= 0xfff0 && c <= 0xffff)) return false;
  return c < 0xe0000;  // tags, variation selectors, private planes
}

}  // namespace

std::string quote(std::string_view text, std::size_t size_max) {
  const bool cut = text.size() > size_max;
  text = text.substr(0, size_max);
  std::string quoted;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const std::size_t size = point.size == 0 ? 1 : point.size;
    if (text[0] == '\\') {
      quoted += "\\\\";
    } else if (point.size > 0 && printable(point.value)) {
      quoted += text.substr(0, size);
    } else if (text[0] == '\n') {
      quoted += "\\n";
    } else if (text[0] == '\t') {
      quoted += "\\t";
    } else if (text[0] == '\r') {
      quoted += "\\r";
    } else {
      for (const char c : text.substr(0, size))
        quoted += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(c));
    }
    text.remove_prefix(size);
  }
  if (cut) quoted += "...";
  return quoted;
}

bool is_utf8_text(std::string_view text) {
  while (!text.empty()) {
    text.remove_prefix(ascii_size(text));
    if (text.empty()) return true;
    const CodePoint point = first_code_point(text);
    if (point.size == 0 || point.value == 0) return false;
    text.remove_prefix(point.size);
  }
  return true;
}

}  // namespace assay
