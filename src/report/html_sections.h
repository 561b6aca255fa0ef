// Parts of the page, each a run of HTML in which text of the image is text.
#pragma once

#include <initializer_list>
#include <string>

#include "report/content.h"

namespace assay::report {

// A table of text: every cell goes through html().
class HtmlTable {
 public:
  explicit HtmlTable(std::initializer_list<std::string_view> heads, std::string_view style = {});

  // Starts a row; cells follow.
  HtmlTable& row();
  HtmlTable& cell(std::string_view text, std::string_view style = {});
  HtmlTable& code(std::string_view text);
  HtmlTable& markup(const std::string& cells);  // taken as it stands

  bool empty() const { return rows_ == 0; }
  std::string finish() const;

 private:
  std::string text_;
  std::size_t rows_ = 0;
};

// The standards: how many clauses have which result, then each with its reason and findings.
std::string html_standards(const Content& content);

// The numbers, with their counting rules.
std::string html_metrics(const Content& content);

// What is started, by what, where it listens, as whom, which binary that is and how it was
// hardened. Errors: those of reading the case.
Result<std::string> html_exposure(const casefile::Case& file, const Content& content);

// Accounts, keys and certificates. Secrets are not shown. Errors: those of reading the case.
Result<std::string> html_accounts(const casefile::Case& file);

std::string html_limits(const Content& content);

}  // namespace assay::report
