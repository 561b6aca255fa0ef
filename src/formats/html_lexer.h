// Tags, texts and scripts of an HTML page, with their places: as pages of devices are written,
// which is seldom as the standard says.
#pragma once

#include <vector>

#include "formats/stated.h"

namespace assay::formats {

constexpr std::size_t html_attributes_max = 128;  // of one tag; the rest is passed over

struct HtmlAttribute {
  std::string_view name;   // as written
  std::string_view value;  // without quotes; empty where there is none
};

// All views are parts of the page.
struct HtmlToken {
  enum class Kind : std::uint8_t {
    open,     // <name attribute="value">
    close,    // </name>
    text,     // between tags
    raw,      // all that stands in a script, style, title or textarea
    comment,  // <!-- ... --> and <!...>
    server,   // <% ... %> and <? ... ?>: what the server runs
    end,
  };
  Kind kind = Kind::end;
  std::string_view name;  // of open and close; of raw: the element that it stands in
  std::string_view text;  // of text, raw, comment and server: without the marks around it
  Range range;            // with the marks
  std::vector<HtmlAttribute> attributes;

  // The value of an attribute, its name in any case; null where there is none.
  const HtmlAttribute* attribute(std::string_view name) const;
};

// Reads one token after the other. Never fails: what is cut short ends with the page. Linear in the
// size of the page.
class HtmlLexer {
 public:
  explicit HtmlLexer(std::string_view page) : page_(page) {}

  // It stays as it is until the next is asked for.
  const HtmlToken& next();

 private:
  // Takes what stands up to `end`, of which `text` is without the marks.
  const HtmlToken& take(HtmlToken::Kind kind, std::string_view text, std::size_t end);
  const HtmlToken& enclosed(HtmlToken::Kind kind, std::size_t opening, std::string_view closing);
  const HtmlToken& raw();
  const HtmlToken& tag();
  void take_attributes();
  HtmlAttribute take_attribute();
  std::string_view take_value();
  void skip_blanks();

  std::string_view page_;
  std::size_t position_ = 0;
  std::string_view raw_in_;  // the element whose content comes next; empty: none
  HtmlToken token_;          // the last, whose room for attributes serves the next
};

// Whether two names are the same but for the case of ASCII letters. Most differ in size.
bool same_letters(std::string_view a, std::string_view b);
inline bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && same_letters(a, b);
}

}  // namespace assay::formats
