#include "code/listing.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/quote.h"
#include "code/arm_sets.h"
#include "code/library_names.h"
#include "code/notation.h"
#include "code/raw_code.h"
#include "code/survey.h"

namespace assay::code {
namespace {

constexpr std::size_t around = 5;       // instructions before and behind a place
constexpr std::size_t arguments = 4;    // of a call that are told
constexpr std::size_t bytes_shown = 8;  // of an instruction
constexpr std::size_t name_max = 60;

std::string known(const Value& value) {
  switch (value.kind) {
    case Value::Kind::number:
      return fmt::format("{:#x}", value.number);
    case Value::Kind::stack:
      return fmt::format("stack{:+}", static_cast<std::int64_t>(value.number));
    case Value::Kind::entry:
      return fmt::format("r{} as it was at the start", value.id);
    case Value::Kind::result:
      return "what a call gave back";
    case Value::Kind::variable:
      return fmt::format("variable {:#x}", value.number);
    default:
      return "?";
  }
}

bool says_nothing(const Value& value) {
  return value.is(Value::Kind::unknown) || value.is(Value::Kind::entry);
}

// A call with what it passes, a comparison with what it compares; empty where neither stands there.
std::string note_at(const Analysis& analysis, std::uint64_t address) {
  const auto call = std::ranges::find(analysis.calls, address, &Call::address);
  if (call != analysis.calls.end()) {
    std::string text = call->callee.name.empty() ? fmt::format("{:#x}", call->callee.address)
                                                 : quote(call->callee.name, name_max);
    if (!call->callee.known()) text = "not known";
    text += "(";
    std::size_t told = arguments;
    while (told > 0 && says_nothing(call->arguments[told - 1])) told--;
    for (std::size_t i = 0; i < told; i++) text += (i == 0 ? "" : ", ") + known(call->arguments[i]);
    return text + (told == 0 ? "...)" : ", ...)");
  }
  const auto comparison = std::ranges::find(analysis.comparisons, address, &Comparison::address);
  if (comparison == analysis.comparisons.end()) return {};
  return fmt::format("{} with {}", known(comparison->left), known(comparison->right));
}

class Lister {
 public:
  Lister(const Program& program, std::span<const std::uint64_t> places,
         std::optional<FunctionStarts> found)
      : program_(program),
        survey_(program, std::move(found)),
        places_(places.begin(), places.end()) {}

  std::string run() {
    std::set<std::uint64_t> done;
    for (const std::uint64_t place : places_) {
      const SurveyedFunction* function = survey_.function_at(place);
      if (function != nullptr && done.insert(function->start.address).second) list(*function);
    }
    return std::move(text_);
  }

 private:
  void list(const SurveyedFunction& function) {
    const Analysis& analysis = survey_.analyse(function);
    const Function& code = *analysis.function;
    text_ += fmt::format("function {:#x}", function.start.address);
    if (!function.name.empty()) text_ += " " + quote(function.name, name_max);
    text_ += fmt::format(", {}{}\n", code.decoder->name,
                         is_t32(*code.decoder) ? " (objdump: -M force-thumb)" : "");
    std::vector<std::uint32_t> order(code.addresses.size());
    for (std::uint32_t i = 0; i < order.size(); i++) order[i] = i;
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return code.addresses[i]; });
    std::size_t shown = 0;  // up to this place of `order`
    for (std::size_t i = 0; i < order.size(); i++) {
      if (!places_.contains(code.addresses[order[i]])) continue;
      const std::size_t from = std::max(shown, i - std::min(i, around));
      if (from > shown) text_ += "  ...\n";
      shown = std::max(shown, std::min(order.size(), i + around + 1));
      for (std::size_t at = from; at < shown; at++) line(analysis, order[at]);
    }
  }

  void line(const Analysis& analysis, std::uint32_t index) {
    const Instruction& in = analysis.function->instructions[index];
    const std::uint64_t address = analysis.function->addresses[index];
    const bool marked = places_.contains(address);
    std::string bytes;
    for (const std::uint8_t byte :
         program_.at(address).first(std::min<std::size_t>(in.length, bytes_shown)))
      bytes += fmt::format("{:02x}", byte);
    if (in.length > bytes_shown) bytes += "..";
    const std::string note = note_at(analysis, address);
    text_ += fmt::format("{} {:#010x}  {:<18}  {}", marked ? ">" : " ", address, bytes,
                         notation(*analysis.function->decoder, in));
    if (!note.empty()) text_ += "  ; " + note;
    text_ += "\n";
  }

  const Program& program_;
  const Survey survey_;
  std::set<std::uint64_t> places_;
  std::string text_;
};

// Errors: those of Program::open; of raw bytes those of find_raw_code.
Result<Program> program_of(Bytes file) {
  if (formats::is_elf(file)) return Program::open(file);
  const RawCode code = TRY(find_raw_code(file));
  if (!code.base) return fail(ErrorCode::unsupported, "no address is told at which the code runs");
  return Program::of_raw(file, code);
}

}  // namespace

Result<std::string> listing(Bytes file, std::span<const std::uint64_t> places) {
  Program program = TRY(program_of(file));
  auto found = name_library_functions(program);
  std::string text = Lister(program, places, std::move(found)).run();
  if (text.empty()) return fail(ErrorCode::unsupported, "no function was found at these addresses");
  return text;
}

}  // namespace assay::code
