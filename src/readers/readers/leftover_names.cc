// Names of the maker's own machines and of people's folders on them, in programs, scripts and
// settings:
//
//   build path      /home/USER/..., /Users/USER/..., C:\Users\USER\...
//   internal host   a host in .corp, .intranet, .intra, .internal, or .local with three labels
//
// A home of the device itself (/home/httpd, /home/user) is told as it is; the rules leave out what
// says nothing of a person. Each text once in a content.
//
// Source: FHS 3.0, 3.8 (/home); RFC 6762, appendix G.
#include <algorithm>
#include <set>

#include "readers/reader.h"

namespace assay::readers {
namespace {

constexpr std::size_t names_max = 128;  // rows of one content
constexpr std::size_t text_size_max = 256;

constexpr std::string_view words[] = {"/home/",    "/Users/", "\\Users\\", ".corp",
                                      ".intranet", ".intra.", ".internal", ".local"};
constexpr std::size_t host_words = 3;  // from here on they end hosts

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool in_name(char c) { return is_alnum(c) || c == '.' || c == '_' || c == '-'; }
bool in_path(char c) {
  return in_name(c) || c == '/' || c == '\\' || c == '+' || c == '~' || c == '@';
}

bool has_letter(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; });
}

class NameReader {
 public:
  NameReader(const Leaf& leaf, Reading& out) : text_(as_text(leaf.bytes)), out_(out) {}

  void run(std::span<const Hit> hits) {
    for (const Hit& hit : hits) {
      if (seen_.size() >= names_max) return;
      if (hit.pattern < host_words)
        read_path(hit.offset, words[hit.pattern]);
      else
        read_host(hit.offset, words[hit.pattern]);
    }
  }

 private:
  void add(std::size_t at, std::string_view kind, std::string_view text, std::string_view person) {
    if (seen_.size() >= names_max || !seen_.insert(std::string(kind) + std::string(text)).second)
      return;
    Fact fact("leftover", {at, text.size()}, "text");
    fact.set("kind", kind).set("text", text);
    if (!person.empty()) fact.set("person", person);
    out_.facts.push_back(std::move(fact));
  }

  // The end of the run of characters for which `in` holds, from `at` on.
  template <class In>
  std::size_t end_of(std::size_t at, In in) const {
    const std::size_t last = std::min(text_.size(), at + text_size_max);
    while (at < last && in(text_[at])) at++;
    return at;
  }
  template <class In>
  std::size_t start_of(std::size_t at, In in) const {
    const std::size_t first = at - std::min(at, std::size_t{64});
    while (at > first && in(text_[at - 1])) at--;
    return at;
  }

  void read_path(std::size_t at, std::string_view start) {
    // At the front of a path, "C:" before it let pass.
    const bool within = at > 0 && in_path(text_[at - 1]) && start[0] != '\\';
    const std::size_t user = at + start.size();
    const std::size_t user_end = end_of(user, in_name);
    const bool deeper =
        user_end < text_.size() && (text_[user_end] == '/' || text_[user_end] == '\\');
    if (within || user_end == user || !deeper) return;
    const std::size_t end = end_of(at, in_path);
    add(at, "build path", text_.substr(at, end - at), text_.substr(user, user_end - user));
  }

  // The host that ends with `ending`, which stands at `at`.
  void read_host(std::size_t at, std::string_view ending) {
    const std::size_t start = start_of(at, in_name);
    std::size_t end = at + ending.size();
    if (ending.ends_with('.')) end = end_of(end, in_name);
    const std::string_view host = text_.substr(start, end - start);
    const std::string_view labels = text_.substr(start, at - start);
    if (labels.empty() || !is_alnum(host[0]) || !has_letter(labels)) return;
    if (end < text_.size() && (in_name(text_[end]) || text_[end] == '(')) return;  // it goes on
    if (ending == ".local" && labels.find('.') == labels.npos) return;
    // Behind "//" or '@', or on its own; not a file's name behind a folder's, nor a variable's
    // part.
    const char before = start == 0 ? ' ' : text_[start - 1];
    const bool url = before == '/' && start > 1 && text_[start - 2] == '/';
    if (url || before == '@' || (!in_path(before) && before != '$'))
      add(start, "internal host", host, {});
  }

  std::string_view text_;
  Reading& out_;
  std::set<std::string> seen_;
};

bool is_read_type(std::string_view type) {
  constexpr std::string_view types[] = {"text", "text-8bit", "script",     "json",
                                        "xml",  "html",      "javascript", "php",
                                        "lua",  "asp",       "python",     "elf"};
  return std::ranges::find(types, type) != std::end(types);
}

void read_content(const Leaf& leaf, Reading& out) {
  if (leaf.file_type.empty() || is_read_type(leaf.file_type)) NameReader(leaf, out).run(leaf.hits);
}

}  // namespace

extern const Reader leftover_names = {
    .id = "leftover_names",
    .title = "Build paths and internal hosts",
    .source = "FHS 3.0, 3.8; RFC 6762, appendix G",
    .words = words,
    .read_content = read_content,
};

}  // namespace assay::readers
