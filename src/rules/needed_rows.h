// Which rows must exist for a SELECT to give one.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/database.h"

namespace assay::rules {

// A row of `table` for which `condition` holds.
struct NeededRow {
  std::string table;      // or view
  std::string alias;      // by which the condition calls it
  std::string condition;  // empty where any row will do
  friend bool operator==(const NeededRow&, const NeededRow&) = default;
};

// One for each table that the outermost FROM of a SELECT joins, but for those behind a LEFT JOIN,
// with what WHERE asks of that table alone: while one of them is missing, the answer is empty. That
// does not hold of a statement that counts over all rows (an aggregate without GROUP BY), which
// this does not see: who asks knows that it is none. Empty where the statement is of another kind,
// or more than this understands.
std::vector<NeededRow> needed_rows(std::string_view select);

// For each of the statements, whether it gives nothing because a row that it needs is missing,
// looked for through the views of our own schema, in a database that nobody writes meanwhile. For
// our own rules: a stranger's is not to be asked without limits.
std::vector<bool> lack_rows(const casefile::Database& database,
                            std::span<const std::string_view> selects);

}  // namespace assay::rules
