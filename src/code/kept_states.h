// KeptStates: the states at the start of blocks of a function, put aside in little room.
#pragma once

#include "code/state.h"

namespace assay::code {

class KeptStates {
 public:
  // Of the blocks that are `wanted`, which is as long as `states` at most. `start` is the state at
  // the function's start, with which they mostly have some registers in common.
  KeptStates(std::span<const State> states, const std::vector<bool>& wanted, const State& start);

  std::size_t bytes() const;  // of memory, about
  // Makes those of `out` what they were; others stay as they are. It is as long as there are
  // blocks, or longer; `start` is as before.
  void get(const State& start, std::span<State> out) const;

 private:
  struct Kept {
    std::uint64_t registers = 0;  // of which something is known, as bits
    std::uint64_t started = 0;    // of those, the ones that are as in the first state
    std::uint32_t block = 0;
    std::uint32_t compared = none;  // place in compared_
    Shared<State::StackWords> words;
    std::int64_t let_out = INT64_MAX;
  };
  static constexpr std::uint32_t none = 0xffffffff;
  std::vector<Kept> states_;
  std::vector<Value> values_;  // of all of them in their order, but what is as in the first
  std::vector<Compared> compared_;
};

}  // namespace assay::code
