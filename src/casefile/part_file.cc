#include "casefile/part_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/quote.h"

namespace assay::casefile {
namespace {

[[noreturn]] void fail_with(int code, std::string_view doing, const std::filesystem::path& path) {
  throw std::system_error(code, std::generic_category(),
                          fmt::format("cannot {} {}", doing, quote(path.native())));
}

// Opens the part and takes its lock. Nothing, where another process gave the file its target's name
// meanwhile: the lock is then on somebody's finished work.
int open_locked(const std::filesystem::path& part) {
  const int fd = open(part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (fd < 0) fail_with(errno, "write", part);
  struct stat opened = {};
  struct stat named = {};
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    close(fd);
    throw std::system_error(EBUSY, std::generic_category(),
                            fmt::format("another process is writing {}", quote(part.native())));
  }
  if (fstat(fd, &opened) == 0 && S_ISREG(opened.st_mode) && lstat(part.c_str(), &named) == 0 &&
      opened.st_ino == named.st_ino && opened.st_dev == named.st_dev)
    return fd;
  close(fd);
  if (!S_ISREG(opened.st_mode)) fail_with(EEXIST, "write", part);
  return -1;
}

}  // namespace

PartFile::PartFile(const std::filesystem::path& target) : target_(target), part_(target) {
  part_ += ".part";
  struct stat there = {};
  if (stat(target_.c_str(), &there) == 0 && !S_ISREG(there.st_mode))
    fail_with(EEXIST, "replace what is not a regular file:", target_);
  for (int attempts = 0; fd_ < 0 && attempts < 8; attempts++) fd_ = open_locked(part_);
  if (fd_ < 0) fail_with(EBUSY, "write", part_);
  if (ftruncate(fd_, 0) != 0) {
    const int code = errno;
    close(fd_);
    fail_with(code, "empty", part_);
  }
}

PartFile::~PartFile() {
  if (!part_.empty()) unlink(part_.c_str());
  close(fd_);
}

void PartFile::commit() {
  if (fsync(fd_) != 0) fail_with(errno, "write", part_);
  if (rename(part_.c_str(), target_.c_str()) != 0) fail_with(errno, "name", target_);
  part_.clear();
  const std::filesystem::path folder = target_.has_parent_path() ? target_.parent_path() : ".";
  const int directory = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return;  // a folder that may be written but not listed
  fsync(directory);
  close(directory);
}

}  // namespace assay::casefile
