// PlainRoom: where a stream decoder writes its plain bytes, growing with them up to a limit.
#pragma once

#include <string_view>

#include "base/bytes.h"

namespace assay::codec {

// Writes behind what `plain` holds. Memory grows with what is really written, so that neither a
// bomb nor a huge limit costs more than the bytes that came out.
class PlainRoom {
 public:
  // Lets `size_max` more bytes into `plain`.
  PlainRoom(Buffer& plain, std::uint64_t size_max);
  ~PlainRoom() { plain_.resize(size_); }
  PlainRoom(const PlainRoom&) = delete;
  PlainRoom& operator=(const PlainRoom&) = delete;

  // Where the next bytes go: never empty. When the limit is reached it is one byte that is thrown
  // away, so that a decoder with more to say shows it and one that is at its end reaches it.
  std::span<std::uint8_t> next();

  // Says that `size` bytes of what next() gave last are written.
  void took(std::uint64_t size);

  bool full() const { return size_ == end_; }  // the limit is reached
  bool over() const { return over_; }          // a byte came out past the limit
  Error too_much(std::string_view what) const;

 private:
  Buffer& plain_;
  std::uint64_t start_;
  std::uint64_t size_;
  std::uint64_t end_;
  bool over_ = false;
  std::uint8_t excess_ = 0;
};

}  // namespace assay::codec
