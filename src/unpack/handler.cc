#include "unpack/handler.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::unpack {

Result<Trial> Candidate::decode(const codec::Codec& codec, std::uint64_t at) const {
  if (trial_budget_ == 0)
    return fail(ErrorCode::limit, "the budget for trial decoding in this node is used up");
  const Bytes stored = TRY(slice_from(tail(), at));
  auto plain = std::make_shared<Buffer>();
  const auto taken = codec.decode(stored, std::min(limits_.plain_size_max, trial_budget_), *plain);
  // A failed trial costs what it produced, and a little for having been tried at all.
  constexpr std::uint64_t cost_of_a_try = 512;
  if (!taken) {
    trial_budget_ -= std::min<std::uint64_t>(trial_budget_, plain->size() + cost_of_a_try);
    return tl::unexpected(taken.error());
  }
  plain->shrink_to_fit();
  return Trial{*taken, std::move(plain)};
}

const Handler* find_handler(std::string_view id) {
  for (const Handler* handler : all_handlers())
    if (handler->id == id) return handler;
  return nullptr;
}

}  // namespace assay::unpack
