#include "unpack/handler.h"

#include <fmt/core.h>

#include <algorithm>

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
  const auto taken = codec.decode(stored, std::min(limits_.plain_size_max, trial_budget_), *plain);
  // A failed trial costs what it produced, and a little for having been tried at all.
  constexpr std::uint64_t cost_of_a_try = 512;
  if (!taken) {
    trial_budget_ -= std::min<std::uint64_t>(trial_budget_, plain->size() + cost_of_a_try);
    return failed(taken.error());
  }
  plain->shrink_to_fit();
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
