#include "cli/member_path.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::cli {
namespace {

constexpr std::size_t part_size_max = 255;   // NAME_MAX
constexpr std::size_t path_size_max = 3800;  // PATH_MAX, with room for the folder's own name

// Calls `each` with the parts between slashes that are neither empty nor ".".
void for_parts(std::string_view path, auto each) {
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (!part.empty() && part != ".") each(part);
  }
}

}  // namespace

Result<std::string> member_path(std::string_view name) {
  if (name.find('\0') != std::string_view::npos)
    return fail(ErrorCode::corrupt, "its name holds a NUL byte");
  std::string path;
  bool leaves = false;
  std::size_t longest = 0;
  for_parts(name, [&](std::string_view part) {
    leaves = leaves || part == "..";
    longest = std::max(longest, part.size());
    if (!path.empty()) path += '/';
    path += part;
  });
  if (leaves) return fail(ErrorCode::corrupt, "its name has a part \"..\"");
  if (longest > part_size_max || path.size() > path_size_max)
    return fail(ErrorCode::limit, fmt::format("its name is longer than a file's may be: {} bytes",
                                              std::max(longest, path.size())));
  return path;
}

bool link_stays_inside(std::string_view path, std::string_view text) {
  if (text.empty() || text[0] == '/' || text.find('\0') != std::string_view::npos) return false;
  // Every way down may itself be a link, so ".." counts only in front, up from the link's folder.
  std::size_t depth = 0;
  for_parts(path, [&](std::string_view) { depth++; });
  if (depth == 0) return false;
  depth--;
  bool inside = true;
  bool went_down = false;
  for_parts(text, [&](std::string_view part) {
    if (part != "..") {
      went_down = true;
    } else if (went_down || depth == 0) {
      inside = false;
    } else {
      depth--;
    }
  });
  return inside;
}

}  // namespace assay::cli
