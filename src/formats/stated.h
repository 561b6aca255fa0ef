// Values as a leaf format states them: with the bytes that show them, or with the word that nothing
// shows them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace assay::formats {

// A value, and the bytes of the read blob that state it.
template <class T>
struct Located {
  T value{};
  Range range;
};

// A run of text from the blob: bytes as they are, in whatever encoding, possibly with control
// characters. Whoever shows it escapes it.
using Text = Located<std::string>;

// Whether something was seen. `not_shown` is neither yes nor no: the file cannot show it (stripped,
// cut short, without such a notion), so that nobody may read it as "absent".
enum class Presence : std::uint8_t { absent, present, not_shown };

constexpr std::string_view presence_names[] = {"absent", "present", "not_shown"};

inline std::string_view to_string(Presence presence) {
  return presence_names[static_cast<std::size_t>(presence)];
}

// Something in the blob that could not be read, beside what was read.
struct FormatProblem {
  Error error;
  Range range;
};

}  // namespace assay::formats
