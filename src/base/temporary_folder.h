// TemporaryFolder: a new folder that only this user can enter, and that goes away with all that is
// in it.
#pragma once

#include <filesystem>
#include <string_view>

namespace assay {

class TemporaryFolder {
 public:
  TemporaryFolder();  // throws std::system_error where the machine gives none
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace assay
