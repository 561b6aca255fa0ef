#include "codec/lz_output.h"

#include <fmt/core.h>

namespace assay::codec {
namespace {

constexpr std::size_t first_size = std::size_t{1} << 16U;

// Takes no more memory than is needed for the first block, and grows by halves behind others, so
// that a row of blocks is not copied for each.
void resize(Buffer& plain, std::size_t size, bool first_block) {
  if (size > plain.capacity())
    plain.reserve(first_block ? size : std::max(size, plain.capacity() + plain.capacity() / 2));
  plain.resize(size);
}

}  // namespace

LzOutput::LzOutput(Buffer& plain, std::uint64_t size_max, std::size_t history)
    : plain_(plain), start_(plain.size()), size_max_(size_max), history_(history) {
  ASSAY_ASSERT(history <= start_);
  resize(plain_, start_ + slack, start_ == 0);
  at_ = end_ = plain_.data() + start_;
}

// Makes room for `size` more bytes and then some, or, where the limit forbids it, for all that is
// left and gives false.
bool LzOutput::grow(std::size_t size) {
  const std::size_t used = this->size();
  const std::uint64_t fits = std::min<std::uint64_t>(size, left());
  const std::uint64_t wanted = std::max<std::uint64_t>({used + fits, 2 * used, first_size});
  const std::size_t capacity = start_ + std::min(wanted, size_max_);
  resize(plain_, capacity + slack, start_ == 0);
  at_ = plain_.data() + start_ + used;
  end_ = plain_.data() + capacity;
  return fits == size;
}

bool LzOutput::cut_literals(Bytes from) {
  const std::size_t fits = room();
  if (fits > 0) std::memcpy(at_, from.data(), fits);
  at_ += fits;
  return false;
}

bool LzOutput::cut_match(std::size_t distance) {
  repeat(distance, room());
  return false;
}

Error LzOutput::failure(std::string_view what, std::size_t offset) const {
  if (left() == 0)
    return {ErrorCode::limit, fmt::format("{} holds more than {} plain bytes", what, size_max_)};
  return {ErrorCode::corrupt,
          fmt::format("{}, byte {}: a match reaches back past the {} plain bytes before it", what,
                      offset, history_ + size())};
}

}  // namespace assay::codec
