#include "codec/plain_room.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

namespace assay::codec {
namespace {

// Room that is made at once: what a block of a file system holds at most.
constexpr std::uint64_t first_size = std::uint64_t{1} << 18U;

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
    const std::uint64_t wanted =
        std::max(add_bounded(size_, first_size), add_bounded(size_, size_));
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
