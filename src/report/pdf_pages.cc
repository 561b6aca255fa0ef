// Source: the reference of libharu (libharu.org); ISO 32000-1, annex D: WinAnsiEncoding, and the
// fourteen fonts that every reader has, so that none is embedded.
#include "report/pdf_pages.h"

#include <fmt/core.h>
#include <hpdf.h>

#include <algorithm>
#include <array>

namespace assay::report {
namespace {

// In points, 72 an inch. A4 is 595 by 842.
constexpr float page_width = 595;
constexpr float page_height = 842;
constexpr float margin = 50;
constexpr float label_width = 110;
constexpr std::size_t pages_max = 1000;
constexpr std::size_t text_size_max = 20'000;  // of one paragraph, bytes

struct Style {
  HPDF_Font font;
  float size;
  float leading;
};

// The code point at the front of `text`, which moves past it. The text is well-formed UTF-8.
std::uint32_t take_code_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  std::uint32_t point = length == 1 ? lead : lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < std::min(length, text.size()); i++)
    point = (point << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
  text.remove_prefix(std::min(length, text.size()));
  return point;
}

// In the encoding of the fonts. Its places from 0x80 to 0x9f are not used.
std::string encoded(std::string_view text) {
  text = text.substr(0, text_size_max);
  std::string out;
  while (!text.empty()) {
    const std::uint32_t point = take_code_point(text);
    if ((point >= 0x20 && point < 0x7f) || (point >= 0xa0 && point <= 0xff))
      out += static_cast<char>(point);
    else
      out += fmt::format("\\u{{{:x}}}", point);
  }
  return out;
}

std::array<float, 3> color_of(PdfTone tone) {
  switch (tone) {
    case PdfTone::ink:
      return {0.1F, 0.12F, 0.15F};
    case PdfTone::dim:
      return {0.4F, 0.42F, 0.46F};
    case PdfTone::good:
      return {0.18F, 0.45F, 0.2F};
    case PdfTone::warning:
      return {0.7F, 0.4F, 0.0F};
    case PdfTone::bad:
      return {0.7F, 0.1F, 0.2F};
  }
  return {};
}

}  // namespace

class PdfPages::Document {
 public:
  explicit Document(std::string_view footer) : footer_(encoded(footer)) {
    if (pdf_ == nullptr) return;
    HPDF_SetCompressionMode(pdf_, HPDF_COMP_ALL);
    HPDF_SetPageMode(pdf_, HPDF_PAGE_MODE_USE_OUTLINE);
    constexpr const char* encoding = "WinAnsiEncoding";
    body = {HPDF_GetFont(pdf_, "Helvetica", encoding), 9, 12};
    bold = {HPDF_GetFont(pdf_, "Helvetica-Bold", encoding), 10, 14};
    head = {bold.font, 14, 20};
    top = {bold.font, 18, 26};
    mono = {HPDF_GetFont(pdf_, "Courier", encoding), 8, 10};
  }
  ~Document() {
    if (pdf_ != nullptr) HPDF_Free(pdf_);
  }
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  bool works() const { return pdf_ != nullptr && HPDF_GetError(pdf_) == HPDF_OK; }
  bool full() const { return pages_ >= pages_max || !works(); }

  // Sets the text from `x` on, on as many lines as it takes.
  void set(std::string_view text, const Style& style, PdfTone tone, float x) {
    const std::string bytes = encoded(text);
    std::string_view rest = bytes;
    do {
      if (!make_room(style.leading)) return;
      const std::size_t length = rest.empty() ? 0 : fitting(rest, style, page_width - margin - x);
      line(std::string(rest.substr(0, length)), style, tone, x, y_ - style.size);
      y_ -= style.leading;
      rest.remove_prefix(length);
      rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    } while (!rest.empty());
  }

  // Starts a page where less than `height` is left. False: there can be no further page.
  bool make_room(float height) {
    if (pages_ > 0 && y_ - height > margin) return works();
    if (full()) return false;
    page_ = HPDF_AddPage(pdf_);
    if (page_ == nullptr) return false;
    HPDF_Page_SetWidth(page_, page_width);
    HPDF_Page_SetHeight(page_, page_height);
    pages_++;
    y_ = page_height - margin;
    line(fmt::format("{}   page {}", footer_, pages_), {body.font, 7, 9}, PdfTone::dim, margin, 28);
    return works();
  }

