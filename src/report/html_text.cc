#include "report/html_text.h"

#include "base/quote.h"

namespace assay::report {

std::string html(std::string_view text) { return html_printable(quote(text)); }

std::string html_printable(std::string_view printable) {
  std::string safe;
  for (const char c : printable) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

}  // namespace assay::report
