#include "codec/plain_room.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

namespace assay::codec {
namespace {

// Room that is made at once: what a block of a file system holds at most.
constexpr std::uint64_t first_size = std::uint64_t{1} << 18U;
constexpr std::uint64_t large_size = std::uint64_t{64} << 20U;

std::uint64_t add_bounded(std::uint64_t a, std::uint64_t b) {
  return b > std::numeric_limits<std::uint64_t>::max() - a
             ? std::numeric_limits<std::uint64_t>::max()
             : a + b;
}

}  // namespace

PlainRoom::PlainRoom(Buffer& plain, std::uint64_t size_max)
    : plain_(plain), start_(plain.size()), size_(start_), end_(add_bounded(start_, size_max)) {}

std::span<std::uint8_t> PlainRoom::next() {
  if (full()) return {&excess_, 1};
  if (size_ == plain_.size()) {
    // Both the old and the new memory are there while it grows: large ones grow in small steps.
    const std::uint64_t step =
        size_ < large_size ? std::max(first_size, size_) : std::max(large_size, size_ / 8);
    const std::uint64_t wanted = add_bounded(size_, step);
    plain_.reserve(std::min(end_, wanted));  // resize() alone might take twice as much
    plain_.resize(std::min(end_, wanted));
  }
  return std::span(plain_).subspan(size_);
}

void PlainRoom::took(std::uint64_t size) {
  if (full()) {
    over_ = over_ || size > 0;
  } else {
    size_ += size;
  }
}

Error PlainRoom::too_much(std::string_view what) const {
  return {ErrorCode::limit, fmt::format("{} holds more than {} plain bytes", what, end_ - start_)};
}

}  // namespace assay::codec
