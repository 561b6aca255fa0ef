// Check call: a function of a library that says whether a signature holds.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay::readers {

struct CheckCall {
  std::string_view name;
  bool tells = true;  // its result says whether it holds; else what it leaves in memory does
};

// nullptr where `name` is none.
const CheckCall* check_call(std::string_view name);

// What a name that is no library's says that its function checks. What that does is another matter.
enum class NamedCheck : std::uint8_t {
  none,
  checksum,
  image,      // an update, an image, its head
  signature,  // or it verifies something
};
NamedCheck named_check(std::string_view name);

}  // namespace assay::readers
