// Any bytes as machine code without headers: processor, address, and the program in them. What is
// told lies inside.
#include <cstdlib>

#include "code/raw_code.h"
#include "code/survey.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  const Bytes image(data, size);
  const auto found = code::find_raw_code(image);
  if (!found) return 0;
  std::uint64_t at = 0;
  for (const Range& range : found->parts.code) {
    if (range.offset < at || range.end() > size) std::abort();
    at = range.end();
  }
  if (!found->base) return 0;
  const code::Program program = code::Program::of_raw(image, *found);
  const code::Survey survey(program);
  const auto& coverage = survey.coverage();
  if (coverage.decoded_bytes > coverage.code_bytes || coverage.code_bytes > size) std::abort();
  for (const code::SurveyedFunction& function : survey.functions())
    if (!program.is_code(function.start.address)) std::abort();
  return 0;
}
