// Where a file of an image stands in what a web server shows, as far as names of folders and files
// tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assay::readers {

struct WebPlace {
  std::string url;          // its path from the web root, with a '/' before it
  std::string_view kind;    // page cgi script menu controller; empty for a picture, a style ...
  bool below_root = false;  // whether a folder says so, and not the suffix alone
};

// Nothing where neither a folder nor the suffix says that a web server has to do with it.
// Documentation and the modules of languages are left out.
std::optional<WebPlace> web_place(std::string_view path);

// What a link, an action or an address in a script names: without the host's own scheme and name,
// query and fragment. Empty where it is no path of this device: another host, mailto:, a script.
std::string_view path_of_link(std::string_view link);

// The part of a link behind its '?', without a fragment.
std::string_view query_of_link(std::string_view link);

// Whether a file of this name is one that a web server runs or shows: by its suffix.
bool has_page_suffix(std::string_view path);

}  // namespace assay::readers
