// The report as one page: self-contained, readable without scripts, with nothing of the image taken
// for markup.
#pragma once

#include <functional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "report/content.h"

namespace assay::report {

// Gives the bytes that a locator names, 64 at most; where the image is not at hand, an error.
using ByteSource = std::function<Result<Buffer>(const std::string& locator)>;

// Errors: those of reading the case.
Result<std::string> html_report(const casefile::Case& file, const Content& content,
                                const ByteSource& bytes);

}  // namespace assay::report
