// Text of an image as text of a page: it stays text whatever it holds.
#pragma once

#include <string>
#include <string_view>

namespace assay::report {

// `text` made printable (base/quote.h) and then safe inside an element and inside a quoted
// attribute.
std::string html(std::string_view text);

// The same for text that is printable already, such as a message.
std::string html_printable(std::string_view printable);

}  // namespace assay::report
