// PartFile: a file that appears under its name whole or not at all.
#pragma once

#include <filesystem>

namespace assay::casefile {

// Bytes go to NAME.part beside the target, which one process holds at a time; commit() gives them
// the target's name. What a killed process left behind is overwritten by the next. All throw
// std::system_error with a sentence.
class PartFile {
 public:
  // Creates an empty one. The target may exist only as a regular file.
  explicit PartFile(const std::filesystem::path& target);
  ~PartFile();  // removes the part where commit() was not reached
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const std::filesystem::path& path() const { return part_; }
  int fd() const { return fd_; }  // open for reading and writing

  // Waits until the bytes are on disk, replaces the target, waits until the name is on disk.
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path part_;
  int fd_ = -1;
};

}  // namespace assay::casefile
