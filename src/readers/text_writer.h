// Text writer: a function of a library that puts a text together in memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay::readers {

struct TextWriter {
  enum class Way : std::uint8_t {
    print,       // `source` is a format, its values are arguments from `values` on
    print_list,  // likewise, but `values` is the one argument that has them all
    copy,        // `source` is a text
    append,      // likewise, and it goes behind what is there
    clear,       // zeros
  };
  enum class Target : std::uint8_t {
    buffer,   // an argument points to it
    pointer,  // an argument points to a pointer to it
    result,   // it is given back
  };

  std::string_view name;
  Way way = Way::copy;
  Target target = Target::buffer;
  std::int8_t place = 0;   // argument, where `target` is one
  std::int8_t source = 1;  // argument
  std::int8_t values = 0;  // argument
};

// nullptr where `name` is none.
const TextWriter* text_writer(std::string_view name);

// A part of a format: characters that are printed as they are, or one conversion.
struct FormatPart {
  std::string text;
  char conversion = 0;     // 's', 'd', ...; 0: `text`
  std::uint8_t stars = 0;  // widths that are values before it
  bool two_words = false;  // of a 32-bit machine's arguments: a long long
};

// In their order. Stops where the format does.
std::vector<FormatPart> parts_of_format(std::string_view format);

}  // namespace assay::readers
