// Input source: where a value that a program works with comes from, as far as calls show it.
#pragma once

#include <map>
#include <string_view>

#include "code/survey.h"

namespace assay::readers {

struct InputSource {
  // network, argument (of the program), environment, nvram, request (a web server's variable),
  // file, stream (a FILE whose origin is not seen), descriptor (likewise), terminal; empty: not
  // known.
  std::string_view kind;
  std::string_view call;  // the function that brings it; empty for an argument
  unsigned levels = 0;    // calls up from the function that was asked about
};

// A function that brings input, or hands it on.
struct SourceFunction {
  static constexpr std::int8_t none = -1;

  std::string_view name;
  std::string_view kind;      // as of InputSource; empty: it hands on what `from` has
  std::int8_t fills = none;   // argument that points to what is filled; none: its result is it
  std::int8_t from = none;    // argument: descriptor, stream, or what is handed on
  std::int8_t size = none;    // argument: the most bytes that it brings
  std::int8_t called = none;  // argument: the name by which it is asked for
};

// nullptr where a function of that name is none.
const SourceFunction* source_function(std::string_view name);

class InputSources {
 public:
  explicit InputSources(const code::Survey& survey);

  // Of a value in `function`: of what it points to, or of the number that it is. Goes up to callers
  // where it is an argument.
  InputSource of(const code::SurveyedFunction& function, const code::Value& value) const;
  // Of what `call` of `function` itself brings; empty where it brings nothing, or only hands on.
  InputSource brought_by(const code::SurveyedFunction& function, const code::Call& call) const;
  // Whether `function` gets the program's arguments.
  bool is_main(const code::SurveyedFunction& function) const {
    return function.start.address == main_ || function.name == "main";
  }

 private:
  struct Filled {  // memory that a call of `function` fills
    std::uint32_t call = 0;
    std::string_view kind;
  };
  InputSource look(const code::SurveyedFunction& function, const code::Value& value,
                   unsigned levels, unsigned depth) const;
  InputSource of_result(const code::SurveyedFunction& function, const code::Value& value,
                        unsigned levels, unsigned depth) const;
  InputSource of_stack(const code::SurveyedFunction& function, const code::Value& value,
                       unsigned levels, unsigned depth) const;
  InputSource of_argument(const code::SurveyedFunction& function, std::size_t index,
                          unsigned levels, unsigned depth) const;
  std::string_view descriptor_kind(const code::SurveyedFunction& function,
                                   const code::Value& descriptor) const;

  const code::Survey& survey_;
  std::uint64_t main_ = 0;
  std::map<std::uint64_t, std::uint32_t> filled_;  // calls that fill memory at a fixed address
};

}  // namespace assay::readers
