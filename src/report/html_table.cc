#include <fmt/core.h>

#include "report/html_sections.h"
#include "report/html_text.h"

namespace assay::report {
namespace {

std::string opened(std::string_view tag, std::string_view style) {
  if (style.empty()) return fmt::format("<{}>", tag);
  return fmt::format("<{} class=\"{}\">", tag, html(style));
}

}  // namespace

HtmlTable::HtmlTable(std::initializer_list<std::string_view> heads, std::string_view style) {
  text_ = opened("table", style) + "<tr>";
  for (const std::string_view head : heads) text_ += fmt::format("<th>{}</th>", html(head));
  text_ += "</tr>";
}

HtmlTable& HtmlTable::row() {
  text_ += rows_++ == 0 ? "\n<tr>" : "</tr>\n<tr>";
  return *this;
}

HtmlTable& HtmlTable::cell(std::string_view text, std::string_view style) {
  return markup(opened("td", style) + html(text) + "</td>");
}

HtmlTable& HtmlTable::code(std::string_view text) {
  return markup("<td><code>" + html(text) + "</code></td>");
}

HtmlTable& HtmlTable::markup(const std::string& cells) {
  text_ += cells;
  return *this;
}

std::string HtmlTable::finish() const { return text_ + (rows_ > 0 ? "</tr>" : "") + "</table>\n"; }

}  // namespace assay::report
