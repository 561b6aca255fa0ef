// Has every reader read a leaf, and keeps what they say in order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/leaf.h"
#include "readers/reader.h"

namespace assay::readers {

class Readers {
 public:
  // Without `code` no machine code is read.
  explicit Readers(bool code = true);

  // The words of all readers, for the one search that they share.
  const std::vector<std::string_view>& words() const { return words_; }

  // What all readers say of a leaf; `leaf.hits` counts in words(). From any thread.
  void read_content(const Leaf& leaf, Reading& out) const;
  void read_named(const Leaf& leaf, Reading& out) const;
  // What readers of machine code say of bytes without headers; whether they are any.
  bool read_raw(Bytes bytes, Reading& out) const;

 private:
  std::vector<std::string_view> words_;
  bool code_;
  std::vector<std::uint32_t> first_word_;  // of each reader, in words_
};

}  // namespace assay::readers
