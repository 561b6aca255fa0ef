// Comparator: a function of a library that says whether two texts or runs of bytes are equal, or
// one contains the other.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay::readers {

struct Comparator {
  std::string_view name;
  std::int8_t first = 0;      // argument
  std::int8_t second = 1;     // argument
  std::int8_t size = -1;      // argument with the number of bytes; -1: to a NUL
  bool zero_is_equal = true;  // what it gives back where they agree; else anything but 0
  bool bytes = false;         // NUL does not end it
};

// nullptr where `name` is none.
const Comparator* comparator(std::string_view name);

}  // namespace assay::readers
