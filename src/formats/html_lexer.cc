// A tag begins with '<' and a letter, or "</" and a letter; any other '<' is text. A value in
// quotes ends at the same quote, one without at a blank or '>'. What stands in a script, style,
// title or textarea is no markup up to "</" and the element's name.
//
// Source: HTML Living Standard, 13.2.5 (tokenization); for <% %> and <? ?> the manuals of GoAhead
// (JavaScript in Active Server Pages) and PHP ("Escaping from HTML").
#include "formats/html_lexer.h"

#include <algorithm>
#include <array>

#include "base/lower_case.h"

namespace assay::formats {
namespace {

using Kind = HtmlToken::Kind;

bool is_letter(char c) { return lower_case(c) >= 'a' && lower_case(c) <= 'z'; }

// Where parts of a tag end: every character of a page's tags comes by here.
enum End : std::uint8_t { blank = 1, tag_name = 2, attribute_name = 4, value = 8 };

constexpr auto ends = [] {
  std::array<std::uint8_t, 256> table{};
  for (const char c : {' ', '\t', '\r', '\n', '\f'})
    table[static_cast<unsigned char>(c)] = blank | tag_name | attribute_name | value;
  table['>'] = tag_name | attribute_name | value;
  table['/'] = tag_name | attribute_name;
  for (const char c : {'=', '"', '\''}) table[static_cast<unsigned char>(c)] = attribute_name;
  return table;
}();

bool is_end(char c, End end) { return (ends[static_cast<unsigned char>(c)] & end) != 0; }

// Where the part that goes on at `at` ends.
std::size_t end_of(std::string_view page, std::size_t at, End end) {
  while (at < page.size() && !is_end(page[at], end)) at++;
  return at;
}

bool is_raw_element(std::string_view name) {
  return same_name(name, "script") || same_name(name, "style") || same_name(name, "title") ||
         same_name(name, "textarea");
}

}  // namespace

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower_case(x) == lower_case(y); });
}

const HtmlAttribute* HtmlToken::attribute(std::string_view wanted) const {
  const auto found = std::ranges::find_if(
      attributes, [&](const auto& one) { return same_name(one.name, wanted); });
  return found == attributes.end() ? nullptr : &*found;
}

const HtmlToken& HtmlLexer::next() {
  token_.name = {};
  token_.attributes.clear();
  if (position_ >= page_.size()) return take(Kind::end, {}, position_);
  if (!raw_in_.empty()) return raw();
  const std::string_view rest = page_.substr(position_);
  if (rest[0] == '<' && rest.size() > 1) {
    const char second = rest[1];
    if (is_letter(second) || (second == '/' && rest.size() > 2 && is_letter(rest[2]))) return tag();
    if (rest.starts_with("<!--")) return enclosed(Kind::comment, 4, "-->");
    if (second == '%') return enclosed(Kind::server, 2, "%>");
    if (second == '?') return enclosed(Kind::server, 2, "?>");
    if (second == '!') return enclosed(Kind::comment, 2, ">");
  }
  const std::size_t end = std::min(rest.find('<', 1), rest.size());
  return take(Kind::text, rest.substr(0, end), position_ + end);
}

const HtmlToken& HtmlLexer::take(Kind kind, std::string_view text, std::size_t end) {
  token_.kind = kind;
  token_.text = text;
  token_.range = {position_, end - position_};
  position_ = end;
  return token_;
}

const HtmlToken& HtmlLexer::enclosed(Kind kind, std::size_t opening, std::string_view closing) {
  const std::size_t start = position_ + opening;
  const std::size_t end = std::min(page_.find(closing, start), page_.size());
  return take(kind, page_.substr(start, end - start), std::min(end + closing.size(), page_.size()));
}

const HtmlToken& HtmlLexer::raw() {
  std::size_t end = position_;
  while (true) {
    end = std::min(page_.find("</", end), page_.size());
    if (end == page_.size() || same_name(page_.substr(end + 2, raw_in_.size()), raw_in_)) break;
    end += 2;
  }
  token_.name = raw_in_;
  raw_in_ = {};
  if (end == position_) return next();
  return take(Kind::raw, page_.substr(position_, end - position_), end);
}

const HtmlToken& HtmlLexer::tag() {
  const std::size_t start = position_;
  token_.kind = page_[start + 1] == '/' ? Kind::close : Kind::open;
  token_.text = {};
  const std::size_t name = start + (token_.kind == Kind::close ? 2 : 1);
  position_ = end_of(page_, name, End::tag_name);
  token_.name = page_.substr(name, position_ - name);
  take_attributes();
  token_.range = {start, position_ - start};
  const bool empty_element = token_.range.size > 2 && page_[position_ - 2] == '/';
  if (token_.kind == Kind::open && !empty_element && is_raw_element(token_.name))
    raw_in_ = token_.name;
  return token_;
}

void HtmlLexer::skip_blanks() {
  while (position_ < page_.size() && is_end(page_[position_], End::blank)) position_++;
}

void HtmlLexer::take_attributes() {
  while (position_ < page_.size()) {
    skip_blanks();
    if (position_ >= page_.size()) return;
    if (page_[position_] == '>') {
      position_++;
      return;
    }
    const std::size_t before = position_;
    const HtmlAttribute attribute = take_attribute();
    if (!attribute.name.empty() && token_.attributes.size() < html_attributes_max)
      token_.attributes.push_back(attribute);
    if (position_ == before) position_++;  // a lone '/', '=' or quote
  }
}

HtmlAttribute HtmlLexer::take_attribute() {
  const std::size_t start = position_;
  const std::size_t behind_name = end_of(page_, start, End::attribute_name);
  position_ = behind_name;
  HtmlAttribute attribute{page_.substr(start, behind_name - start), {}};
  skip_blanks();
  if (attribute.name.empty() || position_ >= page_.size() || page_[position_] != '=') {
    position_ = behind_name;
    return attribute;
  }
  position_++;
  skip_blanks();
  attribute.value = take_value();
  return attribute;
}

std::string_view HtmlLexer::take_value() {
  if (position_ >= page_.size()) return {};
  const char quote = page_[position_];
  const bool quoted = quote == '"' || quote == '\'';
  const std::size_t start = position_ + (quoted ? 1 : 0);
  const std::size_t end =
      quoted ? std::min(page_.find(quote, start), page_.size()) : end_of(page_, start, End::value);
  position_ = std::min(end + (quoted ? 1 : 0), page_.size());
  return page_.substr(start, end - start);
}

}  // namespace assay::formats
