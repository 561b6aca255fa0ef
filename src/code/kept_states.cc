#include "code/kept_states.h"

namespace assay::code {

KeptStates::KeptStates(std::span<const State> states, std::span<const std::uint8_t> visits) {
  states_.resize(visits.size());
  std::size_t count = 0;
  for (std::size_t block = 0; block < visits.size(); block++) {
    if (visits[block] == 0) continue;
    std::uint64_t known = 0;
    std::uint64_t bit = 1;
    for (const Value& value : states[block].registers_.all()) {
      if (!(value == Value{})) known |= bit;
      bit <<= 1U;
    }
    states_[block].registers = known;
    count += static_cast<std::size_t>(std::popcount(known));
  }
  values_.resize(count);
  std::size_t at = 0;
  for (std::size_t block = 0; block < visits.size(); block++) {
    if (visits[block] == 0) continue;
    Kept& kept = states_[block];
    const State& state = states[block];
    kept.first = static_cast<std::uint32_t>(at);
    kept.compared = state.compared;
    kept.words = state.words_;
    kept.let_out = state.let_out_;
    const auto all = state.registers_.all();
    for (std::uint64_t rest = kept.registers; rest != 0; rest &= rest - 1)
      values_[at++] = all[static_cast<std::size_t>(std::countr_zero(rest))];
  }
}

std::size_t KeptStates::bytes() const {
  std::size_t words = 0;
  for (std::size_t block = 0; block < states_.size(); block++)
    if (block == 0 || !states_[block].words.same(states_[block - 1].words))
      words += states_[block].words.get().size();
  return states_.size() * sizeof(Kept) + values_.size() * sizeof(Value) +
         words * sizeof(State::StackWord);
}

void KeptStates::get(std::size_t block, const State& start, State& out) const {
  const Kept& kept = states_[block];
  out.registers_ = start.registers_;
  out.zero_ = start.zero_;
  out.big_ = start.big_;
  out.meeting_ = start.meeting_;
  out.compared = kept.compared;
  out.words_ = kept.words;
  out.let_out_ = kept.let_out;
  const auto all = out.registers_.all();
  std::size_t at = kept.first;
  std::uint64_t rest = kept.registers;
  for (Value& value : all) {
    value = (rest & 1U) != 0 ? values_[at++] : Value{};
    rest >>= 1U;
  }
}

}  // namespace assay::code
