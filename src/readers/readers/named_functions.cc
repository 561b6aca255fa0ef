// Functions of a program without symbols that have a name nevertheless, and what says so: their
// fingerprint, that of each function that may be chosen when the program starts, or what they do.
// What other rows say of calls of such names rests on these.
//
// Source: docs/decisions/0020-names-by-deed.md, 0023-names-by-fingerprint.md.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "readers/call_site.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

Fact row(const code::Program& program, std::uint64_t address, std::uint64_t end,
         std::string_view name) {
  const std::uint64_t size = end > address ? end - address : 1;
  const Range place = program.place(address, size).value_or(program.elf().header);
  return Fact("named_function", place, "functions of a program without symbols")
      .set("address", address)
      .set("name", name);
}

std::size_t calls_of_import(const code::Survey& survey, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::count_if(survey.calls(), [&](const auto& call) {
    return call.callee.imported && call.callee.name == name;
  }));
}

void told_by_print(const code::Survey& survey, const code::ToldName& told, Reading& out) {
  const bool chooses = told.choices != 0;
  // The lowest bit of a pointer to Thumb code is no part of the address.
  const std::uint64_t address = chooses && !survey.program().place(told.address, 1)
                                    ? told.address & ~std::uint64_t{1}
                                    : told.address;
  Fact fact = row(survey.program(), address, told.end, told.name);
  fact.set("basis", chooses ? "choice" : "fingerprint").set("library", told.library);
  if (chooses)
    fact.set("choices", told.choices);
  else
    fact.set("exact", fmt::format("{:016X}", told.print));
  fact.set("calls",
           chooses ? calls_of_import(survey, told.name) : survey.callers_of(told.address).size());
  out.facts.push_back(std::move(fact));
}

void read_code(const code::Survey& survey, Reading& out) {
  const code::Program& program = survey.program();
  for (const code::ToldName& told : program.told_names()) told_by_print(survey, told, out);
  if (!program.takes_nothing()) return;
  std::map<std::uint64_t, std::string_view> by_deed;
  for (const code::Call& call : survey.calls())
    if (!call.callee.imported && call.callee.address != 0 && !call.callee.name.empty() &&
        program.function_at(call.callee.address) == nullptr &&
        program.function_at(call.callee.address - 8) == nullptr)
      by_deed.emplace(call.callee.address, call.callee.name);
  for (const auto& [address, name] : by_deed) {
    const code::SurveyedFunction* function = survey.function_at(address);
    const std::uint64_t end = function == nullptr ? address : function->end;
    out.facts.push_back(row(program, address, end, name)
                            .set("basis", "deed")
                            .set("calls", survey.callers_of(address).size()));
  }
}

}  // namespace

extern const Reader named_functions = {
    .id = "named_functions",
    .title = "Names of functions in programs without symbols, and what says so",
    .source = "code/library_names.h; code/deed.h",
    .read_code = read_code,
};

}  // namespace assay::readers
