// Made text: what a text in memory is made of, at one place of a function: characters of the file,
// numbers, and texts that come from elsewhere.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "readers/input_source.h"
#include "readers/text_writer.h"

namespace assay::readers {

constexpr std::size_t made_texts_max = 8;  // ways in which one text is made that are told
constexpr std::size_t text_parts_max = 64;

struct TextPart {
  enum class Kind : std::uint8_t {
    constant,     // `text`
    chosen,       // one of several texts of the file
    number,       // printed in digits, or one character
    input,        // from `source`
    parameter,    // what the function gets as argument `parameter`
    format,       // what that prints from the arguments behind it
    format_list,  // what that prints from a list, which is the argument behind it
    unknown,
  };
  Kind kind = Kind::unknown;
  std::string text;
  InputSource source;
  std::uint64_t source_address = 0;  // of the call that brings it
  std::string_view source_name;      // by which that asks for it: 'QUERY_STRING'
  std::size_t parameter = 0;
  std::string also_given;  // who else gets it, and may look at it: a name, or an address
};

struct MadeText {
  std::vector<TextPart> parts;
  std::string_view writer;           // the function that wrote the start of it; empty: none did
  std::uint64_t writer_address = 0;  // of that call
  bool exact = true;                 // false: something that is not understood may have changed it
};

// The argument of a function that `value` is, or points into.
std::optional<std::size_t> parameter_of(const code::Decoder& decoder, const code::Value& value);

// Who calls for texts of one program, function after function.
class MadeTexts {
 public:
  explicit MadeTexts(const code::Survey& survey)
      : survey_(survey), sources_(survey), results_(survey.program()) {}

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

  // From now on values are what they may be (AnalysisOptions::inputs), or what they must be. Gives
  // the call of `function` at the address of `call` with such arguments; nullptr where it is none.
  const code::Call* take_for(const code::SurveyedFunction& function, const code::Call& call,
                             bool maybe);

 private:
  // What a call does to a text in memory.
  enum class Effect : std::uint8_t {
    none,
    touched,  // it may change it
    begins,   // it writes it from its start on
    behind,   // it writes behind its start: it goes on with it where all between is known
    appends,  // it goes on with it
    fills,    // it brings it
  };
  struct Touch {
    const code::Call* call = nullptr;
    Effect effect = Effect::none;
    bool sure = true;
  };
  // Calls that make one text, the first one first.
  struct Chain {
    std::vector<const code::Call*> writes;
    const code::Call* filled = nullptr;  // brings what they go on with
    std::string head;                    // characters that stand before what they write
    bool begun = false;                  // the start of the text is known
    bool exact = true;
  };

  void enter(const code::SurveyedFunction& function);
  // nullptr where it is not what the survey saw.
  const code::Analysis* analysis();
  Touch touch(const code::Call& call, const code::Value& value) const;
  std::vector<Chain> chains(const code::Call& call, const code::Value& value,
                            const std::vector<Touch>& touches);
  std::vector<MadeText> at(const code::Call& call, const code::Value& value, unsigned depth);
  // `call` as it is on each way that leads into its block.
  std::vector<const code::Call*> by_way(const code::Call& call);
  std::vector<Chain> told_apart(std::vector<Chain> chains);
  MadeText joined(const Chain& chain, const code::Value& value, unsigned depth);
  void add_written(const code::Call& call, unsigned depth, MadeText& text);
  void add_printed(const code::Call& call, const code::Value& format, std::size_t values, bool list,
                   unsigned depth, MadeText& text);
  void add_value(const code::Call& call, const code::Value& value, unsigned depth, MadeText& text);
  void add_filled(const code::Call& call, const code::Value& value, unsigned depth, MadeText& text);
  TextPart leaf(const code::Value& value) const;
  TextPart given_back(std::uint64_t address);
  TextPart filled_in(std::uint64_t address, std::size_t argument) const;
  TextPart input(const code::SurveyedFunction& function, const code::Call& source) const;
  std::string also_given(const code::Call* source, const code::Value& value) const;
  std::string characters(const code::Call& call, const code::Value& value, std::size_t size,
                         bool to_end);

  const code::Survey& survey_;
  InputSources sources_;
  code::Analyser results_;  // for functions whose results are asked for, beside the survey's own
  std::map<std::uint64_t, TextPart> given_back_;  // by the function's address
  std::span<const code::Call> calls_;             // of `function_`
  std::vector<code::Call> own_calls_;             // these, where values are what they may be
  bool maybe_ = false;
  std::deque<code::Call> ways_;  // of calls of `function_`, as they were asked for
  const code::SurveyedFunction* function_ = nullptr;
  const code::Analysis* analysis_ = nullptr;  // of `function_`, where it was needed
  bool same_ = false;                         // and it has the calls that the survey saw
};

}  // namespace assay::readers
