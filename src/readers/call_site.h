// Call sites as facts, for the readers of code.
#pragma once

#include "code/survey.h"
#include "model/fact.h"

namespace assay::readers {

// The row of a call: its instruction's bytes as evidence, caller and callee.
Fact call_site(const code::Survey& survey, const code::SurveyedFunction& caller,
               const code::Call& call, std::string_view family);

// The text that a value points to, where the file has it and the program does not change it.
std::optional<std::string_view> constant_text(const code::Program& program,
                                              const code::Value& value);

}  // namespace assay::readers
