// Value: one cell of a fact or of a header: nothing, an integer, or bytes.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace assay {

// Text from an image is bytes, not necessarily UTF-8; it is kept as it stands and escaped where it
// is shown. Fractions are kept as integers in a smaller unit, so that output never depends on
// rounding.
using Value = std::variant<std::monostate, std::int64_t, std::string>;

// A named value: a header field of a node, or a column of a fact.
struct Field {
  std::string name;  // snake_case, unit last
  Value value;
  friend bool operator==(const Field&, const Field&) = default;
};

using Fields = std::vector<Field>;

}  // namespace assay
