#include "readers/call_site.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::readers {

void set_function(Fact& fact, const code::SurveyedFunction& function) {
  fact.set("function", function.start.address);
  if (!function.name.empty()) fact.set("function_name", function.name);
}

Range place_of(const code::Program& program, std::uint64_t address) {
  return program.place(address, program.decoder().alignment > 1 ? 4 : 1)
      .value_or(program.elf().header);
}

const code::Value& argument(const code::Call& call, std::int8_t index) {
  return call.arguments[static_cast<std::size_t>(index)];
}

std::string shown_name(std::string_view name, std::uint64_t address) {
  if (!name.empty()) return std::string(name);
  return address == 0 ? "?" : fmt::format("{:#x}", address);
}

bool prints(const code::Program& program, const code::Call& call, std::size_t index) {
  for (std::size_t i = 0; i < index; i++)
    if (const auto text = constant_text(program, call.arguments[i]))
      if (text->find('%') != std::string_view::npos) return true;
  return false;
}

std::string method_with(std::string_view method, const code::Program& program,
                        std::string_view name) {
  const auto told = program.told_names();
  const bool by_print =
      !name.empty() && std::ranges::find(told, name, &code::ToldName::name) != told.end();
  return std::string(method) + (by_print ? "; name by fingerprint" : "");
}

Fact call_site(const code::Survey& survey, const code::SurveyedFunction& caller,
               const code::Call& call, std::string_view family) {
  const code::Program& program = survey.program();
  Fact fact("call_site", place_of(program, call.address),
            method_with("call in machine code", program, call.callee.name));
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
