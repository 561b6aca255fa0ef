// XML, read from left to right without a tree. Markup that is not well formed is passed over up to
// the next "<". An element counts where text alone stands in it; attributes count by their own
// name, or, where one is called name, key or id and another value or val, as that setting. Its
// name is part of the section that an element is: "DB/Tbl TelnetCfg/Row".
//
// Source: Extensible Markup Language 1.0, clauses 2 and 3.
#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "formats/lines.h"
#include "formats/section_path.h"
#include "formats/settings.h"

namespace assay::formats {
namespace {

constexpr std::size_t attributes_max = 64;  // of one element

struct Attribute {
  std::string_view name;
  std::string_view value;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  text.remove_prefix(start);
  return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

// `raw` with the five entities of XML and small numbers resolved.
std::string resolved(std::string_view raw) {
  constexpr std::pair<std::string_view, char> entities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  std::string text;
  for (std::size_t i = 0; i < raw.size(); i++) {
    const std::string_view rest = raw.substr(i);
    const auto* entity = std::ranges::find_if(
        entities, [&](const auto& one) { return rest.starts_with(one.first); });
    if (raw[i] == '&' && entity != std::end(entities)) {
      text += entity->second;
      i += entity->first.size() - 1;
    } else {
      text += raw[i];
    }
  }
  return text;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::any_of(names, [&](std::string_view one) {
    return std::ranges::equal(one, name, [](char a, char b) { return a == (b | 0x20); });
  });
}

class XmlSettings {
 public:
  XmlSettings(Bytes bytes, const TakeSetting& take) : text_(as_text(bytes)), take_(take) {}

  SettingProblems read() {
    while (at_ < text_.size() && count_ < settings_max) {
      const std::size_t open = std::min(text_.find('<', at_), text_.size());
      if (open + 1 >= text_.size()) break;
      content_end_ = open;
      at_ = open + 1;
      read_markup();
    }
    if (count_ >= settings_max) {
      problems_.push_back(
          {{ErrorCode::limit, fmt::format("only {} settings are read", settings_max)},
           {at_, text_.size() - at_}});
    }
    return std::move(problems_);
  }

 private:
  bool skip(std::string_view begin, std::string_view end) {
    if (!text_.substr(at_).starts_with(begin)) return false;
    const std::size_t found = text_.find(end, at_ + begin.size());
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
    return true;
  }

  void read_markup() {
    if (skip("!--", "-->") || skip("?", "?>")) return;
    if (text_.substr(at_).starts_with("![CDATA[")) return read_cdata();
    if (text_[at_] == '!') return skip_declaration();
    if (text_[at_] == '/') return end_element();
    start_element();
  }

  // The text of an element that stands in a CDATA section as a whole.
  void read_cdata() {
    const std::size_t start = at_ + 8;
    const std::size_t end = std::min(text_.find("]]>", start), text_.size());
    at_ = std::min(end + 3, text_.size());
    if (leaf_ && text_.substr(at_).starts_with("</")) {
      content_start_ = start;
      content_end_ = end;
      cdata_ = true;
      at_++;
      end_element();
    }
  }

  // <!DOCTYPE ... [ ... ]>, whose declarations are not read.
  void skip_declaration() {
    std::size_t depth = 1;
    while (at_ < text_.size() && depth > 0) {
      at_ = std::min(text_.find_first_of("<>", at_), text_.size());
      if (at_ == text_.size()) break;
      depth += text_[at_++] == '<' ? 1U : std::size_t(-1);
    }
  }

  void end_element() {
    if (leaf_) {
      const std::string_view value =
          trimmed(text_.substr(content_start_, content_end_ - content_start_));
      add(path_.parent(), name_, value);
    }
    leaf_ = cdata_ = false;
    path_.leave();
    at_ = std::min(text_.find('>', at_), text_.size());
    at_ = std::min(at_ + 1, text_.size());
  }

  void start_element() {
    std::size_t end = at_;
    while (end < text_.size() && std::string_view(" \t\r\n/>").find(text_[end]) == text_.npos)
      end++;
    std::string_view name = text_.substr(at_, end - at_);
    at_ = end;
    leaf_ = cdata_ = false;
    attributes_.clear();
    const bool closed = read_attributes();
    name.remove_prefix(std::min(name.rfind(':') + 1, name.size()));
    if (name.size() > setting_name_size_max) name = {};
    enter(name);
    name_ = name;
    take_attributes();
    content_start_ = at_;
    leaf_ = !closed && !name_.empty();
    if (closed) path_.leave();
  }

