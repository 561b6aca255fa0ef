#include "code/arm_parts.h"

namespace assay::code::arm_parts {
namespace {

constexpr Op ops[] = {
    Op::bit_and, Op::bit_xor, Op::subtract, Op::reverse_subtract, Op::add,     Op::unknown,
    Op::unknown, Op::unknown, Op::test,     Op::test_equal,       Op::compare, Op::compare_negated,
    Op::bit_or,  Op::move,    Op::and_not,  Op::unknown,          Op::or_not};

bool compares(Data data) { return data >= Data::tst && data <= Data::cmn; }

// mov of a shifted register is the shift.
void move(Instruction& out) {
  out.a = out.b;
  out.b = no_register;
  if (out.a == no_register) {
    out.op = Op::constant;
    return;
  }
  if (out.shift_amount == 0) return;
  constexpr Op shifts[] = {Op::shift_left, Op::shift_right, Op::shift_right_signed,
                           Op::rotate_right};
  out.op = shifts[static_cast<std::size_t>(out.shift)];
  out.immediate = out.shift_amount;
  out.shift = Shift::left;
  out.shift_amount = 0;
}

void invert(Instruction& out, Register rd) {
  if (out.b == no_register) {
    out.op = Op::constant;
    out.immediate =
        static_cast<std::int64_t>(~static_cast<std::uint64_t>(out.immediate) & 0xffffffffU);
  } else if (out.shift_amount == 0) {
    out.op = Op::bit_nor;
    out.a = out.b;
  } else {
    forget(out, register_bit(rd));
  }
}

// A result in the program counter.
void go(Instruction& out, bool returns) {
  const Register from = out.op == Op::move ? out.a : no_register;
  const std::uint8_t flags = out.flags & Instruction::conditional;
  const Condition condition = out.condition;
  const std::uint8_t length = out.length;
  out = Instruction{};
  out.op = Op::nop;
  out.length = length;
  out.flags = flags;
  out.condition = condition;
  out.a = from;
  out.flow = returns || from == link ? Flow::give_back : Flow::jump_register;
}

}  // namespace

void forget(Instruction& out, std::uint64_t kills) {
  out.op = Op::unknown;
  out.size = 0;
  out.kills |= kills & ~register_bit(counter);
  out.dest = out.a = out.b = out.second = no_register;
  out.immediate = 0;
  out.shift_amount = 0;
  out.shift = Shift::left;
}

void process(Instruction& out, Data data, Register rd, Register rn, bool sets_flags, bool known,
             std::uint64_t counter_value) {
  const bool compare = compares(data);
  if (!known || ops[static_cast<std::size_t>(data)] == Op::unknown) {
    if (data == Data::mvn && known) {
      out.dest = rd;
      invert(out, rd);
    } else {
      forget(out, compare ? 0 : register_bit(rd));
    }
    if (sets_flags || compare) out.flags |= Instruction::sets_flags;
    if (rd == counter && !compare) go(out, sets_flags);
    return;
  }
  out.op = ops[static_cast<std::size_t>(data)];
  if (data == Data::mov) {
    move(out);
  } else {
    out.a = rn;
  }
  if (!compare) {
    out.dest = rd;
    if (sets_flags) out.flags |= Instruction::sets_flags;
    const bool sum = data == Data::add || data == Data::sub;
    if (sum && rn == counter && out.b == no_register) {
      const auto distance = static_cast<std::uint64_t>(out.immediate);
      const std::uint64_t value =
          data == Data::add ? counter_value + distance : counter_value - distance;
      out.op = Op::constant;
      out.a = no_register;
      out.immediate = static_cast<std::int64_t>(value & 0xffffffffU);
    }
    if (rd == counter) go(out, sets_flags);
  }
}

bool shift_by_immediate(Instruction& out, unsigned type, unsigned amount) {
  out.shift = static_cast<Shift>(type);
  if (amount == 0 && (type == 1 || type == 2)) amount = 32;
  if (amount == 0 && type == 3) return false;
  if (amount == 0) out.shift = Shift::left;
  out.shift_amount = static_cast<std::uint8_t>(amount);
  return true;
}

void multiple(Instruction& out, std::uint32_t list, Register base, bool load, bool up, bool before,
              bool write_back) {
  const int bytes = static_cast<int>(registers_in(list)) * 4;
  const bool pops_counter = load && bit(list, counter);
  if (load) {
    out.kills = list & 0x7fffU;
    if (write_back && !bit(list, base)) {
      out.op = Op::add;
      out.dest = out.a = base;
      out.immediate = up ? bytes : -bytes;
    }
    if (pops_counter)
      out.flow = Flow::give_back;
    else if (up && !before)
      out.target = list | std::uint64_t{base} << 16U;
    return;
  }
  out.op = Op::store;
  out.target = list | std::uint64_t{base} << 16U;
  out.size = static_cast<std::uint8_t>(bytes);
  out.a = base;
  out.immediate = up ? (before ? 4 : 0) : (before ? -bytes : 4 - bytes);
  if (!write_back) return;
  if (up != before) {  // up after, down before: what stacks do
    out.flags |= Instruction::write_back;
    if (up) {
      out.flags |= Instruction::post_index;
      out.immediate = bytes;
    }
  } else {
    out.kills = register_bit(base);
  }
}

void transfer(Instruction& out, bool load, unsigned size, bool is_signed, Register value) {
  out.op = load ? Op::load : Op::store;
  out.size = static_cast<std::uint8_t>(size);
  out.dest = value;
  if (is_signed) out.flags |= Instruction::sign_extended;
  if (!load || value != counter) return;
  out.flow = Flow::jump_register;
  if (out.a == stack && out.has(Instruction::post_index)) out.flow = Flow::give_back;
}

void coprocessor(Instruction& out, std::uint32_t word) {
  const bool load = bit(word, 20);
  const Register rn = four(word, 16);
  const Register rt = four(word, 12);
  if (bits(word, 24, 4) == 14) {  // cdp, mcr, mrc
    if (!bit(word, 4) || !load) return;
    if (rt == counter)
      out.flags |= Instruction::sets_flags;
    else
      forget(out, register_bit(rt));
    return;
  }
  if (bits(word, 21, 4) == 2) {  // mcrr, mrrc
    if (load) forget(out, register_bit(rt) | register_bit(rn));
    return;
  }
  const bool before = bit(word, 24);
  const bool up = bit(word, 23);
  const bool writes = bit(word, 21);
  if (bits(word, 21, 4) == 0) return;
  const unsigned distance = bits(word, 0, 8) * 4;
  const bool vector = bits(word, 9, 3) == 5;
  const bool single = before && !writes;
  const unsigned bytes = !vector ? 0 : single ? (bit(word, 8) ? 8 : 4) : distance & ~7U;
  const std::int64_t step = up ? std::int64_t{distance} : -std::int64_t{distance};
  if (load) {
    out.op = Op::nop;
    if (!writes) return;
    out.op = Op::add;
    out.dest = out.a = rn;
    out.immediate = step;
    return;
  }
  out.op = Op::store;
  out.a = rn;
  out.size = static_cast<std::uint8_t>(vector && !single ? distance : bytes);
  if (distance > 255 && !single) out.size = 0;
  out.immediate = vector && !writes && !before ? 0 : step;
  if (!writes) return;
  out.flags |= Instruction::write_back;
  if (!before) out.flags |= Instruction::post_index;
}

void structures(Instruction& out, std::uint32_t word) {
  const Register rn = four(word, 16);
  const bool updates = four(word, 0) != counter;
  if (bit(word, 21)) {
    out.op = updates ? Op::unknown : Op::nop;
  } else {
    out.op = Op::store;
    out.a = rn;
  }
  if (updates) out.kills = register_bit(rn);
}

}  // namespace assay::code::arm_parts
