// The findings of a case on a screen: by severity, those of one rule together.
#pragma once

#include "cli/case_view.h"
#include "cli/output.h"

namespace assay::cli {

void print_findings(const CaseView& view, Output& out);

// "2 critical, 5 high", the severest first; "none".
std::string counts_by_severity(const std::vector<Finding>& findings);

}  // namespace assay::cli
