// Fingerprints of a program's functions, by which the same code is found again in another program:
// of another version, of another product, or in the library that it was taken from. One row has a
// run of functions, for a row a function would make cases many times as large.
//
// Source: code/fingerprint.h; docs/decisions/0021-fingerprints-without-addresses.md.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "readers/reader.h"

namespace assay::readers {
namespace {

constexpr std::size_t functions_max = 128;          // of one row
constexpr std::uint64_t stretch_max = 0x7fff'ffff;  // bytes of code that one row reaches over

void put_number(std::string& to, std::uint64_t value) {
  for (unsigned i = 8; i-- > 0;) to += static_cast<char>(value >> 8 * i & 0xffU);
}

bool can_be_shown(std::string_view name) {
  const auto plain = [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; };
  return !name.empty() && std::ranges::all_of(name, plain);
}

void put_row(const code::Program& program, std::span<const code::SurveyedFunction* const> functions,
             Reading& out) {
  const std::uint64_t base = functions.front()->start.address;
  std::string list;
  std::string prints;
  std::uint64_t end = base;
  for (const code::SurveyedFunction* function : functions) {
    const std::uint64_t address = function->start.address;
    const std::uint64_t size = function->end > address ? function->end - address : 0;
    fmt::format_to(std::back_inserter(list), "{}[{},{}", list.empty() ? '[' : ',', address - base,
                   size);
    if (can_be_shown(function->name))
      fmt::format_to(std::back_inserter(list), ",\"{}\"", function->name);
    list += ']';
    put_number(prints, function->fingerprint.exact);
    put_number(prints, function->fingerprint.similar);
    end = std::max(end, address + size);
  }
  const Range place =
      program.place(base, std::max<std::uint64_t>(end - base, 1)).value_or(program.elf().header);
  out.facts.push_back(Fact("function_prints", place, "operations of functions without addresses")
                          .set("decoder", program.decoder().name)
                          .set("base", base)
                          .set("functions", list + "]")
                          .set("prints", prints));
}

void read_code(const code::Survey& survey, Reading& out) {
  std::vector<const code::SurveyedFunction*> run;
  for (const code::SurveyedFunction& function : survey.functions()) {
    if (function.fingerprint.operations < code::fingerprint_operations_min) continue;
    const bool far =
        !run.empty() && function.start.address - run.front()->start.address > stretch_max;
    if (run.size() == functions_max || far) {
      put_row(survey.program(), run, out);
      run.clear();
    }
    run.push_back(&function);
  }
  if (!run.empty()) put_row(survey.program(), run, out);
}

}  // namespace

extern const Reader function_prints = {
    .id = "function_prints",
    .title = "Fingerprints of functions, exact and approximate",
    .source = "code/fingerprint.h",
    .read_code = read_code,
};

}  // namespace assay::readers
