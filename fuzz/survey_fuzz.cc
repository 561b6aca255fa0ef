// Any bytes as a program: its tables, functions, calls and values. What is told lies inside.
#include <cstdlib>

#include "code/survey.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  const auto program = code::Program::open(Bytes(data, size));
  if (!program) return 0;
  const code::Survey survey(*program);
  const auto& coverage = survey.coverage();
  if (coverage.decoded_bytes > coverage.code_bytes || coverage.code_bytes > size) std::abort();
  for (const code::SurveyedFunction& function : survey.functions()) {
    if (!program->is_code(function.start.address)) std::abort();
    for (const code::Call& call : survey.calls_of(function))
      if (!program->is_code(call.address)) std::abort();
  }
  return 0;
}
