// Names of people and of the maker's own machines that stand in programs, scripts and settings:
//
//   build path      /home/USER/..., /Users/USER/..., C:\Users\USER\...
//   e-mail address  name@host.domain
//   build host      Linux version 3.10.14 (USER@HOST) (gcc ...
//   internal host   a host in .corp, .intranet, .intra, .internal, or .local with three labels
//
// A home of the device itself (/home/httpd, /home/user) is told as it is; the rules leave out what
// says nothing of a person. Each text once in a file.
//
// Source: FHS 3.0, 3.8 (/home); RFC 5322, 3.4.1 (addr-spec); RFC 6762, appendix G; Linux,
// init/version.c (linux_banner).
#include <algorithm>
#include <set>

#include "readers/path.h"
#include "readers/reader.h"
#include "readers/script_file.h"

namespace assay::readers {
namespace {

constexpr std::size_t names_max = 128;  // rows of one file
constexpr std::size_t text_size_max = 256;

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
  NameReader(Bytes bytes, Reading& out) : text_(as_text(bytes)), out_(out) {}

  void run() {
    for (const std::string_view start : {"/home/", "/Users/", "\\Users\\"}) read_paths(start);
    read_addresses();
    for (const std::string_view ending : {".corp", ".intranet", ".intra.", ".internal", ".local"})
      read_hosts(ending);
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

  void read_paths(std::string_view start) {
    for (std::size_t at = 0; (at = text_.find(start, at)) != text_.npos; at += start.size()) {
      // At the front of a path, "/export" and "C:" before it let pass.
      const bool within = at > 0 && in_path(text_[at - 1]) && !(start[0] == '\\');
      const std::size_t user = at + start.size();
      const std::size_t user_end = end_of(user, in_name);
      const bool deeper =
          user_end < text_.size() && (text_[user_end] == '/' || text_[user_end] == '\\');
      if (within || user_end == user || !deeper) continue;
      const std::size_t end = end_of(at, in_path);
      add(at, "build path", text_.substr(at, end - at), text_.substr(user, user_end - user));
      if (seen_.size() >= names_max) return;
    }
  }

  void read_addresses() {
    for (std::size_t at = 0; (at = text_.find('@', at)) != text_.npos; at++) {
      if (at == 0 || at + 1 >= text_.size() || !is_alnum(text_[at - 1]) || !is_alnum(text_[at + 1]))
        continue;
      const std::size_t start = start_of(at, [](char c) { return in_name(c) || c == '+'; });
      std::size_t end = end_of(at + 1, in_name);
      while (!is_alnum(text_[end - 1])) end--;
      const std::string_view host = text_.substr(at + 1, end - at - 1);
      const std::string_view user = text_.substr(start, at - start);
      if (is_banner(start)) {
        add(start, "build host", text_.substr(start, end - start), user);
      } else if (is_domain(host) && user.size() > 1 && has_letter(user) && !is_url(start)) {
        add(start, "e-mail address", text_.substr(start, end - start), user);
      }
      if (seen_.size() >= names_max) return;
    }
  }

  // "Linux version 3.10.14 (" stands before.
  bool is_banner(std::size_t at) const {
    if (at == 0 || text_[at - 1] != '(') return false;
    const std::size_t start = at - std::min<std::size_t>(at, 96);
    return text_.substr(start, at - start).find("Linux version ") != text_.npos;
  }

  // user@ of a URL, or a path as systemd's and D-Bus' templates have.
  bool is_url(std::size_t at) const {
    return at > 0 && (text_[at - 1] == '/' || text_[at - 1] == ':');
  }

  static bool is_domain(std::string_view host) {
    const std::size_t dot = host.rfind('.');
    if (dot == host.npos || dot == 0 || host.size() < 5) return false;
    const std::string_view top = host.substr(dot + 1);
    constexpr std::string_view units[] = {"service", "socket", "target", "timer",
                                          "mount",   "path",   "slice",  "conf",
                                          "openssh", "libssh", "so",     "swap"};
    return top.size() >= 2 && top.size() <= 6 && std::ranges::find(units, top) == std::end(units) &&
           host.find("example") == host.npos && host.find("..") == host.npos &&
           std::ranges::all_of(
               top, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
  }

  void read_hosts(std::string_view ending) {
    for (std::size_t at = 0; (at = text_.find(ending, at)) != text_.npos; at += ending.size()) {
      const std::size_t start = start_of(at, in_name);
      std::size_t end = at + ending.size();
      if (ending.ends_with('.')) end = end_of(end, in_name);
      const std::string_view host = text_.substr(start, end - start);
      const bool goes_on = end < text_.size() && (in_name(text_[end]) || text_[end] == '(');
      const bool path =
          start > 0 && (text_[start - 1] == '_' || text_[start - 1] == '$' ||
                        (text_[start - 1] == '/' && (start < 2 || text_[start - 2] != '/')));
      const std::string_view labels = host.substr(0, host.size() - ending.size());
      const bool enough = ending != ".local" || labels.find('.') != labels.npos;
      if (goes_on || path || !enough || start == at || !has_letter(labels) || !is_alnum(host[0]) ||
          !(start == 0 || !in_path(text_[start - 1]) || text_[start - 1] == '/' ||
            text_[start - 1] == '@'))
        continue;
      add(start, "internal host", host, {});
      if (seen_.size() >= names_max) return;
    }
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

bool wants(std::string_view name) { return !is_documentation(name); }

void read_named(const Leaf& leaf, Reading& out) {
  if (is_read_type(leaf.file_type)) NameReader(leaf.bytes, out).run();
}

void read_content(const Leaf& leaf, Reading& out) {
  if (leaf.file_type.empty()) NameReader(leaf.bytes, out).run();
}

}  // namespace

extern const Reader leftover_names = {
    .id = "leftover_names",
    .title = "Build paths, e-mail addresses and internal hosts",
    .source = "FHS 3.0; RFC 5322; RFC 6762; Linux, init/version.c",
    .read_content = read_content,
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
