#include "code/instruction.h"

#include <fmt/format.h>

#include <iterator>

namespace assay::code {
namespace {

constexpr std::string_view op_names[] = {
    "unknown",  "nop",        "constant",    "move",          "add",
    "subtract", "rsubtract",  "multiply",    "and",           "or",
    "xor",      "nor",        "and_not",     "or_not",        "xor_not",
    "nand",     "shift_left", "shift_right", "shift_signed",  "rotate",
    "insert",   "extend",     "extract",     "reverse_bytes", "set",
    "select",   "compare",    "compare_neg", "test",          "test_equal",
    "load",     "store",      "use_memory",  "change_memory", "push_memory",
};
static_assert(std::size(op_names) == op_count);

constexpr std::string_view flow_names[] = {
    "next", "jump", "branch", "call", "jump_register", "call_register", "return", "stop", "system"};

constexpr std::string_view condition_names[] = {"always", "eq",  "ne",  "lt",   "ge",   "gt",
                                                "le",     "ltu", "geu", "gtu",  "leu",  "mi",
                                                "pl",     "vs",  "vc",  "bit0", "bit1", "other"};

constexpr std::string_view shift_names[] = {"<<",   ">>",   ">>>",  "ror",  "?",    "<<",
                                            "uxtb", "uxth", "uxtw", "sxtb", "sxth", "sxtw"};

}  // namespace

std::string_view to_string(Op op) { return op_names[static_cast<std::size_t>(op)]; }
std::string_view to_string(Flow flow) { return flow_names[static_cast<std::size_t>(flow)]; }
std::string_view to_string(Condition condition) {
  return condition_names[static_cast<std::size_t>(condition)];
}

std::string to_text(const Instruction& instruction) {
  const Instruction& in = instruction;
  std::string text(to_string(in.op));
  const auto out = std::back_inserter(text);
  if (in.inner != Op::unknown) fmt::format_to(out, " {}", to_string(in.inner));
  if (in.size != 0) fmt::format_to(out, ".{}", in.size);
  if (in.has(Instruction::sign_extended)) text += 's';
  const auto put = [&](char letter, Register r) {
    if (letter == 'd' && r == constant_operand)
      fmt::format_to(out, " {}={:x}", letter, in.target);
    else if (r != no_register)
      fmt::format_to(out, " {}{}", letter, r);
  };
  put('d', in.dest);
  put('w', in.second);
  put('a', in.a);
  put('b', in.b);
  if (in.shift_amount != 0 || low_bytes(in.shift) != 0)
    fmt::format_to(out, "{}{}", shift_names[static_cast<std::size_t>(in.shift)], in.shift_amount);
  const bool sums = in.b == no_register || in.shift == Shift::scaled;
  if (sums && in.immediate != 0) fmt::format_to(out, " #{}", in.immediate);
  if (in.flow != Flow::next) fmt::format_to(out, " {}", to_string(in.flow));
  if (in.flow == Flow::jump || in.flow == Flow::branch || in.flow == Flow::call)
    fmt::format_to(out, " @{:x}", in.target);
  if (in.condition != Condition::always) fmt::format_to(out, " if:{}", to_string(in.condition));
  constexpr std::string_view flag_names[] = {"conditional", "delay", "annulled", "",
                                             "writeback",   "post",  "flags",    "other_set",
                                             "low_word",    "keeps", "reversed"};
  for (unsigned bit = 0; bit < std::size(flag_names); bit++) {
    if ((in.flags >> bit & 1U) != 0 && !flag_names[bit].empty())
      fmt::format_to(out, " {}", flag_names[bit]);
  }
  for (unsigned r = 0; r < 64; r++)
    if ((in.kills >> r & 1U) != 0) fmt::format_to(out, " !{}", r);
  return text;
}

}  // namespace assay::code
