// The report as PDF, to be printed, signed and filed. The same case gives the same bytes.
#pragma once

#include <string>

#include "base/result.h"
#include "report/content.h"

namespace assay::report {

// Errors: limit, where the document cannot be made in memory.
Result<std::string> pdf_report(const Content& content);

}  // namespace assay::report
