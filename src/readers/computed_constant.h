// Computed constants: the bytes that a program makes, by a loop or a function of its own, of
// constants, to compare something with them.
#pragma once

#include "readers/comparator.h"
#include "readers/run_before.h"

namespace assay::readers {

struct ComputedConstant {
  bool second = false;  // which operand of the comparator it is
  std::vector<std::uint8_t> bytes;
  std::uint64_t from = 0;   // the code was carried out from here to the call
  std::uint64_t data = 0;   // where the bytes that it was made of stand; 0: in the code
  std::uint32_t steps = 0;  // instructions
};

class ComputedConstants {
 public:
  explicit ComputedConstants(RunBefore& runs) : runs_(runs), survey_(runs.survey()) {}

  // What `call` of a comparator, in the function that the survey analysed last, is given that a run
  // of the code before it makes. `size_max` bytes at most.
  std::optional<ComputedConstant> of(const code::Analysis& analysis,
                                     const code::Dominators& dominators, const code::Call& call,
                                     const Comparator& comparator, std::size_t size_max);

 private:
  bool may_be_computed(const code::Analysis& analysis, const code::Value& value) const;
  std::vector<std::uint8_t> made(const code::Value& value, const Comparator& comparator,
                                 std::size_t size_max) const;

  RunBefore& runs_;
  const code::Survey& survey_;
};

}  // namespace assay::readers
