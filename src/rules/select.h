// Select: runs the one SELECT of a rule's or a metric's text. It only reads, only what it may read,
// and ends.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "casefile/database.h"
#include "rules/run.h"

namespace assay::rules {

// Why a SELECT came to nothing.
struct SelectProblem {
  std::uint32_t line = 0;  // in the text, from 1; 0 where no line is meant
  std::string sentence;
};

// Asks `text`. `head` sees the columns before the first row, and gives back what is wrong with
// them, or ""; `row` sees each row. Only facts, nodes and data are read: no finding, no result, no
// function that tells anything but its arguments. Throws SqlError where the machine fails.
std::optional<SelectProblem> run_select(
    const casefile::Database& database, const std::string& text, const RunLimits& limits,
    const std::function<std::string(const casefile::Statement&)>& head,
    const std::function<void(const casefile::Statement&)>& row);

}  // namespace assay::rules
