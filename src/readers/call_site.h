// Call sites: what readers of code ask of a call, and its row.
#pragma once

#include "code/survey.h"
#include "model/fact.h"

namespace assay::readers {

// The row of a call: its instruction's bytes as evidence, caller and callee.
Fact call_site(const code::Survey& survey, const code::SurveyedFunction& caller,
               const code::Call& call, std::string_view family);

// Sets the columns function and function_name: in which function what a row tells of stands.
void set_function(Fact& fact, const code::SurveyedFunction& function);

// `method`, with what says that the name of a function that it rests on is told by a fingerprint.
std::string method_with(std::string_view method, const code::Program& program,
                        std::string_view name);

// The bytes of the instruction at `address`, as evidence; the file's header where it has none
// there.
Range place_of(const code::Program& program, std::uint64_t address);

// The argument `index` of a call, which is none of those that stand for no argument.
const code::Value& argument(const code::Call& call, std::int8_t index);

// A function's name, or where it has none its address: '0x401000'.
std::string shown_name(std::string_view name, std::uint64_t address);

// Whether an argument before `index` is a format, so that the call prints that one.
bool prints(const code::Program& program, const code::Call& call, std::size_t index);

// The text that a value points to, where the file has it and the program does not change it.
std::optional<std::string_view> constant_text(const code::Program& program,
                                              const code::Value& value);

}  // namespace assay::readers
