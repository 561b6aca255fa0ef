// The report as Markdown (CommonMark with tables), in which no text of the image becomes markup.
#pragma once

#include <string>
#include <string_view>

#include "report/content.h"

namespace assay::report {

// `text` made printable (base/quote.h), with a backslash before each character that could be
// markup, a link or an entity.
std::string markdown(std::string_view text);

std::string markdown_report(const Content& content);

}  // namespace assay::report
