// Text parts: what a text is made of, from its first character to its last.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "readers/input_source.h"

namespace assay::readers {

constexpr std::size_t text_parts_max = 64;

struct TextPart {
  enum class Kind : std::uint8_t {
    constant,     // `text`
    chosen,       // one of several texts of the file
    number,       // printed in digits, or one character
    input,        // from `source`
    parameter,    // what the function gets as argument `parameter`
    format,       // what that prints from the arguments behind it
    format_list,  // what that prints from a list, which is the argument behind it
    unknown,
  };
  Kind kind = Kind::unknown;
  std::string text;
  InputSource source;
  std::uint64_t source_address = 0;  // of the call that brings it
  std::string_view source_name;      // by which that asks for it: 'QUERY_STRING'
  std::size_t parameter = 0;
  std::string also_given;  // who else gets it, and may look at it: a name, or an address
};

struct MadeText {
  std::vector<TextPart> parts;
  std::string_view writer;           // the function that wrote the start of it; empty: none did
  std::uint64_t writer_address = 0;  // of that call
  bool exact = true;                 // false: something that is not understood may have changed it

  bool has(TextPart::Kind kind) const;
  // Joins `text` with a constant before it.
  void add_constant(std::string_view text);
  // From text_parts_max on it is no longer exact.
  void add(TextPart part);
  void add(TextPart::Kind kind);
};

}  // namespace assay::readers
