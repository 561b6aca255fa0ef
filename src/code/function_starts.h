// Where the functions of a program begin, and how much of its code they cover.
#pragma once

#include <functional>

#include "code/analysis.h"

namespace assay::code {

constexpr std::size_t functions_max = 1U << 20U;

struct FunctionStarts {
  FunctionStarts() = default;
  FunctionStarts(FunctionStarts&&) = default;
  FunctionStarts& operator=(FunctionStarts&&) = default;

  std::vector<FunctionStart> starts;  // by address; each one's limit is the next one's address
  std::vector<TableWay> ways;         // of jumps through tables, to which the starts point
  std::uint64_t code_bytes = 0;       // in executable sections or segments
  std::uint64_t decoded_bytes = 0;    // reached from a start
  bool all = true;                    // false: there are more than functions_max
};

// By symbols, unwinding tables, addresses in relocations, the entry point, calls from one to
// another, and what stands behind a function that none of these names.
FunctionStarts find_functions(const Program& program);

// The same, with each function analysed by `analyser` as soon as its end is likely known, so that
// nothing is decoded twice. `analysed` is told what came out. Of a function that turns out to end
// before the end that is told it was told in vain; of some it is told twice, of some never.
using Analysed = std::function<void(const FunctionStart&, const Analysis&)>;
FunctionStarts find_functions(const Program& program, Analyser& analyser, const Analysed& analysed);

}  // namespace assay::code
