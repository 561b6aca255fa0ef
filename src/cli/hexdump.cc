#include "cli/hexdump.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::cli {

std::string hexdump(Bytes bytes, std::uint64_t offset, std::size_t indent) {
  constexpr std::size_t line_size = 16;
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += line_size) {
    const Bytes line = bytes.subspan(at, std::min(line_size, bytes.size() - at));
    std::string hex;
    std::string letters;
    for (std::size_t i = 0; i < line_size; i++) {
      if (i == line_size / 2) hex += ' ';
      hex += i < line.size() ? fmt::format("{:02x} ", line[i]) : "   ";
      if (i < line.size())
        letters += line[i] >= 0x20 && line[i] < 0x7f ? static_cast<char>(line[i]) : '.';
    }
    text += fmt::format("{}{:08x}  {} |{}|\n", std::string(indent, ' '), offset + at, hex, letters);
  }
  return text;
}

}  // namespace assay::cli
