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

MemberBytes nothing(const Error& error) {
  return {Held(), Problem{"decode", error.code, error.detail, {}}};
}

// What was decoded up to the error, if there is one.
MemberBytes cut_short(std::shared_ptr<Buffer> plain, const std::optional<Error>& error) {
  if (error && plain->empty()) return nothing(*error);
  MemberBytes bytes{Held(std::shared_ptr<const Buffer>(plain)), {}};
  if (error) {
    bytes.problem = {
        "decode",
        error->code,
        fmt::format("{} bytes were decoded before this: {}", plain->size(), error->detail),
        {plain->size(), 0}};
  }
  return bytes;
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

// Members that share stored bytes decode to more than any codec gets out of those bytes.
Result<void> Blocks::take(std::uint64_t size) {
  TRY(budget_.take(size));
  const std::uint64_t stored = container_.bytes().size();
  const std::uint64_t most =
      stored > limits_.plain_total_max / limits_.ratio_max
          ? limits_.plain_total_max
          : std::max(limits_.container_free_size, stored * limits_.ratio_max);
  if (decoded_.fetch_add(size) + size <= most) return {};
  budget_.trip();
  return fail(
      ErrorCode::limit,
      fmt::format("the members of a container of {} bytes decode to more than {}", stored, most));
}

// Such members cost no memory, but time, where very many share their bytes.
Result<void> Blocks::take_run(std::uint64_t size) {
  const std::uint64_t stored = container_.bytes().size();
  const std::uint64_t most = limits_.container_free_size + limits_.sharing_max * stored;
  if (runs_.fetch_add(size) + size <= most) return {};
  budget_.trip();
  return fail(
      ErrorCode::limit,
      fmt::format("the members of a container of {} bytes have more than {}", stored, most));
}

Result<void> Blocks::decode(const Extent& extent, std::uint64_t size_max, Buffer& plain) const {
  plain.clear();
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

// Writes the extent's part of the member to `to`, which has room for extent.size bytes. Returns how
// many of them there are, with the error where that is not all.
std::uint64_t Blocks::copy(const Extent& extent, std::uint8_t* to, std::optional<Error>& error) {
  const auto copy_part = [&](Bytes plain, const Result<void>& decoded) {
    const std::uint64_t skip = std::min<std::uint64_t>(extent.skip, plain.size());
    const std::uint64_t size = std::min<std::uint64_t>(extent.size, plain.size() - skip);
    if (size > 0) std::memcpy(to, plain.data() + skip, size);
    if (size < extent.size && decoded) {
      error = Error{ErrorCode::corrupt, fmt::format("{} bytes from byte {} on are wanted of {}",
                                                    extent.size, extent.skip, plain.size())};
    } else if (size < extent.size || !decoded) {
      error = decoded.error();
    }
    return size;
  };
  if (extent.plain) return copy_part(*extent.plain, {});
  if (extent.codec == nullptr && extent.stored.size == 0) {
    std::memset(to, 0, extent.size);
    return extent.size;
  }
  if (extent.codec == nullptr) {
    const auto stored = slice(container_.bytes(), extent.stored);
    ASSAY_ASSERT(stored.has_value());  // the sink saw to it
    return copy_part(*stored, {});
  }
  const std::uint64_t size_max =
      extent.plain_size_max > 0 ? extent.plain_size_max : extent.skip + extent.size;
  if (!shared(extent)) {
    constexpr std::size_t kept_size_max = std::size_t{4} << 20U;
    thread_local Buffer plain;
    const auto decoded = decode(extent, size_max, plain);
    const std::uint64_t copied = copy_part(plain, decoded);
    if (plain.capacity() > kept_size_max) plain = Buffer();
    return copied;
  }
  const auto piece = piece_of(extent);
  std::call_once(piece->once, [&] { piece->result = decode(extent, size_max, piece->plain); });
  return copy_part(piece->plain, piece->result);
}

std::uint64_t Blocks::unsized_max(const Extent& extent, std::uint64_t so_far) const {
  const std::uint64_t ratio_max = std::max(
      limits_.ratio_free_size, extent.stored.size > limits_.plain_size_max / limits_.ratio_max
                                   ? limits_.plain_size_max
                                   : extent.stored.size * limits_.ratio_max);
  return std::min(ratio_max, limits_.plain_size_max - so_far);
}

// Adds what the extent decodes to, `size_max` bytes at most, to `whole`. False where there is more,
// or where something else is wrong with it, which `error` then says.
bool Blocks::append(const Extent& extent, std::uint64_t size_max, Buffer& whole,
                    std::optional<Error>& error) {
  const std::uint64_t start = whole.size();
  if (extent.codec != nullptr && extent.size == 0 && !extent.plain) {
    Buffer plain;
    if (const auto done = decode(extent, size_max, plain); !done) error = done.error();
    if (whole.empty())
      whole = std::move(plain);
    else
      whole.insert(whole.end(), plain.begin(), plain.end());
    return !error;
  }
  Extent sized = extent;
  if (sized.size == 0 && sized.plain) sized.size = sized.plain->size();
  if (sized.size > size_max) {
    error = Error{ErrorCode::limit, fmt::format("more than {} bytes, decoded", size_max)};
    return false;
  }
  whole.resize(start + sized.size);
  whole.resize(start + copy(sized, whole.data() + start, error));
  return !error;
}

// A stream, or streams one behind the other, whose plain size shows only when they are decoded.
MemberBytes Blocks::read_unsized(const Content& content, std::uint64_t most) {
  if (content.extents.size() == 1 && content.extents[0].plain) {
    if (const auto taken = take(content.extents[0].plain->size()); !taken)
      return nothing(taken.error());
    return {Held(content.extents[0].plain), {}};
  }
  auto whole = std::make_shared<Buffer>();
  std::optional<Error> error;
  for (const Extent& extent : content.extents) {
    const std::uint64_t size_max = unsized_max(extent, whole->size());
    const std::uint64_t left = most - whole->size();
    if (append(extent, std::min(size_max, left), *whole, error)) continue;
    if (left < size_max && error->code == ErrorCode::limit) return {{}, {}, true};
    break;
  }
  if (const auto taken = take(whole->size()); !taken) return nothing(taken.error());
  return cut_short(std::move(whole), error);
}

// One piece that is the whole member: decoded in place, and no room is made for what a header only
// claims.
MemberBytes Blocks::read_one(const Extent& extent) const {
  auto whole = std::make_shared<Buffer>();
  std::optional<Error> error;
  if (const auto done = decode(extent, extent.size, *whole); !done) {
    error = done.error();
  } else if (whole->size() != extent.size) {
    error = Error{ErrorCode::corrupt,
                  fmt::format("{} bytes are stated, {} come out", extent.size, whole->size())};
  }
  return cut_short(std::move(whole), error);
}

// Pieces of known size. One that cannot be had leaves zeros, so that those behind it stay where
// they belong.
MemberBytes Blocks::read_pieces(const Content& content, std::uint64_t size, Pool& pool) {
  const auto& extents = content.extents;
  struct Outcome {
    std::uint64_t start = 0;  // in the member
    std::uint64_t size = 0;   // wanted
    std::uint64_t copied = 0;
    std::optional<Error> error;
  };
  auto whole = std::make_shared<Buffer>(size);
  std::vector<Outcome> outcomes(extents.size());
  for (std::size_t i = 0; i < extents.size(); i++) {
    outcomes[i].size = extents[i].size;
    if (i > 0) outcomes[i].start = outcomes[i - 1].start + outcomes[i - 1].size;
  }
  const auto job = [&](std::size_t i) {
    Outcome& outcome = outcomes[i];
    std::uint8_t* to = whole->data() + outcome.start;
    outcome.copied = copy(extents[i], to, outcome.error);
    // Memory of a Buffer holds whatever stood there before.
    if (outcome.copied < outcome.size)
      std::memset(to + outcome.copied, 0, outcome.size - outcome.copied);
  };
  constexpr std::uint64_t worth_sharing = 1U << 20U;
  if (size >= worth_sharing && extents.size() > 1 && pool.threads() > 1) {
    pool.for_each(extents.size(), job);
  } else {
    for (std::size_t i = 0; i < extents.size(); i++) job(i);
  }

  const auto failed = [](const Outcome& outcome) { return outcome.error.has_value(); };
  const auto first = std::ranges::find_if(outcomes, failed);
  if (first == outcomes.end()) return {Held(std::shared_ptr<const Buffer>(std::move(whole))), {}};
  const auto good = std::find_if_not(outcomes.rbegin(), outcomes.rend(), failed);
  if (good.base() <= first) {
    whole->resize(first->start + first->copied);
    return cut_short(std::move(whole), first->error);
  }
  if (good.base() != outcomes.end()) whole->resize(good.base()->start + good.base()->copied);
  const std::uint64_t from = first->start + first->copied;
  Problem problem{
      "decode",
      first->error->code,
      fmt::format("{} of {} pieces cannot be had whole, zeros stand for the rest; the "
                  "first: {}",
                  std::ranges::count_if(outcomes, failed), extents.size(), first->error->detail),
      {from, first->start + first->size - from}};
  return {Held(std::shared_ptr<const Buffer>(std::move(whole))), std::move(problem)};
}

MemberBytes Blocks::read(const Content& content, Pool& pool, std::uint64_t most) {
  const auto& extents = content.extents;
  if (extents.size() == 1 && extents[0].codec == nullptr && extents[0].stored.size > 0) {
    if (const auto taken = take_run(extents[0].stored.size); !taken) return nothing(taken.error());
    auto part = container_.part(extents[0].stored);
    return part ? MemberBytes{*std::move(part), {}} : nothing(part.error());
  }
  const auto size = size_of(content, limits_.plain_size_max);
  if (!size) return nothing(size.error());
  if (!*size) return read_unsized(content, most);
  if (**size > most) return {{}, {}, true};
  if (const auto taken = take(**size); !taken) return nothing(taken.error());
  if (extents.size() == 1 && extents[0].codec != nullptr && !extents[0].plain &&
      !shared(extents[0]))
    return read_one(extents[0]);
  return read_pieces(content, **size, pool);
}

}  // namespace assay::unpack