  // An element that is called so by an attribute is that section: "Tbl TelnetCfg".
  void enter(std::string_view name) {
    std::string_view called;
    for (const Attribute& one : attributes_) {
      if (is_one_of(one.name, {"value", "val"})) return path_.enter(name);
      if (is_one_of(one.name, {"name"}) && one.value.size() <= setting_name_size_max)
        called = one.value;
    }
    if (name.empty() || called.empty()) return path_.enter(name);
    path_.enter(fmt::format("{} {}", name, called));
  }

  // Up to behind ">"; whether the element is closed by "/>".
  bool read_attributes() {
    bool closed = false;
    while (at_ < text_.size() && text_[at_] != '>') {
      if (text_[at_] == '<') return closed;  // not well formed
      closed = text_[at_] == '/';
      const std::size_t start = at_;
      while (at_ < text_.size() && std::string_view(" \t\r\n=/<>").find(text_[at_]) == text_.npos)
        at_++;
      const std::string_view name = text_.substr(start, at_ - start);
      if (name.empty()) {
        at_++;
        continue;
      }
      read_attribute_value(name);
    }
    at_ = std::min(at_ + 1, text_.size());
    return closed;
  }

  void read_attribute_value(std::string_view name) {
    std::size_t at = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    if (at == text_.size() || text_[at] != '=') return;
    at = std::min(text_.find_first_not_of(" \t\r\n", at + 1), text_.size());
    if (at == text_.size() || (text_[at] != '"' && text_[at] != '\'')) {
      at_ = at;
      return;
    }
    const std::size_t end = std::min(text_.find(text_[at], at + 1), text_.size());
    if (attributes_.size() < attributes_max)
      attributes_.push_back({name, text_.substr(at + 1, end - at - 1)});
    at_ = std::min(end + 1, text_.size());
  }

  void take_attributes() {
    const Attribute* named = nullptr;
    const Attribute* valued = nullptr;
    for (const Attribute& one : attributes_) {
      if (named == nullptr && is_one_of(one.name, {"name", "key", "id"})) named = &one;
      if (is_one_of(one.name, {"value", "val"})) valued = &one;
    }
    const bool usable = named != nullptr && named->value.size() <= setting_name_size_max;
    if (usable && valued != nullptr) {
      add(path_.text(), named->value, valued->value);
      return;
    }
    if (usable) name_ = named->value;  // of the text that follows
    // A name alone is that of the text; beside others it is a setting like them.
    for (const Attribute& one : attributes_)
      if (&one != named || attributes_.size() > 1) add(path_.text(), one.name, one.value);
  }

  void add(std::string_view section, std::string_view name, std::string_view raw) {
    if (name.empty() || raw.size() > setting_value_size_max || name.size() > setting_name_size_max)
      return;
    count_++;
    std::string_view value = raw;
    std::string plain;
    if (!cdata_ && raw.find('&') != std::string_view::npos) value = plain = resolved(raw);
    const Range range = range_in(text_, raw, 0);
    const Range named = range_in(text_, name, 0);
    const bool in_order = named.offset <= range.offset;
    const Range whole = in_order ? Range{named.offset, range.end() - named.offset}
                                 : Range{range.offset, named.end() - range.offset};
    take_({section, name, value, range, whole});
  }

  std::string_view text_;
  const TakeSetting& take_;
  SectionPath path_;
  SettingProblems problems_;
  std::vector<Attribute> attributes_;
  std::string_view name_;          // of the element that was entered last
  std::size_t content_start_ = 0;  // of its text
  std::size_t content_end_ = 0;
  bool leaf_ = false;   // no element was entered or left since
  bool cdata_ = false;  // its text is a CDATA section
  std::size_t at_ = 0;
  std::size_t count_ = 0;
};

}  // namespace

SettingProblems read_xml_settings(Bytes bytes, const TakeSetting& take) {
  return XmlSettings(bytes, take).read();
}

}  // namespace assay::formats
