#include "unpack/handler.h"

#include <fmt/core.h>

#include <algorithm>
#include <mutex>

namespace assay::unpack {

Trial Candidate::decode_part(const codec::Codec& codec, std::uint64_t at,
                             std::uint64_t stored_size_max) const {
  auto plain = std::make_shared<Buffer>();
  const auto failed = [&](const Error& error) { return Trial{0, plain, error}; };
  if (trial_budget_ == 0) {
    return failed({ErrorCode::limit, "the budget for trial decoding in this node is used up"});
  }
  const auto rest = slice_from(tail(), at);
  if (!rest) return failed(rest.error());
  const Bytes stored = rest->first(std::min<std::uint64_t>(rest->size(), stored_size_max));
  // More than a little is decoded by one thread at a time, so that threads do not add up to more
  // than there is memory for.
  const std::uint64_t most = std::min(limits_.plain_size_max, trial_budget_);
  const std::uint64_t little = std::min(most, limits_.kept_trial_size);
  auto taken = codec.decode(stored, little, *plain);
  if (!taken && taken.error().code == ErrorCode::limit && little < most) {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    taken = codec.decode(stored, most, *plain);
  }
  // A failed trial costs what it produced, and a little for having been tried at all.
  constexpr std::uint64_t cost_of_a_try = 512;
  if (!taken) {
    trial_budget_ -= std::min<std::uint64_t>(trial_budget_, plain->size() + cost_of_a_try);
    return failed(taken.error());
  }
  if (plain->size() <= limits_.kept_trial_size) plain->shrink_to_fit();
  return Trial{*taken, std::move(plain), {}};
}

Result<Trial> Candidate::decode(const codec::Codec& codec, std::uint64_t at) const {
  Trial trial = decode_part(codec, at);
  if (trial.error) return tl::unexpected(*std::move(trial.error));
  return trial;
}

Result<void> Candidate::charge(std::uint64_t size) const {
  if (trial_budget_ < size) {
    trial_budget_ = 0;
    return fail(ErrorCode::limit, "the budget for searches in this node is used up");
  }
  trial_budget_ -= size;
  return {};
}

const Handler* find_handler(std::string_view id) {
  for (const Handler* handler : all_handlers())
    if (handler->id == id) return handler;
  return nullptr;
}

}  // namespace assay::unpack
