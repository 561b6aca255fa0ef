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

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

// Where the name of an attribute ends.
constexpr auto name_ends = [] {
  std::array<bool, 256> table{};
  for (const char c : {' ', '\t', '\r', '\n', '\f', '>', '/', '=', '"', '\''})
    table[static_cast<unsigned char>(c)] = true;
  return table;
}();

bool is_raw_element(std::string_view name) {
  return same_name(name, "script") || same_name(name, "style") || same_name(name, "title") ||
         same_name(name, "textarea");
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower_case(x) == lower_case(y); });
}

const HtmlAttribute* HtmlToken::attribute(std::string_view wanted) const {
  const auto found = std::ranges::find_if(
      attributes, [&](const auto& one) { return same_name(one.name, wanted); });
  return found == attributes.end() ? nullptr : &*found;
}

HtmlToken HtmlLexer::next() {
  if (position_ >= page_.size()) return {Kind::end, {}, {}, {page_.size(), 0}, {}};
  if (!raw_in_.empty()) return raw();
  const std::string_view rest = page_.substr(position_);
  if (rest.starts_with("<!--")) return enclosed(Kind::comment, 4, "-->");
  if (rest.starts_with("<%")) return enclosed(Kind::server, 2, "%>");
  if (rest.starts_with("<?")) return enclosed(Kind::server, 2, "?>");
  if (rest.starts_with("<!")) return enclosed(Kind::comment, 2, ">");
  const bool closes = rest.size() > 2 && rest[0] == '<' && rest[1] == '/' && is_letter(rest[2]);
  if (closes || (rest.size() > 1 && rest[0] == '<' && is_letter(rest[1]))) return tag();
  const std::size_t end = std::min(rest.find('<', 1), rest.size());
  HtmlToken token{Kind::text, {}, rest.substr(0, end), {position_, end}, {}};
  position_ += end;
  return token;
}

HtmlToken HtmlLexer::enclosed(Kind kind, std::size_t opening, std::string_view closing) {
  const std::size_t start = position_ + opening;
  const std::size_t end = std::min(page_.find(closing, start), page_.size());
  const std::size_t behind = std::min(end + closing.size(), page_.size());
  HtmlToken token{kind, {}, page_.substr(start, end - start), {position_, behind - position_}, {}};
  position_ = behind;
  return token;
}

HtmlToken HtmlLexer::raw() {
  std::size_t end = position_;
  while (true) {
    end = std::min(page_.find("</", end), page_.size());
    if (end == page_.size() || same_name(page_.substr(end + 2, raw_in_.size()), raw_in_)) break;
    end += 2;
  }
  HtmlToken token{Kind::raw,
                  raw_in_,
                  page_.substr(position_, end - position_),
                  {position_, end - position_},
                  {}};
  position_ = end;
  raw_in_ = {};
  return token.range.size == 0 ? next() : token;
}

HtmlToken HtmlLexer::tag() {
  HtmlToken token;
  const std::size_t start = position_;
  token.kind = page_[position_ + 1] == '/' ? Kind::close : Kind::open;
  position_ += token.kind == Kind::close ? 2 : 1;
  const std::size_t name = position_;
  while (position_ < page_.size() && !is_blank(page_[position_]) && page_[position_] != '>' &&
         page_[position_] != '/')
    position_++;
  token.name = page_.substr(name, position_ - name);
  take_attributes(token);
  token.range = {start, position_ - start};
  const bool empty_element = token.range.size > 2 && page_[position_ - 2] == '/';
  if (token.kind == Kind::open && !empty_element && is_raw_element(token.name))
    raw_in_ = token.name;
  return token;
}

void HtmlLexer::skip_blanks() {
  while (position_ < page_.size() && is_blank(page_[position_])) position_++;
}

void HtmlLexer::take_attributes(HtmlToken& token) {
  while (position_ < page_.size()) {
    skip_blanks();
    if (position_ >= page_.size()) return;
    if (page_[position_] == '>') {
      position_++;
      return;
    }
    const std::size_t before = position_;
    const HtmlAttribute attribute = take_attribute();
    if (!attribute.name.empty() && token.attributes.size() < html_attributes_max)
      token.attributes.push_back(attribute);
    if (position_ == before) position_++;  // a lone '/', '=' or quote
  }
}

HtmlAttribute HtmlLexer::take_attribute() {
  const std::size_t start = position_;
  while (position_ < page_.size() && !name_ends[static_cast<unsigned char>(page_[position_])])
    position_++;
  HtmlAttribute attribute{page_.substr(start, position_ - start), {}};
  const std::size_t behind_name = position_;
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
  if (quote == '"' || quote == '\'') {
    const std::size_t start = position_ + 1;
    const std::size_t end = std::min(page_.find(quote, start), page_.size());
    position_ = std::min(end + 1, page_.size());
    return page_.substr(start, end - start);
  }
  const std::size_t start = position_;
  while (position_ < page_.size() && !is_blank(page_[position_]) && page_[position_] != '>')
    position_++;
  return page_.substr(start, position_ - start);
}

}  // namespace assay::formats
