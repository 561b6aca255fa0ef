#include "readers/code_pointer.h"

#include "code/arm_sets.h"

namespace assay::readers {

std::uint64_t function_pointed(const code::Survey& survey, std::uint64_t pointer) {
  const code::Program& program = survey.program();
  const bool arm = code::is_a32(program.decoder());
  const std::uint64_t address = pointer & ~std::uint64_t{arm};
  if (!program.is_code(address)) return 0;
  const code::SurveyedFunction* function = survey.function_at(address);
  if (function != nullptr) return function->start.address == address ? address : 0;
  // Without sections data counts as code as well. Arm's other set has the smaller alignment.
  const std::uint64_t alignment = arm ? 2 : program.decoder().alignment;
  const bool may_be = !program.elf().sections.empty() && address % alignment == 0;
  return may_be ? address : 0;
}

std::uint64_t code_pointed(const code::Survey& survey, std::uint64_t pointer) {
  const code::Program& program = survey.program();
  if (program.elf().sections.empty()) return function_pointed(survey, pointer);
  const bool arm = code::is_a32(program.decoder());
  const std::uint64_t address = pointer & ~std::uint64_t{arm};
  const bool aligned = address % (arm ? 2U : program.decoder().alignment) == 0;
  return program.is_code(address) && aligned ? address : 0;
}

}  // namespace assay::readers
