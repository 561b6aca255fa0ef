// Mapping: a file as bytes in memory, read by the kernel when they are looked at.
#pragma once

#include <memory>

#include "base/bytes.h"

namespace assay {

class Mapping {
 public:
  // Maps all of an open regular file, read-only; `fd` may be closed afterwards. A file that shrinks
  // while it is mapped raises SIGBUS in whoever reads it: map only in the confined process.
  // Throws std::system_error where the kernel refuses.
  static std::shared_ptr<const Mapping> of(int fd, std::uint64_t size);

  ~Mapping();
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  Bytes bytes() const { return bytes_; }
  bool contains(Bytes bytes) const;

  // Takes the pages out of this process's memory; they come back when they are looked at.
  void drop_pages() const;

 private:
  explicit Mapping(Bytes bytes) : bytes_(bytes) {}
  Bytes bytes_;
};

}  // namespace assay
