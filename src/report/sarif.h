// The report as SARIF 2.1.0, for tools that show results beside what they are about.
#pragma once

#include <string>
#include <string_view>

#include "report/content.h"

namespace assay::report {

// A path as a relative URI reference (RFC 3986): whatever is not unreserved is percent-encoded,
// the slashes between names stay.
std::string uri_of_path(std::string_view path);

// Text as SARIF's message text, in which brackets and braces would be links and placeholders.
std::string sarif_text(std::string_view printable);

std::string sarif_report(const Content& content);

}  // namespace assay::report
