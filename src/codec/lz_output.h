// LzOutput: where a decoder of an LZ77 block puts its literals and matches, growing up to a limit.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "base/bytes.h"

namespace assay::codec {

// Writes behind what `plain` holds. Copies run up to `slack` bytes past their end, inside memory
// that is always there, because that is quicker.
class LzOutput {
 public:
  // Lets `size_max` more bytes into `plain`. Matches may reach into the last `history` bytes of
  // what it holds already.
  LzOutput(Buffer& plain, std::uint64_t size_max, std::size_t history = 0);
  ~LzOutput() { plain_.resize(static_cast<std::size_t>(at_ - plain_.data())); }
  LzOutput(const LzOutput&) = delete;
  LzOutput& operator=(const LzOutput&) = delete;

  // How many plain bytes are out, and how many more there is leave for.
  std::size_t size() const { return static_cast<std::size_t>(at_ - plain_.data()) - start_; }
  std::uint64_t left() const { return size_max_ - size(); }

  // Adds the first `size` of `from`, which has that many at least. False, where only part of them
  // fits the limit: that part is added.
  bool literals(Bytes from, std::size_t size) {
    if (room() < size && !grow(size)) return cut_literals(from);
    if (size <= slack && from.size() >= slack)
      std::memcpy(at_, from.data(), slack);
    else if (size > 0)
      std::memcpy(at_, from.data(), size);
    at_ += size;
    return true;
  }

  // Repeats the `size` bytes that stand `distance` back. False, where that is before the first
  // byte, or where only part of them fits the limit: that part is added.
  bool match(std::size_t distance, std::size_t size) {
    if (distance == 0 || distance > history_ + this->size()) return false;
    if (room() < size && !grow(size)) return cut_match(distance);
    repeat(distance, size);
    return true;
  }

  // Why the last call gave false. `what` is for the sentence, with where in it.
  Error failure(std::string_view what, std::size_t offset) const;

 private:
  static constexpr std::size_t slack = 32;

  std::size_t room() const { return static_cast<std::size_t>(end_ - at_); }
  bool grow(std::size_t size);
  bool cut_literals(Bytes from);
  bool cut_match(std::size_t distance);

  void repeat(std::size_t distance, std::size_t size) {
    std::uint8_t* to = at_;
    std::uint8_t* const stop = at_ + size;
    at_ = stop;
    if (distance < 16) {
      // Written one by one, the period comes to fill 16 bytes; then it is a multiple of itself
      // that is far enough back for whole steps.
      for (int i = 0; i < 16; i++, to++) *to = *(to - distance);
      distance *= (15 + distance) / distance;
    }
    for (; to < stop; to += 16) std::memcpy(to, to - distance, 16);
  }

  Buffer& plain_;
  std::size_t start_;
  std::uint64_t size_max_;
  std::size_t history_;
  std::uint8_t* at_;
  std::uint8_t* end_;  // `slack` bytes or more before the end of plain_
};

}  // namespace assay::codec
