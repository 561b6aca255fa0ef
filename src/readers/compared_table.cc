#include "readers/compared_table.h"

#include <algorithm>

#include "readers/code_pointer.h"

namespace assay::readers {
namespace {

using code::Value;

constexpr unsigned places_max = 6;        // from which a run is begun
constexpr std::size_t entries_max = 256;  // of a table
constexpr std::size_t blocks_max = 4096;  // of a function

// Whether a value may be one that changes from turn to turn.
bool may_change(const Value& value) {
  return value.is(Value::Kind::unknown) || value.is(Value::Kind::element) ||
         value.is(Value::Kind::indexed) || value.is(Value::Kind::variable);
}

// The text, or the bytes, at an address of the file.
Bytes constant_at(const code::Program& program, std::uint64_t address, const Comparator& comparator,
                  std::size_t size_max) {
  Bytes bytes = program.at(address);
  bytes = bytes.first(std::min(bytes.size(), size_max));
  if (!comparator.bytes) {
    const auto end = std::ranges::find(bytes, std::uint8_t{0});
    if (end == bytes.end() && bytes.size() < size_max) return {};
    bytes = bytes.first(static_cast<std::size_t>(end - bytes.begin()));
    const auto printable = [](std::uint8_t c) { return c >= ' ' && c <= '~'; };
    if (!std::ranges::all_of(bytes, printable)) return {};
  } else if (bytes.size() < size_max) {
    return {};
  }
  return bytes;
}

// The only pointer to the start of a function in the words behind a name.
std::uint64_t function_beside(const code::Survey& survey, std::uint64_t slot, std::uint64_t size) {
  const code::Program& program = survey.program();
  const std::uint64_t word = program.word_size();
  std::uint64_t found = 0;
  for (std::uint64_t at = word; at + word <= std::min<std::uint64_t>(size, 64); at += word) {
    const code::Word there = program.first_word(slot + at, static_cast<unsigned>(word));
    if (there.kind != code::Word::Kind::number) continue;
    const std::uint64_t address = function_pointed(survey, there.value);
    if (address == 0 || survey.function_at(address) == nullptr) continue;
    if (found != 0) return 0;
    found = address;
  }
  return found;
}

// The function that is called behind the comparison and that only the turn tells.
std::uint64_t handler(code::Interpreter& interpreter, const code::Analysis& analysis,
                      std::uint64_t equal) {
  const auto callee = interpreter.go_on_to_call(equal);
  if (!callee || callee->address == 0 || callee->imported) return 0;
  const auto call = std::ranges::find(analysis.calls, interpreter.last(), &code::Call::address);
  return call == analysis.calls.end() || !call->callee.known() ? callee->address : 0;
}

class Turns {
 public:
  Turns(RunBefore& runs, const code::Analysis& analysis, const code::Call& call,
        const Comparator& comparator, std::size_t size_max)
      : runs_(runs),
        analysis_(analysis),
        call_(call),
        comparator_(comparator),
        size_max_(size_max) {}

  // From the first turn, at whose call the run stands.
  std::vector<TableConstant> all() {
    code::Interpreter& interpreter = runs_.interpreter();
    const std::uint64_t equal = comparator_.zero_is_equal ? 0 : 1;
    while (found_.size() < entries_max && take()) {
      const code::Interpreter::Point point = interpreter.point();
      found_.back().handler = handler(interpreter, analysis_, equal);
      interpreter.back_to(point);
      if (!interpreter.go_on(1 - equal, call_.address)) break;
    }
    runs_.spend(interpreter.steps());
    if (found_.size() < 2) return {};
    for (std::size_t i = 0; i < found_.size(); i++) {
      const std::uint64_t next = found_[i + 1 < found_.size() ? i + 1 : i].slot;
      const std::uint64_t here = found_[i + 1 < found_.size() ? i : i - 1].slot;
      if (found_[i].handler == 0 && found_[i].slot != 0 && next > here)
        found_[i].handler = function_beside(runs_.survey(), found_[i].slot, next - here);
    }
    return std::move(found_);
  }

 private:
  // The constant of this turn; false where there is none, or it was there before.
  bool take() {
    const code::Program& program = runs_.survey().program();
    const code::Interpreter& interpreter = runs_.interpreter();
    for (const bool second : {true, false}) {
      const auto index = static_cast<std::size_t>(second ? comparator_.second : comparator_.first);
      if (!may_change(call_.arguments[index])) continue;
      const Value value = interpreter.argument(index);
      if (!value.is(Value::Kind::number)) continue;
      const Bytes constant = constant_at(program, value.number, comparator_, size_max_);
      if (constant.empty()) continue;
      TableConstant one;
      one.bytes.assign(constant.begin(), constant.end());
      one.address = value.number;
      one.slot = interpreter.slot_of(value.number);
      one.second = second;
      const bool again = std::ranges::any_of(found_, [&](const TableConstant& other) {
        return other.address == one.address && other.slot == one.slot;
      });
      if (again || (!found_.empty() && found_[0].second != second)) return false;
      found_.push_back(std::move(one));
      return true;
    }
    return false;
  }

  RunBefore& runs_;
  const code::Analysis& analysis_;
  const code::Call& call_;
  const Comparator& comparator_;
  std::size_t size_max_;
  std::vector<TableConstant> found_;
};

}  // namespace

std::vector<TableConstant> compared_table(RunBefore& runs, const code::Analysis& analysis,
                                          const code::Dominators& dominators,
                                          const code::Call& call, const Comparator& comparator,
                                          std::size_t size_max) {
  const auto operand = [&](std::int8_t index) -> const Value& {
    return call.arguments[static_cast<std::size_t>(index)];
  };
  const bool may = may_change(operand(comparator.first)) || may_change(operand(comparator.second));
  const code::Function& function = *analysis.function;
  if (!may || size_max < 2 || runs.spent() || function.blocks.size() > blocks_max ||
      !analysis.graph->in_loop(call.block))
    return {};
  std::uint32_t block = call.block;
  for (unsigned place = 0; place < places_max && block != code::no_block; place++) {
    if (runs.run(analysis, dominators, call, block)) {
      auto found = Turns(runs, analysis, call, comparator, size_max).all();
      if (!found.empty()) return found;
    }
    block = dominators.immediate(block);
  }
  return {};
}

}  // namespace assay::readers
