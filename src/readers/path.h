// Paths of files in their container, '/'-separated, taken apart.
#pragma once

#include <string_view>

namespace assay::readers {

inline std::string_view base_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

// All before the last '/'; empty where there is none.
inline std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// Whether `path` is `tail`, or ends with it behind a '/': images hold whole trees in folders.
inline bool path_ends_with(std::string_view path, std::string_view tail) {
  if (!path.ends_with(tail)) return false;
  return path.size() == tail.size() || path[path.size() - tail.size() - 1] == '/';
}

}  // namespace assay::readers
