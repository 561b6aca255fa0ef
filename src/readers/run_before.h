// RunBefore: carries out the code of a function before a call of it, as far as it is known.
#pragma once

#include <unordered_map>

#include "code/dominators.h"
#include "code/interpreter.h"
#include "code/survey.h"

namespace assay::readers {

class RunBefore {
 public:
  explicit RunBefore(const code::Survey& survey)
      : survey_(survey), interpreter_(survey.program()) {}

  // Carries out the code from the start of `block`, which dominates that of `call`, or from behind
  // a call there that is not understood, to `call` of the function that the survey analysed last.
  // Gives from where; nothing where the run does not come there.
  std::optional<std::uint64_t> run(const code::Analysis& analysis,
                                   const code::Dominators& dominators, const code::Call& call,
                                   std::uint32_t block);
  // Whether the program's share of such work is used up.
  bool spent() const;
  void spend(std::uint64_t steps) { steps_ += steps; }

  const code::Survey& survey() const { return survey_; }
  code::Interpreter& interpreter() { return interpreter_; }

 private:
  bool comes(const code::Analysis& analysis, const code::Dominators& dominators,
             const code::Call& call, std::uint32_t block, std::uint32_t index, std::uint64_t& last);

  const code::Survey& survey_;
  code::Interpreter interpreter_;
  std::uint64_t steps_ = 0;  // of all runs

  // Runs that did not come to a call end alike when they are begun again from there.
  struct Failed {
    std::uint64_t last = 0;  // Interpreter::last(), steps()
    std::uint32_t steps = 0;
  };
  std::unordered_map<std::uint64_t, Failed> failed_;  // by where they began
  std::uint64_t failed_before_ = 0;                   // the call's address
};

}  // namespace assay::readers
