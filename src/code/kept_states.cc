#include "code/kept_states.h"

namespace assay::code {

KeptStates::KeptStates(std::span<const State> states, const std::vector<bool>& wanted,
                       const State& start) {
  const auto count = static_cast<std::size_t>(std::ranges::count(wanted, true));
  states_.reserve(count);
  for (std::uint32_t block = 0; block < wanted.size(); block++) {
    if (!wanted[block]) continue;
    const State& state = states[block];
    Kept& kept = states_.emplace_back();
    kept.block = block;
    const auto all = state.registers_.all();
    for (Register r = 0; r < all.size(); r++) {
      if (all[r] == Value{}) continue;
      kept.registers |= register_bit(r);
      if (all[r] == start[r])
        kept.started |= register_bit(r);
      else
        values_.push_back(all[r]);
    }
    if (!(state.compared == Compared{})) {
      kept.compared = static_cast<std::uint32_t>(compared_.size());
      compared_.push_back(state.compared);
    }
    kept.words = state.words_;
    kept.let_out = state.let_out_;
  }
  values_.shrink_to_fit();
  compared_.shrink_to_fit();
}

std::size_t KeptStates::bytes() const {
  std::size_t words = 0;
  for (std::size_t at = 0; at < states_.size(); at++)
    if (at == 0 || !states_[at].words.same(states_[at - 1].words))
      words += states_[at].words.get().size();
  return states_.size() * sizeof(Kept) + values_.size() * sizeof(Value) +
         compared_.size() * sizeof(Compared) + words * sizeof(State::StackWord);
}

void KeptStates::get(const State& start, std::span<State> out) const {
  std::size_t at = 0;
  for (const Kept& kept : states_) {
    State& state = out[kept.block];
    state.registers_ = start.registers_;
    state.zero_ = start.zero_;
    state.big_ = start.big_;
    state.meeting_ = start.meeting_;
    state.compared = kept.compared == none ? Compared{} : compared_[kept.compared];
    state.words_ = kept.words;
    state.let_out_ = kept.let_out;
    const auto all = state.registers_.all();
    std::uint64_t changed = (register_bit(state.registers_.count()) - 1) & ~kept.started;
    for (; changed != 0; changed &= changed - 1) {
      const auto r = static_cast<std::size_t>(std::countr_zero(changed));
      all[r] = (kept.registers >> r & 1U) != 0 ? values_[at++] : Value{};
    }
  }
}

}  // namespace assay::code
