// Computed constants: the bytes that a program makes, by a loop or a function of its own, of
// constants, to compare something with them.
#pragma once

#include "code/dominators.h"
#include "code/interpreter.h"
#include "code/survey.h"
#include "readers/comparator.h"

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
  explicit ComputedConstants(const code::Survey& survey)
      : survey_(survey), interpreter_(survey.program()) {}

  // What `call` of a comparator, in the function that the survey analysed last, is given that a run
  // of the code before it makes. `size_max` bytes at most.
  std::optional<ComputedConstant> of(const code::Analysis& analysis,
                                     const code::Dominators& dominators, const code::Call& call,
                                     const Comparator& comparator, std::size_t size_max);

 private:
  bool may_be_computed(const code::Analysis& analysis, const code::Value& value) const;
  bool run(const code::Analysis& analysis, const code::Dominators& dominators,
           const code::Call& call, std::uint32_t block, std::uint64_t& from);
  std::optional<bool> way_to(const code::Analysis& analysis, const code::Dominators& dominators,
                             const code::Call& call, std::uint32_t begun,
                             std::uint64_t branch) const;
  std::vector<std::uint8_t> made(const code::Value& value, const Comparator& comparator,
                                 std::size_t size_max) const;

  const code::Survey& survey_;
  code::Interpreter interpreter_;
  std::uint64_t steps_ = 0;  // of all runs
};

}  // namespace assay::readers
