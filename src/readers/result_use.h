// Result use: what a function does with what a call of it gives back.
#pragma once

#include <string_view>
#include <vector>

#include "code/analysis.h"

namespace assay::readers {

enum class ResultUse : std::uint8_t {
  unknown,
  unused,    // on every way something else takes its place before an instruction reads it
  returned,  // it is still there where the function comes back
  kept,      // it is stored, handed on, or reckoned with
  branched,  // a branch asks for it
};

// As the case file has it; empty where it is unknown.
std::string_view to_string(ResultUse use);

// Blocks at whose end a branch asks for what `call`, of `analysis`, gave back, or for what was
// reckoned from it at once.
std::vector<std::uint32_t> branches_on(const code::Analysis& analysis, const code::Call& call);

// `analysis` is of the whole function, and `call` one of its calls.
// Ways of a few hundred instructions are followed; behind that it is unknown.
ResultUse result_use(const code::Analysis& analysis, const code::Call& call);

}  // namespace assay::readers
