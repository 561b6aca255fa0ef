// Reading rows of a stranger's case file: what is odd in them ends in an error with a sentence.
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/quote.h"
#include "base/result.h"
#include "casefile/database.h"
#include "model/finding.h"

namespace assay::casefile {

// What the tables cannot rule out in a stranger's file; caught where a public function ends.
struct Odd {
  std::string sentence;
};

template <class Body>
auto guarded(const Body& body) -> Result<decltype(body())> {
  try {
    return body();
  } catch (const SqlError& error) {
    return fail(ErrorCode::corrupt, fmt::format("the case file cannot be read: {}", error.what()));
  } catch (const Odd& odd) {
    return fail(ErrorCode::corrupt, fmt::format("the case file makes no sense: {}", odd.sentence));
  }
}

// The row's column `at` as one of `names`.
template <class E, std::size_t count>
E enumerator(const Statement& row, int at, const std::string_view (&names)[count]) {
  const auto found = from_name<E>(names, row.text(at));
  if (!found) throw Odd{fmt::format("{} is '{}'", row.column_name(at), quote(row.text(at), 64))};
  return *found;
}

// The row's column `at`, from `least` to `most`.
template <class T>
T whole(const Statement& row, int at, std::int64_t most, std::int64_t least = 0) {
  const std::int64_t number = row.number(at);
  if (!row.is_number(at) || number < least || number > most)
    throw Odd{fmt::format("{} is '{}'", row.column_name(at), quote(row.text(at), 64))};
  return static_cast<T>(number);
}

}  // namespace assay::casefile
