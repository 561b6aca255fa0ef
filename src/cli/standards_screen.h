// What the screens show of standards: results of clauses, and numbers.
#pragma once

#include "cli/case_view.h"
#include "cli/json_text.h"
#include "cli/output.h"

namespace assay::cli {

// One line for each standard that has clauses: how many have which result. Nothing where there is
// none.
void print_standards(const CaseView& view, Output& out);

// Every clause with its result and the reason; of those that findings speak about, the findings.
// With `details`, what a live test must still show.
void print_clauses(const CaseView& view, bool details, Output& out);

// Every number, by metric. With `details`, how it was counted.
void print_metrics(const CaseView& view, bool details, Output& out);

Json json_of_clauses(const CaseView& view);
Json json_of_metrics(const CaseView& view);

// "12 of 40 files", "3 keys"
std::string amount_text(const MetricValue& value);

}  // namespace assay::cli
