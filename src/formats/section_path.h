// The sections that a reader of settings stands in, as one path that grows and shrinks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/settings.h"

namespace assay::formats {

// Past settings_depth_max, or past a path of 512 bytes, sections are counted and not named.
class SectionPath {
 public:
  void enter(std::string_view name) {
    const bool named = ends_.size() < settings_depth_max && path_.size() + name.size() < 512;
    if (ends_.size() < settings_depth_max) {
      ends_.push_back(path_.size());
    } else {
      deeper_++;
    }
    if (!named) return;
    if (!path_.empty() && !name.empty()) path_ += '/';
    path_ += name;
  }
  void leave() {
    if (deeper_ > 0) {
      deeper_--;
    } else if (!ends_.empty()) {
      path_.resize(ends_.back());
      ends_.pop_back();
    }
  }
  void clear() {
    path_.clear();
    ends_.clear();
    deeper_ = 0;
  }

  std::string_view text() const { return path_; }
  // The path without its last name.
  std::string_view parent() const {
    return ends_.empty() ? std::string_view() : std::string_view(path_).substr(0, ends_.back());
  }
  std::size_t depth() const { return ends_.size() + deeper_; }

 private:
  std::string path_;
  std::vector<std::size_t> ends_;  // of the path before each section was entered
  std::size_t deeper_ = 0;
};

}  // namespace assay::formats
