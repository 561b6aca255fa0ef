#include "readers/call_site.h"

#include <algorithm>

namespace assay::readers {

Fact call_site(const code::Survey& survey, const code::SurveyedFunction& caller,
               const code::Call& call, std::string_view family) {
  const code::Program& program = survey.program();
  const Range place = program.place(call.address, program.decoder().alignment > 1 ? 4 : 1)
                          .value_or(program.elf().header);
  Fact fact("call_site", place, "call in machine code");
  fact.set("address", call.address).set("caller", caller.start.address);
  if (!caller.name.empty()) fact.set("caller_name", caller.name);
  return fact.set("callee", call.callee.name).set("family", family);
}

std::optional<std::string_view> constant_text(const code::Program& program,
                                              const code::Value& value) {
  if (!value.is(code::Value::Kind::number) || !program.constant(value.number)) return std::nullopt;
  const auto text = program.text(value.number);
  const auto printable = [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\t'; };
  if (!text || !std::ranges::all_of(*text, printable)) return std::nullopt;
  return text;
}

}  // namespace assay::readers
