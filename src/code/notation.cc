#include "code/notation.h"

#include <fmt/core.h>

#include <array>

#include "code/value.h"

namespace assay::code {
namespace {

std::string number(std::uint64_t value, unsigned word) {
  const auto plain = static_cast<std::int64_t>(sign_extended(value, word));
  if (plain > -4096 && plain < 4096) return fmt::format("{}", plain);
  if (plain < 0 && plain > -0x100000) return fmt::format("-{:#x}", -plain);
  return fmt::format("{:#x}", zero_extended(value, word));
}

class Writer {
 public:
  Writer(const Decoder& decoder, const Instruction& in) : decoder_(decoder), in_(in) {}

  std::string all() const {
    std::string text = operation();
    if (in_.flow != Flow::next) text += (text.empty() ? "" : "; ") + flow();
    if (in_.has(Instruction::conditional) && in_.flow != Flow::branch)
      text = fmt::format("if {}: {}", to_string(in_.condition), text);
    return text.empty() ? "nothing" : text;
  }

 private:
  std::string reg(Register r) const {
    if (r == no_register || r == decoder_.zero) return "0";
    if (r == constant_operand) return number(in_.target, decoder_.word_size);
    if (r == decoder_.stack) return "sp";
    return fmt::format("r{}", r);
  }

  std::string second() const {
    constexpr std::array<std::string_view, 6> shifts = {"<<", ">>", ">>", "ror", "?", "<<"};
    const unsigned low = low_bytes(in_.shift);
    if (in_.b == no_register)
      return number(static_cast<std::uint64_t>(in_.immediate), decoder_.word_size);
    if (in_.shift == Shift::other) return "?";
    std::string text = reg(in_.b);
    if (low != 0)
      text = fmt::format("{}low {} of {}", extends_sign(in_.shift) ? "signed " : "", low, text);
    if (in_.shift_amount != 0)
      text = fmt::format("({} {} {})", text,
                         low != 0 ? "<<" : shifts[static_cast<std::size_t>(in_.shift)],
                         in_.shift_amount);
    if (in_.shift == Shift::scaled && in_.immediate != 0)
      text += " + " + number(static_cast<std::uint64_t>(in_.immediate), decoder_.word_size);
    return text;
  }

  std::string memory() const {
    std::string text = "[";
    const bool second_counts = in_.b != no_register || in_.immediate != 0;
    if (in_.a != no_register) text += reg(in_.a);
    if (in_.has(Instruction::post_index)) return text + "]";
    if (second_counts || in_.a == no_register)
      text += (in_.a == no_register ? "" : " + ") + second();
    return text + "]";
  }

  std::string bytes() const {
    return in_.size == 0 ? "" : fmt::format(" ({} byte{})", in_.size, in_.size == 1 ? "" : "s");
  }

  std::string binary(std::string_view sign) const {
    return fmt::format("{} = {} {} {}", reg(in_.dest), reg(in_.a), sign, second());
  }

  std::string killed() const {
    std::string text;
    for (Register r = 0; r < 64; r++)
      if ((in_.kills & register_bit(r)) != 0) text += (text.empty() ? "changes " : ", ") + reg(r);
    return text.empty() ? "not read" : text;
  }

  std::string operation() const {
    switch (in_.op) {
      case Op::unknown:
        return in_.flow == Flow::next ? killed() : "";
      case Op::nop:
        return "";
      case Op::constant:
        return fmt::format("{} = {}", reg(in_.dest),
                           number(static_cast<std::uint64_t>(in_.immediate), decoder_.word_size));
      case Op::move:
        return in_.flow == Flow::next || in_.dest != no_register
                   ? fmt::format("{} = {}", reg(in_.dest), reg(in_.a))
                   : "";
      case Op::add:
        return binary("+");
      case Op::subtract:
        return binary("-");
      case Op::reverse_subtract:
        return fmt::format("{} = {} - {}", reg(in_.dest), second(), reg(in_.a));
      case Op::multiply:
        return binary("*");
      case Op::bit_and:
        return binary("&");
      case Op::bit_or:
        return binary("|");
      case Op::bit_xor:
        return binary("^");
      case Op::and_not:
        return binary("& ~");
      case Op::shift_left:
        return binary("<<");
      case Op::shift_right:
        return binary(">>");
      case Op::shift_right_signed:
        return binary(">> (signed)");
      case Op::rotate_right:
        return binary("ror");
      case Op::extend:
        return fmt::format("{} = {}{}{}", reg(in_.dest), reg(in_.a), bytes(),
                           in_.has(Instruction::sign_extended) ? ", signed" : "");
      case Op::extract:
        return fmt::format("{} = bits {} to {} of {}", reg(in_.dest), in_.shift_amount,
                           in_.shift_amount + in_.second - 1, reg(in_.a));
      case Op::set:
        return fmt::format(
            "{} = 1 if {}{}, else 0", reg(in_.dest), to_string(in_.condition),
            in_.a == no_register ? "" : fmt::format(" {}, {}", reg(in_.a), second()));
      case Op::load:
        return fmt::format("{}{} = {}{}", reg(in_.dest),
                           in_.second == no_register ? "" : ", " + reg(in_.second), memory(),
                           bytes());
      case Op::store:
        return fmt::format("{} = {}{}{}", memory(), in_.dest == no_register ? "?" : reg(in_.dest),
                           in_.second == no_register ? "" : ", " + reg(in_.second), bytes());
      case Op::compare:
      case Op::compare_negated:
      case Op::test:
      case Op::test_equal:
        return fmt::format("{} {}, {}", to_string(in_.op), reg(in_.a), second());
      default:
        return to_text(in_);
    }
  }

  std::string flow() const {
    const std::string target = fmt::format("{:#x}", in_.target);
    switch (in_.flow) {
      case Flow::jump:
        return "to " + target;
      case Flow::branch: {
        const bool compares = in_.a != no_register && in_.a < condition_field;
        const std::string what = compares ? fmt::format(" {}, {}", reg(in_.a), second()) : "";
        return fmt::format("if {}{}, to {}", to_string(in_.condition), what, target);
      }
      case Flow::call:
        return "call " + target;
      case Flow::jump_register:
        return in_.op == Op::load ? "to what was loaded" : "to " + reg(in_.a);
      case Flow::call_register:
        return in_.op == Op::load ? "call what was loaded" : "call " + reg(in_.a);
      case Flow::give_back:
        return "return";
      default:
        return std::string(to_string(in_.flow));
    }
  }

  const Decoder& decoder_;
  const Instruction& in_;
};

}  // namespace

std::string notation(const Decoder& decoder, const Instruction& instruction) {
  return Writer(decoder, instruction).all();
}

}  // namespace assay::code
