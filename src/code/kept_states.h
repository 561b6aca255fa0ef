// KeptStates: the states at the start of all blocks of a function, put aside in little room.
#pragma once

#include "code/state.h"

namespace assay::code {

class KeptStates {
 public:
  KeptStates(std::span<const State> states, std::span<const std::uint8_t> visits);

  std::size_t size() const { return states_.size(); }
  std::size_t bytes() const;
  // Makes `out` the state of a block that was reached. `start` is the one at the function's start.
  void get(std::size_t block, const State& start, State& out) const;

 private:
  struct Kept {
    std::uint64_t registers = 0;  // of which something is known, as bits
    std::uint32_t first = 0;      // place of the first of them in values_
    Compared compared;
    Shared<State::StackWords> words;
    std::int64_t let_out = INT64_MAX;
  };
  std::vector<Kept> states_;  // of each block
  std::vector<Value> values_;
};

}  // namespace assay::code
