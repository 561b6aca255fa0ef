// Reads a standard's list of clauses: rules/<standard>/clauses.txt (rules/README.md).
#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "model/clause.h"
#include "model/rule.h"

namespace assay::rules {

constexpr std::string_view clauses_name = "clauses.txt";

// One list from its file's text; `file` is its path from the rules' folder. The SELECTs in it are
// not looked at before they are run. Errors: a problem with the line.
tl::expected<ClauseList, RuleProblem> parse_clauses(std::string_view file, std::string_view text);

}  // namespace assay::rules
