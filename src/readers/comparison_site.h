// Comparison sites: the places of a function where something is compared with constant bytes.
#pragma once

#include <string>
#include <unordered_map>

#include "code/compared_text.h"
#include "code/dominators.h"
#include "code/survey.h"
#include "readers/comparator.h"
#include "readers/compared_table.h"
#include "readers/settled_way.h"

namespace assay::readers {

struct ComparisonSite {
  std::uint64_t address = 0;      // of the call, or of the first instruction that decides
  std::string_view comparator;    // the function's name; empty where it has none, or there is none
  std::string_view how;           // name, behaviour, inline
  std::string_view construction;  // text, variable, stack, immediates, decoded, table
  std::vector<std::uint8_t> constant;
  std::uint64_t constant_address = 0;  // of a text, a variable, or what was decoded
  std::uint64_t computed_from = 0;     // where the code that makes the constant was run from
  std::uint32_t computed_steps = 0;    // instructions of that run
  std::uint64_t slot = 0;              // of a table: of the pointer to the constant
  std::uint64_t handler = 0;           // function of the entry of a table
  std::int32_t entry = -1;             // its place in the table
  code::Value input;
  std::uint32_t block = 0;               // at whose end it is decided
  std::uint32_t equal = code::no_block;  // where control goes from there if it is equal
  std::uint32_t other = code::no_block;  // and if it is not
  Edge settled;                          // of the former, where only what is equal goes
  bool returned = false;                 // no branch: the function gives back whether it is equal
};

class ComparisonSites {
 public:
  explicit ComparisonSites(const code::Survey& survey)
      : survey_(survey), runs_(survey), computed_(runs_) {}

  // Whether `function` may have some: it need not be analysed where not.
  bool may_have(const code::SurveyedFunction& function);
  // Whether of() will find those alone that instructions of its own make.
  bool only_inlined(const code::SurveyedFunction& function) const;
  // Of `function`, which the survey analysed last. None where all of them are made by instructions,
  // none is of a text, and such do not count.
  std::vector<ComparisonSite> of(const code::SurveyedFunction& function,
                                 const code::Analysis& analysis, const code::Dominators& dominators,
                                 bool others_count);
  // The constant and the other operand of a call of a comparator; false where there is none.
  bool operands(const code::Call& call, const Comparator& comparator, ComparisonSite& site) const;

 private:
  const Comparator* comparator_of(const code::Call& call);
  const Comparator* known_comparator(const code::Call& call) const;
  void add_site(const code::Analysis& analysis, const code::Dominators& dominators,
                const code::Call& call, const Comparator& comparator,
                std::vector<ComparisonSite>& sites);
  bool add_put_in_place(const code::Analysis& analysis, const code::Dominators& dominators,
                        const code::Call& call, const Comparator& comparator,
                        std::vector<ComparisonSite>& sites);
  void add_called(const code::Analysis& analysis, const code::Dominators& dominators,
                  std::vector<ComparisonSite>& sites);
  bool may_compare_text(const code::SurveyedFunction& function,
                        const code::Analysis& analysis) const;
  void add_inlined(const code::Analysis& analysis, std::vector<ComparisonSite>& sites) const;
  bool computed(const code::Analysis& analysis, const code::Dominators& dominators,
                const code::Call& call, const Comparator& comparator, ComparisonSite& site);
  void add_table(const code::Analysis& analysis, const code::Dominators& dominators,
                 const code::Call& call, const Comparator& comparator,
                 std::vector<ComparisonSite>& sites);
  bool put_on_stack(const code::Call& call, const Comparator& comparator,
                    ComparisonSite& site) const;
  bool behaves_as_comparator(std::uint64_t address);
  bool compares_buffers(const code::Call& call) const;
  bool constant_of(const code::Value& value, const code::Call& call, const Comparator& comparator,
                   ComparisonSite& site) const;
  void find_branch(const code::Analysis& analysis, const code::Call& call,
                   const Comparator& comparator, ComparisonSite& site) const;

  const code::Survey& survey_;
  RunBefore runs_;
  ComputedConstants computed_;
  std::unordered_map<std::uint64_t, bool> behaves_;
  // What stands in the place of the call that is looked at.
  std::optional<code::ComparedText> in_place_;
};

}  // namespace assay::readers
