// Text chain: the calls that write one text in memory, as they follow one another on a way through
// a function.
#pragma once

#include <functional>

#include "readers/brought_text.h"
#include "readers/text_writer.h"

namespace assay::readers {

constexpr std::size_t made_texts_max = 8;  // ways in which one text is made that are told

// What a call does to a text in memory.
enum class TextEffect : std::uint8_t {
  none,
  touched,  // it may change it
  begins,   // it writes it from its start on
  behind,   // it writes behind its start: it goes on with it where all between is known
  appends,  // it goes on with it
  fills,    // it brings it
};

struct TextTouch {
  const code::Call* call = nullptr;
  TextEffect effect = TextEffect::none;
  bool sure = true;
};

// What `call`, of `function`, does to the text that `value` points to.
TextTouch text_touch(const code::Program& program, const BroughtTexts& brought,
                     const code::SurveyedFunction& function, const code::Call& call,
                     const code::Value& value);

// Bytes from `to` to `from`, where both have the same base.
std::optional<std::int64_t> distance(const code::Value& from, const code::Value& to);

// Calls that make one text, the first one first.
struct TextChain {
  std::vector<const code::Call*> writes;
  const code::Call* filled = nullptr;  // brings what they go on with
  std::string head;                    // characters that stand before what they write
  bool begun = false;                  // the start of the text is known
  bool exact = true;
};

// The first `size` characters of the text when `call` is made; empty where they are not known.
using HeadOfText = std::function<std::string(const code::Call& call, std::size_t size)>;

// Those of the text that `value` points to when `call` is made: one for each way that leads there,
// at most made_texts_max. `touches` are the calls that do something to it, by instruction.
std::vector<TextChain> text_chains(const code::Analysis& analysis, const code::Call& call,
                                   const code::Value& value, std::span<const TextTouch> touches,
                                   const HeadOfText& head_of);

}  // namespace assay::readers
