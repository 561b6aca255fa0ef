// The limits statement that every report carries: what was not looked at, and by what the rest was.
#pragma once

#include <string>
#include <vector>

#include "report/content.h"

namespace assay::report {

struct LimitLine {
  std::string name;  // "not read"
  std::string text;  // one sentence, printable
};

// In an order that does not change; never empty.
std::vector<LimitLine> limits_statement(const Content& content);

// What a finding is and is not; one paragraph.
std::string_view what_a_finding_is();

}  // namespace assay::report
