// Where a comparator gets a buffer, the code before it is carried out from places that every way to
// the call passes, with what the analysis knows there: first from near by, then from further and
// further up, until the bytes are known. What is made of what was there before is taken from the
// furthest place from which the run comes through.
#include "readers/computed_constant.h"

#include <algorithm>

namespace assay::readers {
namespace {

using code::Value;

constexpr unsigned places_max = 10;       // from which a run is begun for one call
constexpr std::size_t blocks_max = 4096;  // of a function

bool calls_own(const code::Call& call) { return call.callee.address != 0 && !call.callee.imported; }

}  // namespace

// A buffer of the frame, of variables, or that a function of the program gave back.
bool ComputedConstants::may_be_computed(const code::Analysis& analysis, const Value& value) const {
  if (value.is(Value::Kind::result)) {
    const code::Call* from = analysis.call_of(value);
    return from != nullptr && (calls_own(*from) || from->callee.name == "malloc" ||
                               from->callee.name == "calloc" || from->callee.name == "strdup");
  }
  if (value.is(Value::Kind::number)) return !survey_.program().constant(value.number);
  return value.is(Value::Kind::stack);
}

// The bytes behind `value` where the run put most of them there.
std::vector<std::uint8_t> ComputedConstants::made(const Value& value, const Comparator& comparator,
                                                  std::size_t size_max) const {
  if (!value.is(Value::Kind::number)) return {};
  auto bytes = runs_.interpreter().bytes(value.number, size_max);
  const auto end = std::ranges::find(bytes, std::uint8_t{0});
  if (!comparator.bytes) {
    if (end == bytes.end() && bytes.size() < size_max) return {};
    bytes.erase(end, bytes.end());
  } else if (bytes.size() < size_max) {
    return {};
  }
  const bool told =
      bytes.size() >= 2 && runs_.interpreter().made(value.number, bytes.size()) * 2 > bytes.size();
  const bool zeros = std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
  return told && !zeros ? bytes : std::vector<std::uint8_t>{};
}

std::optional<ComputedConstant> ComputedConstants::of(const code::Analysis& analysis,
                                                      const code::Dominators& dominators,
                                                      const code::Call& call,
                                                      const Comparator& comparator,
                                                      std::size_t size_max) {
  const code::Function& function = *analysis.function;
  const auto first = static_cast<std::size_t>(comparator.first);
  const auto second = static_cast<std::size_t>(comparator.second);
  const bool may = may_be_computed(analysis, call.arguments[first]) ||
                   may_be_computed(analysis, call.arguments[second]);
  if (!may || size_max < 2 || function.blocks.size() > blocks_max || runs_.spent())
    return std::nullopt;
  if (std::ranges::none_of(analysis.calls, calls_own) && !analysis.graph->has_loops())
    return std::nullopt;
  const code::Interpreter& interpreter = runs_.interpreter();
  std::optional<ComputedConstant> found;
  std::uint32_t block = call.block;
  for (unsigned place = 0; place < places_max && block != code::no_block; place++) {
    ComputedConstant here;
    const auto from = runs_.run(analysis, dominators, call, block);
    block = dominators.immediate(block);
    if (!from) continue;
    here.from = *from;
    auto one = made(interpreter.argument(first), comparator, size_max);
    auto two = made(interpreter.argument(second), comparator, size_max);
    if (one.empty() == two.empty()) continue;
    here.second = one.empty();
    here.bytes = here.second ? std::move(two) : std::move(one);
    here.data = interpreter.data_read();
    here.steps = interpreter.steps();
    found = std::move(here);
  }
  return found;
}

}  // namespace assay::readers
