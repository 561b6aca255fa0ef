// Brought text: what a call brings of texts from outside: by a function of a library, or by one of
// the program that has one of these do it.
#pragma once

#include <map>
#include <optional>

#include "readers/text_part.h"

namespace assay::readers {

// The argument of a function that `value` is, or points into.
std::optional<std::size_t> parameter_of(const code::Decoder& decoder, const code::Value& value);

class BroughtTexts {
 public:
  explicit BroughtTexts(const code::Survey& survey)
      : survey_(survey), sources_(survey), results_(survey.program()) {}

  const InputSources& sources() const { return sources_; }
  // What `source`, a call of `function`, brings. The part is of kind unknown where that is nothing
  // from outside; likewise below.
  TextPart input(const code::SurveyedFunction& function, const code::Call& source) const;
  // What the function at `address` puts where its argument `index` points to; nothing where it is
  // `caller` itself.
  TextPart filled_in(const code::SurveyedFunction& caller, std::uint64_t address,
                     std::size_t index) const;
  // What the function at `address` gives back: always a text of the file (chosen), or input.
  TextPart given_back(std::uint64_t address);

 private:
  const code::Survey& survey_;
  InputSources sources_;
  code::Analyser results_;  // for functions whose results are asked for, beside the survey's own
  std::map<std::uint64_t, TextPart> given_back_;  // by the function's address
};

}  // namespace assay::readers
