// Pages of the web side: what a server shows or runs (by folder and suffix, see web_place.h), the
// forms, fields and links of pages, and the scripts within them.
//
//   <form action method>, with the <input>, <select>, <textarea>, <button> up to </form>
//   <a href>, <area href>, <frame src>, <iframe src>, <script src>, <meta http-equiv=refresh>
//
// What stands between <% %> and <? ?> is read as JavaScript (GoAhead) or PHP.
//
// Source: HTML Living Standard, 4.10 (forms), 4.6 (links); GoAhead, "JavaScript Server Pages".
#include <algorithm>

#include "base/lower_case.h"
#include "formats/html_lexer.h"
#include "readers/path.h"
#include "readers/reader.h"
#include "readers/secret_names.h"
#include "readers/web_code.h"
#include "readers/web_place.h"

namespace assay::readers {
namespace {

using formats::HtmlToken;
using formats::same_name;
using formats::ScriptLanguage;

constexpr std::size_t page_size_max = 8U << 20U;  // bytes that are read
constexpr std::size_t fields_max = 256;           // names of one form that are told

std::string_view value_of(const HtmlToken& tag, std::string_view name) {
  const auto* attribute = tag.attribute(name);
  return attribute == nullptr ? std::string_view() : attribute->value;
}

std::string upper(std::string_view text) {
  std::string out(text.substr(0, 16));
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

// onclick and the like.
bool is_event(std::string_view name) {
  return name.size() > 2 && lower_case(name[0]) == 'o' && lower_case(name[1]) == 'n';
}

// Pages that servers and frameworks ship as a greeting, an example or a test.
std::string_view sample_of(std::string_view title) {
  constexpr std::string_view known[] = {"Welcome to nginx!",
                                        "Apache2 Debian Default Page",
                                        "Apache2 Ubuntu Default Page",
                                        "It works!",
                                        "phpinfo()",
                                        "Test Page for",
                                        "Welcome page",
                                        "Apache Tomcat",
                                        "Placeholder page"};
  const auto* found =
      std::ranges::find_if(known, [&](auto one) { return title.find(one) != title.npos; });
  return found == std::end(known) ? std::string_view() : *found;
}

class PageReader {
 public:
  PageReader(std::string_view page, WebRows& rows) : page_(page), rows_(rows) {}

  void run() {
    formats::HtmlLexer lexer(page_);
    while (true) {
      const HtmlToken& token = lexer.next();
      if (token.kind == HtmlToken::Kind::end) break;
      if (token.kind == HtmlToken::Kind::open) open(token);
      if (token.kind == HtmlToken::Kind::close && same_name(token.name, "form")) end_form();
      if (token.kind == HtmlToken::Kind::server) server(token);
      if (token.kind == HtmlToken::Kind::raw) raw(token);
    }
    end_form();
  }

  const std::string& title() const { return title_; }

 private:
  struct Form {
    Range range;
    std::string_view action;
    std::string method;
    std::string_view encoding;
    std::vector<std::string_view> fields;
    int passwords = 0;
    int files = 0;
  };

  std::uint64_t offset_of(std::string_view part) const {
    return static_cast<std::uint64_t>(part.data() - page_.data());
  }

  void open(const HtmlToken& tag) {
    if (same_name(tag.name, "form")) return begin_form(tag);
    if (same_name(tag.name, "input") || same_name(tag.name, "select") ||
        same_name(tag.name, "textarea") || same_name(tag.name, "button"))
      return field(tag);
    if (same_name(tag.name, "a") || same_name(tag.name, "area")) link(tag, "href", "link");
    if (same_name(tag.name, "frame") || same_name(tag.name, "iframe")) link(tag, "src", "frame");
    if (same_name(tag.name, "script")) link(tag, "src", "script source");
    if (same_name(tag.name, "meta")) refresh(tag);
    for (const formats::HtmlAttribute& attribute : tag.attributes)
      if (is_event(attribute.name))
        read_web_code(attribute.value, ScriptLanguage::javascript, offset_of(attribute.value),
                      false, rows_);
  }

  void link(const HtmlToken& tag, std::string_view attribute, std::string_view how) {
    const std::string_view value = value_of(tag, attribute);
    if (value.find('<') == value.npos) rows_.route(tag.range, value, how);
  }

  void refresh(const HtmlToken& tag) {
    const std::string_view content = value_of(tag, "content");
    for (const std::string_view word : {"URL=", "url="})
      if (const std::size_t at = content.find(word); at != content.npos)
        rows_.route(tag.range, content.substr(at + 4), "redirect");
  }

  void begin_form(const HtmlToken& tag) {
    end_form();
    in_form_ = true;
    form_ = {tag.range,
             value_of(tag, "action"),
             upper(value_of(tag, "method")),
             value_of(tag, "enctype"),
             {},
             0,
             0};
    if (form_.method.empty()) form_.method = "GET";
    rows_.route(tag.range, form_.action, "form");
  }

  void end_form() {
    if (!in_form_) return;
    in_form_ = false;
    Fact* fact = rows_.add("web_form", form_.range);
    if (fact == nullptr) return;
    if (!form_.action.empty()) fact->set("action", form_.action);
    fact->set("target", base_of(path_of_link(form_.action))).set("verb", form_.method);
    std::string names;
    for (const std::string_view name : form_.fields)
      names += (names.empty() ? "" : " ") + std::string(name);
    fact->set("fields", names).set("field_count", form_.fields.size());
    fact->set("passwords", form_.passwords).set("files", form_.files);
    if (!form_.encoding.empty()) fact->set("encoding", form_.encoding);
  }

  void field(const HtmlToken& tag) {
    const std::string_view name = value_of(tag, "name");
    std::string kind = same_name(tag.name, "input")
                           ? lower_case(value_of(tag, "type").substr(0, 16))
                           : lower_case(tag.name.substr(0, 16));
    if (kind.empty()) kind = "text";
    const std::string_view value = value_of(tag, "value");
    const std::string_view target = in_form_ ? base_of(path_of_link(form_.action)) : "";
    rows_.parameter(tag.range, name, kind, target, value);
    const bool password =
        kind == "password" || (kind == "hidden" && secret_kind(name) == "password");
    if (password && is_secret_value("password", value, true))
      rows_.secret(tag.range, "password", name, value, "page");
    if (!in_form_ || name.empty()) return;
    if (kind == "password") form_.passwords++;
    if (kind == "file") form_.files++;
    if (form_.fields.size() < fields_max) form_.fields.push_back(name);
  }

  void server(const HtmlToken& token) {
    const bool php = page_.substr(token.range.offset).starts_with("<?");
    if (php && token.text.starts_with("xml")) return;
    read_web_code(token.text, php ? ScriptLanguage::php : ScriptLanguage::javascript,
                  offset_of(token.text), true, rows_);
  }

  void raw(const HtmlToken& token) {
    if (same_name(token.name, "script"))
      read_web_code(token.text, ScriptLanguage::javascript, token.range.offset, false, rows_);
    if (same_name(token.name, "title") && title_.empty()) title_ = token.text.substr(0, 200);
  }

  std::string_view page_;
  WebRows& rows_;
  Form form_;
  bool in_form_ = false;
  std::string title_;
};

bool is_markup(std::string_view kind, std::string_view type, std::string_view text) {
  if (type == "html" || type == "php" || type == "asp") return true;
  return kind == "page" && text.substr(0, 4096).find('<') != text.npos;
}

bool wants(std::string_view name) {
  const auto place = web_place(name);
  return place && !place->kind.empty();
}

void read_named(const Leaf& leaf, Reading& out) {
  const auto place = web_place(leaf.name);
  if (!place || leaf.bytes.empty()) return;
  WebRows rows(leaf.bytes, "folder and suffix", out);
  if (Fact* fact = rows.add("web_page", {0, std::min<std::size_t>(leaf.bytes.size(), 256)})) {
    fact->set("url", place->url).set("kind", place->kind);
    fact->set("below_root", place->below_root ? 1 : 0);
    if (!leaf.file_type.empty()) fact->set("file_type", leaf.file_type);
  }
  const std::string_view text = as_text(leaf.bytes).substr(0, page_size_max);
  if (!is_markup(place->kind, leaf.file_type, text) || text.find('\0') != text.npos) return;
  if (leaf.bytes.size() > page_size_max)
    out.problems.push_back({"read",
                            ErrorCode::limit,
                            "of a page only 8 MiB are read",
                            {page_size_max, leaf.bytes.size() - page_size_max}});
  const std::size_t page = out.facts.size() - 1;
  WebRows content(leaf.bytes, "HTML page", out);
  PageReader reader(text, content);
  reader.run();
  if (reader.title().empty()) return;
  out.facts[page].set("title", reader.title());
  if (const auto sample = sample_of(reader.title()); !sample.empty())
    out.facts[page].set("sample", sample);
}

}  // namespace

extern const Reader web_pages = {
    .id = "web_pages",
    .title = "Pages, forms and links of the web side",
    .source = "HTML Living Standard; GoAhead, JavaScript Server Pages",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