  void outline(std::string_view text) {
    const HPDF_Outline entry = HPDF_CreateOutline(pdf_, nullptr, encoded(text).c_str(), nullptr);
    const HPDF_Destination place = HPDF_Page_CreateDestination(page_);
    if (entry == nullptr || place == nullptr) return;
    HPDF_Destination_SetXYZ(place, 0, y_ + head.leading, 1);
    HPDF_Outline_SetDestination(entry, place);
  }

  void skip(float height) { y_ -= height; }
  float y() const { return y_; }
  void set_y(float y) { y_ = y; }
  std::size_t pages() const { return pages_; }

  Result<std::string> bytes() {
    if (pages_ == 0) make_room(0);
    if (!works() || HPDF_SaveToStream(pdf_) != HPDF_OK)
      return fail(ErrorCode::limit, "the PDF could not be made in memory");
    HPDF_ResetStream(pdf_);
    std::string all(HPDF_GetStreamSize(pdf_), '\0');
    auto size = static_cast<HPDF_UINT32>(all.size());
    HPDF_ReadFromStream(pdf_, reinterpret_cast<HPDF_BYTE*>(all.data()), &size);
    all.resize(size);
    return all;
  }

  Style body{};
  Style bold{};
  Style head{};
  Style top{};
  Style mono{};

 private:
  // How many bytes of the text fit into `width`, broken at a blank where there is one.
  static std::size_t fitting(std::string_view text, const Style& style, float width) {
    const std::string bytes(text);
    const auto measured = [&](HPDF_BOOL at_words) {
      return static_cast<std::size_t>(HPDF_Font_MeasureText(
          style.font, reinterpret_cast<const HPDF_BYTE*>(bytes.data()),
          static_cast<HPDF_UINT>(bytes.size()), width, style.size, 0, 0, at_words, nullptr));
    };
    std::size_t length = measured(HPDF_TRUE);
    if (length == 0) length = measured(HPDF_FALSE);
    return std::clamp<std::size_t>(length, 1, text.size());
  }

  void line(const std::string& text, const Style& style, PdfTone tone, float x, float y) {
    const auto [red, green, blue] = color_of(tone);
    HPDF_Page_BeginText(page_);
    HPDF_Page_SetFontAndSize(page_, style.font, style.size);
    HPDF_Page_SetRGBFill(page_, red, green, blue);
    HPDF_Page_TextOut(page_, x, y, text.c_str());
    HPDF_Page_EndText(page_);
  }

  HPDF_Doc pdf_ = HPDF_New(nullptr, nullptr);
  HPDF_Page page_ = nullptr;
  std::string footer_;
  std::size_t pages_ = 0;
  float y_ = 0;
};

PdfPages::PdfPages(std::string_view footer) : document_(std::make_unique<Document>(footer)) {}

PdfPages::~PdfPages() = default;

bool PdfPages::full() const { return document_->full(); }

void PdfPages::title(std::string_view text) {
  document_->set(text, document_->top, PdfTone::ink, margin);
}

void PdfPages::heading(std::string_view text) {
  document_->skip(12);
  if (!document_->make_room(80)) return;
  document_->set(text, document_->head, PdfTone::ink, margin);
  document_->outline(text);
}

void PdfPages::subheading(std::string_view text) {
  document_->skip(4);
  if (!document_->make_room(40)) return;
  document_->set(text, document_->bold, PdfTone::ink, margin);
}

void PdfPages::paragraph(std::string_view text, PdfTone tone) {
  document_->set(text, document_->body, tone, margin);
}

void PdfPages::code(std::string_view text) {
  document_->set(text, document_->mono, PdfTone::dim, margin + 10);
}

void PdfPages::entry(std::string_view label, std::string_view text, PdfTone tone) {
  if (!document_->make_room(document_->body.leading)) return;
  const float y = document_->y();
  document_->set(label.substr(0, 40), {document_->bold.font, 8, document_->body.leading}, tone,
                 margin);
  document_->set_y(y);
  document_->set(text, document_->body, PdfTone::ink, margin + label_width);
}

void PdfPages::gap() { document_->skip(6); }

Result<std::string> PdfPages::finish() { return document_->bytes(); }

}  // namespace assay::report
