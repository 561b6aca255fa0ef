// Text of an image as text of a page: it stays text whatever it holds.
#pragma once

#include <string>
#include <string_view>

namespace assay::report {

// `text` made printable (base/quote.h) and then safe inside an element and inside a quoted
// attribute.
std::string html(std::string_view text);

}  // namespace assay::report
