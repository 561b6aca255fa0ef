// Survey: all functions of a program and all calls between them and out of it.
#pragma once

#include <algorithm>
#include <memory>

#include "code/fingerprint.h"
#include "code/function_starts.h"

namespace assay::code {

constexpr std::size_t survey_calls_max = 1U << 19U;
constexpr std::uint64_t survey_instructions_max = 1U << 23U;
constexpr std::size_t survey_kept_max = 16U << 20U;  // bytes of analyses that are kept

struct SurveyedFunction {
  FunctionStart start;
  std::uint64_t end = 0;    // past its last byte
  std::string_view name;    // by a symbol; empty where there is none
  std::uint32_t calls = 0;  // place of its first call in Survey::calls
  std::uint32_t call_count = 0;
  std::uint32_t instructions = 0;
  std::uint32_t lost_jumps = 0;  // as Analysis has them
  bool settled = true;           // likewise
  bool stub = false;             // the linker's; never told
  // code/inlined.h; the second one is said only where the first holds.
  bool may_compare_inline = false;
  bool compares_text_inline = false;
  Fingerprint fingerprint;
};

class Survey {
 public:
  // Of which functions analyse() is likely to be asked, beside those that may compare texts inline;
  // what it gives is kept, as far as there is room.
  using AskedAgain = bool (*)(const Analysis&);

  // `found`: where its functions begin, if that was asked before.
  explicit Survey(const Program& program, std::optional<FunctionStarts> found = std::nullopt,
                  AskedAgain asked_again = nullptr);

  const Program& program() const { return program_; }
  std::span<const SurveyedFunction> functions() const { return functions_; }  // by address
  std::span<const Call> calls() const { return calls_; }                      // by function
  std::span<const Call> calls_of(const SurveyedFunction& function) const {
    return calls().subspan(function.calls, function.call_count);
  }
  // The function that begins at, or reaches over, `address`; nullptr where none does.
  const SurveyedFunction* function_at(std::uint64_t address) const;
  // Calls of the function at `address` that are told as such, by their places in calls().
  std::span<const std::uint32_t> callers_of(std::uint64_t address) const;
  const SurveyedFunction& caller(std::uint32_t call) const;
  // Of the functions that are called, as far as they have names; one may be there twice.
  std::span<const std::string_view> callee_names() const { return names_; }
  // Calls of those whose names are wanted, by their places in calls(), in order. Asks once for each
  // of callee_names().
  template <class Wanted>
  std::vector<std::uint32_t> calls_named(const Wanted& wanted) const {
    std::vector<std::uint32_t> places;
    for (std::size_t name = 0; name < names_.size(); name++)
      if (wanted(names_[name]))
        places.insert(places.end(), by_name_.begin() + names_first_[name],
                      by_name_.begin() + names_first_[name + 1]);
    std::ranges::sort(places);
    return places;
  }

  // The blocks, comparisons and values of one function. The next call overwrites it.
  const Analysis& analyse(const SurveyedFunction& function,
                          const AnalysisOptions& options = {}) const;
  // What is known when a call of the function that was analysed last is about to be made.
  const State& before(const Call& call) const { return analyser_.before(call); }
  // Asks more of the function that was analysed last.
  Analyser& analyser() const { return analyser_; }

  // How much of the code was understood.
  struct Coverage {
    std::uint64_t code_bytes = 0;
    std::uint64_t decoded_bytes = 0;
    std::uint64_t instructions = 0;
    std::uint64_t calls = 0;
    std::uint64_t indirect_calls = 0;     // through a register or memory
    std::uint64_t resolved_calls = 0;     // indirect ones of which the callee is known
    std::uint64_t lost_jumps = 0;         // jumps to places that are not known
    std::uint64_t tangled_functions = 0;  // too large or tangled: values were given up
    bool complete = true;                 // false: a limit of ours cut the survey short
  };
  const Coverage& coverage() const { return coverage_; }

 private:
  bool full() const {
    return calls_.size() >= survey_calls_max || instructions_ >= survey_instructions_max;
  }
  void add(const FunctionStart& start, const Analysis& analysis);
  std::unique_ptr<KeptAnalysis> keep(const Analysis& analysis);
  void put_functions_in_order();
  void put_calls_in_order();
  void index_calls();

  const Program& program_;
  AskedAgain asked_again_;
  FunctionStarts found_;
  mutable Analyser analyser_;
  Fingerprinter fingerprinter_;
  std::vector<SurveyedFunction> functions_;  // at first as they are found
  std::vector<std::uint32_t> around_;        // of each: in whose gap it is a piece, or itself
  std::vector<std::unique_ptr<KeptAnalysis>> kept_;  // of each function; null where it is not kept
  std::size_t kept_bytes_ = 0;
  std::vector<Call> calls_;
  std::vector<std::uint32_t> by_callee_;    // places in calls_, by the callee's address
  std::vector<std::string_view> names_;     // of callees, as they are first called
  std::vector<std::uint32_t> by_name_;      // places in calls_, by name and in order
  std::vector<std::uint32_t> names_first_;  // of each name the place in by_name_, and the end
  std::uint64_t instructions_ = 0;          // that were analysed
  Coverage coverage_;
};

}  // namespace assay::code
