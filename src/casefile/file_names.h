// FileNames: finds the files of a case's file systems by their names, as a kernel and a shell do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "casefile/database.h"

namespace assay::casefile {

// One file system of the image, or another container whose members have paths.
class FileNames {
 public:
  struct Member {
    std::int64_t node = 0;
    std::string path;         // begins with '/'
    std::string link_target;  // of a link; else empty
    bool is_file = false;
  };

  // Members come in any order; settle() before anything is asked.
  void add(Member member);
  void settle();

  // The file at `path`, links followed; -1 where there is none, or links lead in circles.
  std::int64_t find(std::string_view path) const;

  // The path that `path` is when the links on the way are followed, whether or not it is there;
  // empty where links lead in circles.
  std::string follow(std::string_view path) const;

  // Of the folders in PATH, in their order.
  std::int64_t search(std::string_view name, const std::vector<std::string>& folders) const;

  // Files whose path fits a pattern of the shell; or, where it begins with "*/", whose path ends
  // with the rest. By path, each file once, at most matches_max. A last part of stars alone fits
  // nothing. `steps` is what may still be compared, and is counted down.
  std::vector<std::int64_t> match(std::string_view pattern, std::uint64_t& steps) const;
  static constexpr std::size_t matches_max = 256;

  // Files with this last part of their path.
  std::vector<std::int64_t> named(std::string_view base) const;

  const std::vector<Member>& members() const { return members_; }  // by path, then node

 private:
  const Member* at(const std::string& path) const;

  std::vector<Member> members_;
  std::unordered_map<std::string, std::size_t> places_;
  std::unordered_map<std::string, std::vector<std::size_t>> bases_;
};

// Whether `text` fits `pattern`, in which * ? and [...] stand for what is not '/'.
bool fits_pattern(std::string_view pattern, std::string_view text);

}  // namespace assay::casefile
