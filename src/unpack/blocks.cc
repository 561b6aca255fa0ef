#include "unpack/blocks.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace assay::unpack {
namespace {

// The member's size; nothing where a piece does not say how much it decodes to.
Result<std::optional<std::uint64_t>> size_of(const Content& content, std::uint64_t size_max) {
  std::uint64_t size = 0;
  for (const Extent& extent : content.extents) {
    if (extent.codec != nullptr && extent.size == 0) return std::optional<std::uint64_t>();
    if (extent.size > size_max - size)
      return fail(ErrorCode::limit, fmt::format("more than {} bytes, decoded", size_max));
    size += extent.size;
  }
  return std::optional(size);
}

bool shared(const Extent& extent) {
  return extent.skip > 0 || (extent.size > 0 && extent.size < extent.plain_size_max);
}

}  // namespace

Result<void> PlainBudget::take(std::uint64_t size) {
  std::uint64_t left = left_.load();
  do {
    if (size > left) {
      tripped_ = true;
      return fail(ErrorCode::limit, "the limit on decoded bytes of a whole image is reached");
    }
  } while (!left_.compare_exchange_weak(left, left - size));
  return {};
}

Result<void> Blocks::decode(const Extent& extent, std::uint64_t size_max, Buffer& plain) const {
  const Bytes stored = TRY(slice(container_.bytes(), extent.stored));
  TRY(extent.codec->decode(stored, size_max, plain));
  ASSAY_ASSERT(plain.size() <= size_max);
  return {};
}

std::shared_ptr<Blocks::Piece> Blocks::piece_of(const Extent& extent) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t offset = extent.stored.offset;
  if (const auto found = pieces_.find(offset); found != pieces_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second.second);
    return found->second.first;
  }
  if (pieces_.size() == pieces_max) {
    pieces_.erase(recent_.back());
    recent_.pop_back();
  }
  recent_.push_front(offset);
  auto piece = std::make_shared<Piece>();
  pieces_.emplace(offset, std::pair(piece, recent_.begin()));
  return piece;
}

// Writes the extent's part of the member to `to`, which has room for extent.size bytes.
Result<void> Blocks::copy(const Extent& extent, std::uint8_t* to) {
  const auto copy_part = [&](Bytes plain) -> Result<void> {
    const Bytes part = TRY(slice(plain, {extent.skip, extent.size}));
    std::memcpy(to, part.data(), part.size());
    return {};
  };
  if (extent.plain) return copy_part(*extent.plain);
  if (extent.codec == nullptr) {
    if (extent.stored.size > 0) return copy_part(TRY(slice(container_.bytes(), extent.stored)));
    std::memset(to, 0, extent.size);
    return {};
  }
  const std::uint64_t size_max =
      extent.plain_size_max > 0 ? extent.plain_size_max : extent.skip + extent.size;
  if (!shared(extent)) {
    thread_local Buffer plain;
    TRY(decode(extent, size_max, plain));
    return copy_part(plain);
  }
  const auto piece = piece_of(extent);
  std::call_once(piece->once, [&] { piece->result = decode(extent, size_max, piece->plain); });
  if (!piece->result) return tl::unexpected(piece->result.error());
  return copy_part(piece->plain);
}

std::uint64_t Blocks::unsized_max(const Extent& extent, std::uint64_t so_far) const {
  const std::uint64_t ratio_max = std::max(
      limits_.ratio_free_size, extent.stored.size > limits_.plain_size_max / limits_.ratio_max
                                   ? limits_.plain_size_max
                                   : extent.stored.size * limits_.ratio_max);
  return std::min(ratio_max, limits_.plain_size_max - so_far);
}

// A stream, or streams one behind the other, whose plain size shows only when they are decoded.
Result<Held> Blocks::read_unsized(const Content& content) {
  if (content.extents.size() == 1 && content.extents[0].plain) {
    TRY(budget_.take(content.extents[0].plain->size()));
    return Held(content.extents[0].plain);
  }
  auto whole = std::make_shared<Buffer>();
  for (const Extent& extent : content.extents) {
    const std::uint64_t size_max = unsized_max(extent, whole->size());
    if (extent.codec != nullptr && extent.size == 0 && !extent.plain) {
      Buffer plain;
      TRY(decode(extent, size_max, plain));
      TRY(budget_.take(plain.size()));
      if (whole->empty())
        *whole = std::move(plain);
      else
        whole->insert(whole->end(), plain.begin(), plain.end());
      continue;
    }
    Extent sized = extent;
    if (sized.size == 0 && sized.plain) sized.size = sized.plain->size();
    if (sized.size > limits_.plain_size_max - whole->size())
      return fail(ErrorCode::limit,
                  fmt::format("more than {} bytes, decoded", limits_.plain_size_max));
    TRY(budget_.take(sized.size));
    whole->resize(whole->size() + sized.size);
    TRY(copy(sized, whole->data() + whole->size() - sized.size));
  }
  return Held(std::shared_ptr<const Buffer>(std::move(whole)));
}

// One piece that is the whole member: decoded in place, and no room is made for what a header only
// claims.
Result<Held> Blocks::read_one(const Extent& extent) const {
  auto whole = std::make_shared<Buffer>();
  TRY(decode(extent, extent.size, *whole));
  if (whole->size() != extent.size) {
    return fail(ErrorCode::corrupt,
                fmt::format("{} bytes are stated, {} come out", extent.size, whole->size()));
  }
  return Held(std::shared_ptr<const Buffer>(std::move(whole)));
}

Result<Held> Blocks::read(const Content& content, Pool& pool) {
  const auto& extents = content.extents;
  if (extents.size() == 1 && extents[0].codec == nullptr && extents[0].stored.size > 0)
    return container_.part(extents[0].stored);
  const auto size = TRY(size_of(content, limits_.plain_size_max));
  if (!size) return read_unsized(content);
  TRY(budget_.take(*size));
  if (extents.size() == 1 && extents[0].codec != nullptr && !extents[0].plain &&
      !shared(extents[0]))
    return read_one(extents[0]);

  auto whole = std::make_shared<Buffer>(*size);
  std::vector<std::uint64_t> starts;
  std::uint64_t at = 0;
  for (const Extent& extent : extents) {
    starts.push_back(at);
    at += extent.size;
  }
  std::vector<Result<void>> results(extents.size());
  const auto job = [&](std::size_t i) { results[i] = copy(extents[i], whole->data() + starts[i]); };
  constexpr std::uint64_t worth_sharing = 1U << 20U;
  if (*size >= worth_sharing && extents.size() > 1 && pool.threads() > 1) {
    pool.for_each(extents.size(), job);
  } else {
    for (std::size_t i = 0; i < extents.size(); i++) job(i);
  }
  for (Result<void>& result : results) TRY(std::move(result));
  return Held(std::shared_ptr<const Buffer>(std::move(whole)));
}

}  // namespace assay::unpack
