// PdfPages: text that is laid out on A4 pages from top to bottom, broken into lines and pages.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace assay::report {

enum class PdfTone : std::uint8_t { ink, dim, good, warning, bad };

class PdfPages {
 public:
  // `footer` stands at the foot of each page, with the page's number.
  explicit PdfPages(std::string_view footer);
  ~PdfPages();
  PdfPages(const PdfPages&) = delete;
  PdfPages& operator=(const PdfPages&) = delete;

  // Texts are printable UTF-8. What the fonts of every PDF reader lack stands as \u{HEX}.
  void title(std::string_view text);
  void heading(std::string_view text);     // a section; also in the outline of the document
  void subheading(std::string_view text);  // within it
  void paragraph(std::string_view text, PdfTone tone = PdfTone::ink);
  void code(std::string_view text);

  // A label in a column of its own, and text beside it.
  void entry(std::string_view label, std::string_view text, PdfTone tone = PdfTone::ink);
  void gap();

  // Nothing is taken any more: so many pages are filled.
  bool full() const;

  // The document. Errors: limit, where there is no memory for it.
  Result<std::string> finish();

 private:
  class Document;
  std::unique_ptr<Document> document_;
};

}  // namespace assay::report
