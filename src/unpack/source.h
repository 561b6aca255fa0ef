// Source: what was given to scan: one file, or a directory, which is a container like any other.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/held.h"
#include "base/mapping.h"
#include "base/result.h"
#include "unpack/limits.h"
#include "unpack/sink.h"

namespace assay::unpack {

class Source {
 public:
  // Opens the file or directory at `path` for reading; nothing is read yet. Links in `path` itself
  // are followed. Errors: unsupported (a device, a pipe, a socket), truncated (empty), limit
  // (larger than limits.image_size_max), corrupt (cannot be opened); each with a sentence that says
  // what to do.
  static Result<Source> open(const std::string& path, const Limits& limits);

  Source(Source&& other) noexcept;
  Source& operator=(Source&&) = delete;
  ~Source();

  bool is_directory() const { return is_directory_; }
  std::uint64_t size() const { return size_; }  // of the file, as it was when opened
  int fd() const { return fd_; }
  const std::string& name() const { return name_; }  // last part of the path

  // The file's bytes. Only in the process that may die of it (see base/mapping.h).
  std::shared_ptr<const Mapping> map() const;

  // Adds what is in the directory to `sink`, sorted by name, with full relative names; links are
  // recorded, never followed. Files have no content; open_member() has it.
  Result<void> list(Sink& sink) const;

  // The bytes of one listed file. Errors: corrupt, where it is gone or no longer a file; limit.
  Result<Held> open_member(const std::string& relative) const;

 private:
  Source() = default;
  int fd_ = -1;
  bool is_directory_ = false;
  std::uint64_t size_ = 0;
  std::uint64_t size_max_ = 0;
  std::string name_;
};

}  // namespace assay::unpack
