// How much of a program's machine code was understood. Every other statement about code is worth as
// much as this says.
//
// Source: code/survey.h.
#include "readers/reader.h"

namespace assay::readers {
namespace {

void read_code(const code::Survey& survey, Reading& out) {
  const code::Survey::Coverage& coverage = survey.coverage();
  out.facts.push_back(Fact("code", survey.program().elf().header, "code followed from functions")
                          .set("decoder", survey.program().decoder().name)
                          .set("code_bytes", coverage.code_bytes)
                          .set("decoded_bytes", coverage.decoded_bytes)
                          .set("functions", survey.functions().size())
                          .set("instructions", coverage.instructions)
                          .set("calls", coverage.calls)
                          .set("indirect_calls", coverage.indirect_calls)
                          .set("resolved_calls", coverage.resolved_calls)
                          .set("lost_jumps", coverage.lost_jumps)
                          .set("tangled_functions", coverage.tangled_functions)
                          .set("complete", coverage.complete ? 1 : 0));
  if (!coverage.complete)
    out.problems.push_back({"read", ErrorCode::limit,
                            "code: more functions, calls or instructions than are read",
                            survey.program().elf().header});
}

}  // namespace

extern const Reader code_coverage = {
    .id = "code_coverage",
    .title = "How much of a program's machine code was understood",
    .source = "the decoders' manuals; docs/architecture.md",
    .read_code = read_code,
};

}  // namespace assay::readers
