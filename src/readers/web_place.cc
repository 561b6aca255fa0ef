#include "readers/web_place.h"

#include <algorithm>

#include "readers/path.h"

namespace assay::readers {
namespace {

constexpr std::string_view root_folders[] = {
    "www", "htdocs",   "wwwroot", "webroot",     "webpages", "webs",    "web",      "html",
    "htm", "doc_root", "docroot", "public_html", "web_root", "wwwdata", "httpdocs", "webgui"};

constexpr std::string_view cgi_folders[] = {"cgi-bin", "cgi", "fcgi-bin", "webcgi"};

// Folders whose pages no device shows by itself, and where languages keep their modules.
constexpr std::string_view other_folders[] = {"doc",      "docs",    "man",     "gtk-doc",
                                              "info",     "python3", "perl5",   "perl",
                                              "licenses", "javadoc", "include", "node_modules"};

constexpr std::string_view page_suffixes[] = {".html", ".htm",  ".asp", ".aspx", ".shtml", ".shtm",
                                              ".php",  ".stm",  ".jsp", ".gch",  ".xhtml", ".ssi",
                                              ".hsp",  ".tmpl", ".ejs", ".esp"};
constexpr std::string_view cgi_suffixes[] = {".cgi", ".fcgi"};
constexpr std::string_view data_suffixes[] = {".json", ".xml", ".js", ".lua", ".gz"};

template <std::size_t n>
bool is_one_of(std::string_view text, const std::string_view (&list)[n]) {
  return std::ranges::find(list, text) != std::end(list);
}

// The suffix of a name or path with its '.'; empty where nothing stands before it.
std::string_view suffix_of(std::string_view path) {
  const std::size_t at = path.rfind('.');
  return at == path.npos || at == 0 ? std::string_view() : path.substr(at);
}

// The names of a path from its front: calls `see` with each folder and where it ends.
template <class See>
void each_folder(std::string_view path, const See& see) {
  for (std::size_t start = 0, end = 0; (end = path.find('/', start)) != path.npos; start = end + 1)
    see(path.substr(start, end - start), end);
}

std::string_view kind_of(std::string_view path, bool in_cgi_folder, bool below_root) {
  const std::string_view base = base_of(path);
  const std::string_view suffix = suffix_of(base);
  if (is_one_of(suffix, cgi_suffixes)) return "cgi";
  if (is_one_of(suffix, page_suffixes)) return "page";
  if (in_cgi_folder && !is_one_of(suffix, data_suffixes)) return "cgi";
  if (base.ends_with(".js")) return "script";
  if (base.ends_with(".lua")) return "controller";
  if (base.ends_with(".json") && (below_root || path.find("menu.d/") != path.npos)) return "menu";
  return {};
}

}  // namespace

bool has_page_suffix(std::string_view path) {
  const std::string_view suffix = suffix_of(path);
  return is_one_of(suffix, page_suffixes) || is_one_of(suffix, cgi_suffixes) ||
         is_one_of(suffix, data_suffixes);
}

std::optional<WebPlace> web_place(std::string_view path) {
  if (!path.empty() && path[0] == '/') path.remove_prefix(1);
  std::size_t root = std::string_view::npos;
  std::size_t cgi = std::string_view::npos;
  bool other = false;
  each_folder(path, [&](std::string_view folder, std::size_t end) {
    if (is_one_of(folder, root_folders) && cgi == path.npos) root = end;
    if (is_one_of(folder, cgi_folders) && cgi == path.npos) cgi = end - folder.size();
    if (is_one_of(folder, other_folders) && root == path.npos) other = true;
  });
  if (other) return {};
  WebPlace place;
  place.below_root = root != path.npos || cgi != path.npos;
  place.kind = kind_of(path, cgi != path.npos, place.below_root);
  if (place.kind.empty() && !place.below_root) return {};
  // A folder of CGI programs keeps its name in URLs, a root does not.
  const std::size_t from = root != path.npos ? root + 1 : cgi != path.npos ? cgi : 0;
  place.url = "/" + std::string(path.substr(from));
  return place;
}

std::string_view path_of_link(std::string_view link) {
  const auto ends = [](char c) { return c == '?' || c == '#'; };
  link = link.substr(0, static_cast<std::size_t>(std::ranges::find_if(link, ends) - link.begin()));
  if (link.starts_with("//") || link.find("://") != link.npos) return {};
  const std::size_t colon = link.find(':');
  if (colon != link.npos && colon < link.find('/')) return {};
  return link;
}

std::string_view query_of_link(std::string_view link) {
  const std::size_t mark = link.find('?');
  if (mark == link.npos) return {};
  link.remove_prefix(mark + 1);
  return link.substr(0, link.find('#'));
}

}  // namespace assay::readers
