// Made text: what a text in memory is made of, at one place of a function: characters of the file,
// numbers, and texts that come from elsewhere.
#pragma once

#include <deque>

#include "readers/text_chain.h"

namespace assay::readers {

// Who calls for texts of one program, function after function.
class MadeTexts {
 public:
  explicit MadeTexts(const code::Survey& survey) : survey_(survey), brought_(survey) {}

  // Of the text that argument `index` of `call` of `function` points to: one for each way in which
  // it is made that can be told apart.
  std::vector<MadeText> of_argument(const code::SurveyedFunction& function, const code::Call& call,
                                    std::size_t index);
  // Likewise of the text that `value` points to when the call is made.
  std::vector<MadeText> of(const code::SurveyedFunction& function, const code::Call& call,
                           const code::Value& value);
  // Of what a format prints, with values from argument `values` of `call` on; `list`: with those of
  // a list, which is that argument.
  std::vector<MadeText> printed(const code::SurveyedFunction& function, const code::Call& call,
                                const code::Value& format, std::size_t values, bool list);
  // A word of memory when `call` is made.
  code::Value word(const code::SurveyedFunction& function, const code::Call& call,
                   const code::Value& address);

  // From now on values are what they may be (Meeting::inputs_win), or what they must be. Gives
  // the call of `function` at the address of `call` with such arguments; nullptr where it is none.
  const code::Call* take_for(const code::SurveyedFunction& function, const code::Call& call,
                             bool maybe);

 private:
  void enter(const code::SurveyedFunction& function);
  // nullptr where it is not what the survey saw.
  const code::Analysis* analysis();
  std::vector<TextChain> chains(const code::Call& call, const code::Value& value,
                                const std::vector<TextTouch>& touches);
  std::vector<MadeText> at(const code::Call& call, const code::Value& value, unsigned depth);
  // `call` as it is on each way that leads into its block.
  std::vector<const code::Call*> by_way(const code::Call& call);
  std::vector<TextChain> told_apart(std::vector<TextChain> chains);
  MadeText joined(const TextChain& chain, const code::Value& value, unsigned depth);
  void add_written(const code::Call& call, unsigned depth, MadeText& text);
  void add_printed(const code::Call& call, const code::Value& format, std::size_t values, bool list,
                   unsigned depth, MadeText& text);
  void add_value(const code::Call& call, const code::Value& value, unsigned depth, MadeText& text);
  void add_filled(const code::Call& call, const code::Value& value, unsigned depth, MadeText& text);
  TextPart leaf(const code::Value& value) const;
  std::string also_given(const code::Call* source, const code::Value& value) const;
  std::string characters(const code::Call& call, const code::Value& value, std::size_t size,
                         bool to_end);

  const code::Survey& survey_;
  BroughtTexts brought_;
  std::span<const code::Call> calls_;  // of `function_`
  std::vector<code::Call> own_calls_;  // these, where values are what they may be
  bool maybe_ = false;
  std::deque<code::Call> ways_;  // of calls of `function_`, as they were asked for
  const code::SurveyedFunction* function_ = nullptr;
  const code::Analysis* analysis_ = nullptr;  // of `function_`, where it was needed
  bool same_ = false;                         // and it has the calls that the survey saw
};

}  // namespace assay::readers
