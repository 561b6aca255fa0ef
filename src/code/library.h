// What functions of the C library do to the memory of their caller, as far as values depend on it.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay::code {

struct LibraryFunction {
  static constexpr std::int8_t none = -1;

  std::string_view name;
  std::int8_t writes = none;     // argument that points to memory it writes
  std::int8_t size_from = none;  // argument with the number of bytes; none: `size`
  std::uint16_t size = 0;        // bytes; 0: until a NUL, which may be far
  bool returns = true;
  std::int8_t gives_back = none;    // argument that is its result
  std::uint8_t swaps = 0;           // bytes of its first argument that are its result, in the order
                                    // of the network; 0: it is no such function
  std::int8_t writes_count = none;  // argument that points to an int it writes, beside `writes`
};

// nullptr where `name` is not in the list: it may write behind every pointer that it gets.
const LibraryFunction* library_function(std::string_view name);

}  // namespace assay::code
