// Secret sites: the places at which a program compares what it is given with what it computes by
// itself: a digest or what a cipher makes, or a text with a date, an address or a serial number in
// it.
#pragma once

#include <optional>

#include "code/dominators.h"
#include "readers/comparator.h"
#include "readers/opened.h"
#include "readers/origin.h"
#include "readers/result_use.h"

namespace assay::readers {

constexpr std::size_t secret_sites_max = 256;  // of one program

struct ComputedSecret {
  std::string_view made_by;    // digest mac cipher text
  std::string_view made_call;  // 'MD5_Final', 'snprintf'
  std::uint64_t address = 0;   // of that call
  std::string_view form;       // bytes (as they are), printed (in hex or base64)
  std::string through;         // the function of the program that computes it; empty: the same
  Origin of;                   // what it is made of
};

struct SecretSite {
  const code::SurveyedFunction* function = nullptr;
  code::Call call;  // of the comparator; of instructions that compare: their address alone
  ComputedSecret secret;
  InputSource input;   // of what is compared with it; empty: not known
  bool given = false;  // that is an argument of the function
  ResultUse use = ResultUse::unknown;
  Opened opened;  // where they are equal
};

class SecretSites {
 public:
  explicit SecretSites(const code::Survey& survey) : survey_(survey), origins_(survey) {}

  // By function. Looks no further than at the names of calls where nothing is computed.
  std::vector<SecretSite> find();

 private:
  struct Wanted {  // memory of a function: what `value` points to, or argument `index` does
    const code::SurveyedFunction* function = nullptr;
    code::Value value;
    std::optional<std::size_t> index;
    bool is(const code::Value& place) const;
  };
  bool find_computing();
  bool computes(const code::SurveyedFunction& function) const;
  std::size_t place_of(const code::SurveyedFunction& function) const;
  bool may_compute(const code::SurveyedFunction& function) const;
  std::optional<ComputedSecret> made(const Wanted& wanted, unsigned depth);
  std::optional<ComputedSecret> by_digest(const Wanted& wanted);
  std::optional<ComputedSecret> by_copy(const Wanted& wanted, unsigned depth);
  std::optional<ComputedSecret> by_print(const Wanted& wanted);
  std::optional<ComputedSecret> by_call(const Wanted& wanted, unsigned depth);
  std::optional<ComputedSecret> by_text(const Wanted& wanted);
  std::optional<ComputedSecret> result_of(const code::SurveyedFunction& function, unsigned depth);
  ComputedSecret secret_of(const code::SurveyedFunction& function, const code::Call& call,
                           const DigestCall& digest, std::string_view form);
  void look_at(const code::SurveyedFunction& function);
  void look_inside(const code::SurveyedFunction& function);
  // A site where one of the two is a secret; false where none is. `call` is the comparator, or
  // has the address of the instruction alone.
  bool add(const code::SurveyedFunction& function, const code::Call& call,
           const code::Value& secret, const code::Value& other);
  void finish();

  const code::Survey& survey_;
  Origins origins_;
  std::size_t asked_ = 0;       // what was followed back
  std::vector<bool> computes_;  // of each function of the survey, whether it does itself
  std::optional<InputSources> sources_;
  std::vector<SecretSite> sites_;
};

}  // namespace assay::readers
