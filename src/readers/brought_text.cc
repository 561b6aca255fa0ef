#include "readers/brought_text.h"

#include <algorithm>

#include "code/abi.h"
#include "readers/call_site.h"

namespace assay::readers {

using code::Call;
using code::Value;
using Kind = Value::Kind;
using Part = TextPart::Kind;

std::optional<std::size_t> parameter_of(const code::Decoder& decoder, const Value& value) {
  if (value.is(Kind::entry)) {
    const auto found = std::ranges::find(decoder.arguments, static_cast<code::Register>(value.id));
    if (found == decoder.arguments.end()) return std::nullopt;
    return static_cast<std::size_t>(found - decoder.arguments.begin());
  }
  if (!value.is(Kind::stack_content)) return std::nullopt;
  const code::Abi& abi = code::abi_of(decoder.architecture);
  const auto offset = static_cast<std::int64_t>(value.number) - abi.pushed - abi.stack_first;
  if (offset < 0) return std::nullopt;
  const auto index =
      decoder.arguments.size() + static_cast<std::size_t>(offset) / decoder.word_size;
  return index < code::call_arguments_max ? std::optional(index) : std::nullopt;
}

TextPart BroughtTexts::input(const code::SurveyedFunction& function, const Call& source) const {
  TextPart part;
  part.source = sources_.brought_by(function, source);
  if (part.source.kind.empty()) return part;
  part.kind = Part::input;
  part.source_address = source.address;
  const SourceFunction* known = source_function(source.callee.name);
  if (known != nullptr && known->called >= 0)
    if (const auto name = constant_text(survey_.program(), argument(source, known->called)))
      part.source_name = *name;
  return part;
}

TextPart BroughtTexts::filled_in(const code::SurveyedFunction& caller, std::uint64_t address,
                                 std::size_t index) const {
  const code::SurveyedFunction* function = survey_.function_at(address);
  if (function == nullptr || function == &caller) return {};
  for (const Call& call : survey_.calls_of(*function)) {
    const SourceFunction* source = source_function(call.callee.name);
    if (source == nullptr || source->fills < 0 || source->kind.empty()) continue;
    const Value& place = argument(call, source->fills);
    if (parameter_of(*function->start.decoder, place) != index) continue;
    if (TextPart part = input(*function, call); part.kind == Part::input) {
      part.source.levels = 1;
      return part;
    }
  }
  return {};
}

TextPart BroughtTexts::given_back(std::uint64_t address) {
  constexpr std::size_t functions_max = 256;
  if (const auto known = given_back_.find(address); known != given_back_.end())
    return known->second;
  const code::SurveyedFunction* function = survey_.function_at(address);
  if (function == nullptr || given_back_.size() >= functions_max) return {};
  const code::Analysis& analysis = results_.analyse(function->start);
  TextPart part;
  bool all_constant = !analysis.results.empty();
  for (const Value& value : analysis.results) {
    if (value == Value::of(0) || constant_text(survey_.program(), value)) continue;
    all_constant = false;
    const Call* call = value.is(Kind::result) ? analysis.call_of(value) : nullptr;
    if (call == nullptr || part.kind == Part::input) continue;
    part = input(*function, *call);
    part.source.levels = 1;
  }
  if (all_constant) part.kind = Part::chosen;
  return given_back_.emplace(address, part).first->second;
}

}  // namespace assay::readers
