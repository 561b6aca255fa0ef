// Thumb-2, the instruction set T32: halfwords. One that begins with 11101, 11110 or 11111 is the
// first half of a word; all else stands alone.
//
//   16 bits   000 shifts, additions | 001 immediates | 010000 data | 010001 high registers, bx
//             01001 literal | 0101, 011, 100 loads and stores | 1010 addresses | 1011 the stack,
//             cbz, it | 1100 multiple | 1101 conditional branch, svc | 11100 branch
//   32 bits   1110 100 multiple, pairs, exclusive, tables | 1110 101 data | 1110 11 coprocessors
//             1111 0x0 immediates | 1111 0x1 branches, system | 1111 1xx loads, data, products
//
// Small instructions set the flags unless an it instruction precedes them; ThumbConditions sees to
// that.
//
// Source: Arm Architecture Reference Manual, ARMv7-A and ARMv7-R edition, DDI 0406C, chapter A6.
#include "code/thumb.h"

#include "code/arm_parts.h"
#include "code/decoder.h"
#include "code/thumb_parts.h"

namespace assay::code {
namespace {

using namespace arm_parts;
using namespace thumb_parts;

void operation(Instruction& out, Op op, Register d, Register a, Register b, std::int64_t immediate,
               bool sets_flags) {
  out.op = op;
  out.dest = d;
  out.a = a;
  out.b = b;
  out.immediate = immediate;
  if (sets_flags) out.flags |= Instruction::sets_flags;
}

void shifts_and_sums(Instruction& out, std::uint32_t half) {
  const Register d = three(half, 0);
  const Register m = three(half, 3);
  const unsigned kind = bits(half, 11, 2);
  const unsigned amount = bits(half, 6, 5);
  if (kind == 3) {
    const bool immediate = bit(half, 10);
    operation(out, bit(half, 9) ? Op::subtract : Op::add, d, m,
              immediate ? no_register : three(half, 6), immediate ? bits(half, 6, 3) : 0, true);
    return;
  }
  constexpr Op ops[] = {Op::shift_left, Op::shift_right, Op::shift_right_signed};
  if (kind == 0 && amount == 0)
    operation(out, Op::move, d, m, no_register, 0, true);
  else
    operation(out, ops[kind], d, m, no_register, amount == 0 ? 32 : amount, true);
}

void small_immediate(Instruction& out, std::uint32_t half) {
  const Register d = three(half, 8);
  const std::int64_t value = bits(half, 0, 8);
  switch (bits(half, 11, 2)) {
    case 0:
      operation(out, Op::constant, d, no_register, no_register, value, true);
      return;
    case 1:
      operation(out, Op::compare, no_register, d, no_register, value, false);
      return;
    case 2:
      operation(out, Op::add, d, d, no_register, value, true);
      return;
    default:
      operation(out, Op::subtract, d, d, no_register, value, true);
  }
}

void small_data(Instruction& out, std::uint32_t half) {
  using enum Op;
  constexpr Op ops[16] = {bit_and, bit_xor,         shift_left,   shift_right, shift_right_signed,
                          unknown, unknown,         rotate_right, test,        reverse_subtract,
                          compare, compare_negated, bit_or,       multiply,    and_not,
                          bit_nor};
  const Register d = three(half, 0);
  const Register m = three(half, 3);
  const unsigned kind = bits(half, 6, 4);
  const Op op = ops[kind];
  if (op == unknown) {
    forget(out, register_bit(d));
    out.flags |= Instruction::sets_flags;
  } else if (op == test || op == compare || op == compare_negated) {
    operation(out, op, no_register, d, m, 0, false);
  } else if (op == reverse_subtract) {
    operation(out, op, d, m, no_register, 0, true);
  } else if (op == bit_nor) {
    operation(out, op, d, m, m, 0, true);
  } else if (op == multiply) {
    operation(out, op, d, m, d, 0, true);
  } else {
    operation(out, op, d, d, m, 0, true);
  }
}

void high_registers(Instruction& out, std::uint32_t half, std::uint64_t address) {
  const auto d = static_cast<Register>(bits(half, 7, 1) << 3U | bits(half, 0, 3));
  const Register m = four(half, 3);
  switch (bits(half, 8, 2)) {
    case 0:
      out.b = m;
      if (m == stack && d != stack) out.b = d;
      process(out, Data::add, d, m == stack ? m : d, false, true, address + 4);
      return;
    case 1:
      operation(out, Op::compare, no_register, d, m, 0, false);
      return;
    case 2:
      if (d != counter && m != counter) {  // as most
        operation(out, Op::move, d, m, no_register, 0, false);
        return;
      }
      out.b = m;
      process(out, Data::mov, d, d, false, true, address + 4);
      return;
    default:
      out.op = Op::nop;
      out.a = m;
      if (bit(half, 7)) {
        out.flow = Flow::call_register;
        out.kills = register_bit(link);
      } else {
        out.flow = m == link ? Flow::give_back : Flow::jump_register;
      }
  }
}

constexpr std::uint64_t aligned_counter(std::uint64_t address) {
  return (address + 4) & ~std::uint64_t{3};
}

void literal(Instruction& out, Register d, std::uint64_t address, std::int64_t offset,
             unsigned size, bool is_signed) {
  out.immediate = static_cast<std::int64_t>(
      (aligned_counter(address) + static_cast<std::uint64_t>(offset)) & 0xffffffffU);
  transfer(out, true, size, is_signed, d);
}

// Loads and stores of low registers: by register, by immediate, from the stack.
void small_transfer(Instruction& out, std::uint32_t half) {
  const Register t = three(half, 0);
  out.a = three(half, 3);
  switch (bits(half, 12, 4)) {
    case 5: {
      constexpr std::uint8_t sizes[8] = {4, 2, 1, 1, 4, 2, 1, 2};
      const unsigned kind = bits(half, 9, 3);
      out.b = three(half, 6);
      transfer(out, kind >= 3, sizes[kind], kind == 3 || kind == 7, t);
      return;
    }
    case 6:
    case 7: {
      const unsigned size = bits(half, 12, 1) != 0 ? 1 : 4;
      out.immediate = bits(half, 6, 5) * size;
      transfer(out, bit(half, 11), size, false, t);
      return;
    }
    case 8:
      out.immediate = bits(half, 6, 5) * 2;
      transfer(out, bit(half, 11), 2, false, t);
      return;
    default:
      out.a = stack;
      out.immediate = bits(half, 0, 8) * 4;
      transfer(out, bit(half, 11), 4, false, three(half, 8));
  }
}

void extend(Instruction& out, Register d, Register m, unsigned size, bool is_signed) {
  operation(out, Op::extend, d, m, no_register, 0, false);
  out.size = static_cast<std::uint8_t>(size);
  if (is_signed) out.flags |= Instruction::sign_extended;
}

void miscellany(Instruction& out, std::uint32_t half, std::uint64_t address) {
  const unsigned kind = bits(half, 8, 4);
  if ((kind & 5U) == 1) {  // cbz, cbnz
    out.op = Op::nop;
    out.flow = Flow::branch;
    out.a = three(half, 0);
    out.condition = bit(half, 11) ? Condition::not_equal : Condition::equal;
    out.target = (address + 4 + (bits(half, 9, 1) << 6U | bits(half, 3, 5) << 1U)) & 0xffffffffU;
    return;
  }
  switch (kind) {
    case 0:
      operation(out, bit(half, 7) ? Op::subtract : Op::add, stack, stack, no_register,
                bits(half, 0, 7) * 4, false);
      return;
    case 2:
      extend(out, three(half, 0), three(half, 3), bit(half, 6) ? 1 : 2, !bit(half, 7));
      return;
    case 4:
    case 5:
      multiple(out, bits(half, 0, 8) | bits(half, 8, 1) << link, stack, false, false, true, true);
      return;
    case 12:
    case 13:
      multiple(out, bits(half, 0, 8) | bits(half, 8, 1) << counter, stack, true, true, false, true);
      return;
    case 6:
      out.op = Op::nop;
      return;  // cps, setend
    case 10:
      if (bits(half, 6, 2) == 2) {
        out.op = Op::nop;
        out.flow = Flow::stop;            // hlt
      } else if (bits(half, 6, 2) < 2) {  // rev, rev16
        out.op = Op::reverse_bytes;
        out.dest = three(half, 0);
        out.a = three(half, 3);
        out.size = 4;
        out.immediate = bit(half, 6) ? 2 : 4;
      } else {
        forget(out, register_bit(three(half, 0)));  // revsh
      }
      return;
    case 14:
      out.op = Op::nop;
      out.flow = Flow::stop;  // bkpt
      return;
    case 15:
      out.op = Op::nop;
      if (bits(half, 0, 4) != 0) {  // it
        out.condition = Condition::other;
        out.immediate = bits(half, 0, 8);
      }
      return;
    default:
      return;
  }
}

void small_branch(Instruction& out, std::uint32_t half, std::uint64_t address) {
  const unsigned condition = bits(half, 8, 4);
  out.op = Op::nop;
  if (condition >= 14) {
    out.flow = condition == 15 ? Flow::system : Flow::stop;
    return;
  }
  out.flow = Flow::branch;
  out.condition = conditions[condition];
  out.target =
      (address + 4 + static_cast<std::uint64_t>(signed_bits(half, 0, 8) * 2)) & 0xffffffffU;
}

void decode_half(Instruction& out, std::uint32_t half, std::uint64_t address) {
  switch (bits(half, 12, 4)) {
    case 0:
    case 1:
      shifts_and_sums(out, half);
      return;
    case 2:
    case 3:
      small_immediate(out, half);
      return;
    case 4:
      if (bit(half, 11))
        literal(out, three(half, 8), address, bits(half, 0, 8) * 4, 4, false);
      else if (bit(half, 10))
        high_registers(out, half, address);
      else
        small_data(out, half);
      return;
    case 10:
      if (bit(half, 11)) {
        operation(out, Op::add, three(half, 8), stack, no_register, bits(half, 0, 8) * 4, false);
      } else {
        operation(out, Op::constant, three(half, 8), no_register, no_register,
                  static_cast<std::int64_t>((aligned_counter(address) + bits(half, 0, 8) * 4) &
                                            0xffffffffU),
                  false);
      }
      return;
    case 11:
      miscellany(out, half, address);
      return;
    case 12: {
      const Register base = three(half, 8);
      const std::uint32_t list = bits(half, 0, 8);
      const bool load = bit(half, 11);
      multiple(out, list, base, load, true, false, !load || !bit(list, base));
      return;
    }
    case 13:
      small_branch(out, half, address);
      return;
    case 14:
      out.op = Op::nop;
      out.flow = Flow::jump;
      out.target =
          (address + 4 + static_cast<std::uint64_t>(signed_bits(half, 0, 11) * 2)) & 0xffffffffU;
      return;
    default:
      small_transfer(out, half);
      return;
  }
}

// Operations of data processing, by their 4 bits in T32.
constexpr Data data_operations[16] = {
    Data::and_, Data::bic, Data::orr, Data::orn, Data::eor, Data::mvn, Data::mvn, Data::mvn,
    Data::add,  Data::mvn, Data::adc, Data::sbc, Data::mvn, Data::sub, Data::rsb, Data::mvn};

// With rd or rn of 15, some stand for others.
void data(Instruction& out, std::uint32_t word, bool known, std::uint64_t address) {
  const unsigned kind = bits(word, 21, 4);
  const Register rd = four(word, 8);
  const Register rn = four(word, 16);
  const bool sets = bit(word, 20);
  Data operation = data_operations[kind];
  const bool defined = (0x6d1fU >> kind & 1U) != 0;
  if (!defined) {
    forget(out, kind == 6 ? register_bit(rd) : 0);  // pkh
    return;
  }
  if (rd == counter && sets) {
    if (kind == 0) operation = Data::tst;
    if (kind == 4) operation = Data::teq;
    if (kind == 8) operation = Data::cmn;
    if (kind == 13) operation = Data::cmp;
  }
  if (rn == counter && kind == 2) operation = Data::mov;
  if (rn == counter && kind == 3) operation = Data::mvn;
  process(out, operation, rd, rn, sets, known, aligned_counter(address));
}

void plain_immediate(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const Register rd = four(word, 8);
  const Register rn = four(word, 16);
  const std::int64_t twelve = bits(word, 26, 1) << 11U | bits(word, 12, 3) << 8U | bits(word, 0, 8);
  const unsigned low = bits(word, 12, 3) << 2U | bits(word, 6, 2);
  switch (bits(word, 20, 5)) {
    case 0:
    case 10:
      out.immediate = twelve;
      process(out, bit(word, 23) ? Data::sub : Data::add, rd, rn, false, true,
              aligned_counter(address));
      return;
    case 4:
      operation(out, Op::constant, rd, no_register, no_register, bits(word, 16, 4) << 12U | twelve,
                false);
      return;
    case 12:
      operation(out, Op::insert, rd, no_register, no_register, bits(word, 16, 4) << 12U | twelve,
                false);
      out.size = 2;
      out.shift_amount = 16;
      return;
    case 20:
    case 28:
      operation(out, Op::extract, rd, rn, no_register, 0, false);
      out.shift_amount = static_cast<std::uint8_t>(low);
      out.second = static_cast<Register>(bits(word, 0, 5) + 1);
      if (!bit(word, 23)) out.flags |= Instruction::sign_extended;
      return;
    default:
      forget(out, register_bit(rd));
      return;  // bfi, bfc, ssat, usat
  }
}

// Bits 20 to 26: pairs, exclusive ones, and jumps by a table.
void pairs(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const bool before = bit(word, 24);
  const bool up = bit(word, 23);
  const bool writes = bit(word, 21);
  const bool load = bit(word, 20);
  const Register t = four(word, 12);
  const Register second = four(word, 8);
  out.a = four(word, 16);
  if (before || writes) {
    const std::int64_t offset = bits(word, 0, 8) * 4;
    out.immediate = up ? offset : -offset;
    if (writes) out.flags |= Instruction::write_back;
    if (!before) out.flags |= Instruction::post_index;
    if (out.a == counter) {
      out.a = no_register;
      out.immediate = static_cast<std::int64_t>(
          (aligned_counter(address) + static_cast<std::uint64_t>(out.immediate)) & 0xffffffffU);
    }
    out.op = load ? Op::load : Op::store;
    out.size = 4;
    out.dest = t;
    out.second = second;
    return;
  }
  if (!up) {  // ldrex, strex
    out.immediate = bits(word, 0, 8) * 4;
    transfer(out, load, 4, false, t);
    if (!load) out.kills = register_bit(second) & 0x7fffU;
    return;
  }
  const unsigned kind = bits(word, 4, 4);
  if (kind < 2 && load) {  // tbb, tbh
    out.op = Op::nop;
    out.flow = Flow::jump_register;
    out.size = kind == 0 ? 1 : 2;
    out.b = four(word, 0);
    out.shift_amount = static_cast<std::uint8_t>(kind);
    return;
  }
  constexpr std::uint8_t sizes[4] = {1, 2, 4, 4};
  transfer(out, load, sizes[kind & 3U], false, t);
  if ((kind & 3U) == 3) out.second = second;
  if (!load && (kind & 8U) == 0) out.kills = register_bit(four(word, 0)) & 0x7fffU;
  if (!load && (kind & 12U) == 12) out.kills = register_bit(four(word, 0)) & 0x7fffU;
}

void single(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const unsigned size = 1U << bits(word, 21, 2);
  const bool load = bit(word, 20);
  const bool is_signed = bit(word, 24);
  const Register t = four(word, 12);
  const Register n = four(word, 16);
  const bool hints = load && t == counter && size < 4;
  if (size == 8) return;
  if (n == counter && load) {
    const std::int64_t offset = bits(word, 0, 12);
    if (hints)
      out.op = Op::nop;
    else
      literal(out, t, address, bit(word, 23) ? offset : -offset, size, is_signed);
    return;
  }
  out.a = n;
  if (bit(word, 23)) {
    out.immediate = bits(word, 0, 12);
  } else if (bit(word, 11)) {
    const std::int64_t offset = bits(word, 0, 8);
    out.immediate = bit(word, 9) ? offset : -offset;
    const bool before = bit(word, 10);
    if (bit(word, 8)) out.flags |= Instruction::write_back;
    if (!before) out.flags |= Instruction::post_index;
  } else if (bits(word, 6, 6) == 0) {
    out.b = four(word, 0);
    out.shift_amount = static_cast<std::uint8_t>(bits(word, 4, 2));
  } else {
    out.a = no_register;
    return;
  }
  if (hints && !out.has(Instruction::write_back)) {  // pld
    const std::uint8_t length = out.length;
    out = Instruction{};
    out.length = length;
    out.op = Op::nop;
    return;
  }
  transfer(out, load, size, is_signed, t);
}

void register_data(Instruction& out, std::uint32_t word) {
  const unsigned kind = bits(word, 20, 4);
  const Register d = four(word, 8);
  const Register n = four(word, 16);
  const Register m = four(word, 0);
  if (!bit(word, 7)) {
    if (kind >= 8) {
      forget(out, register_bit(d));
      return;
    }
    constexpr Op ops[] = {Op::shift_left, Op::shift_right, Op::shift_right_signed,
                          Op::rotate_right};
    operation(out, ops[kind >> 1U], d, n, m, 0, bit(word, 20));
    return;
  }
  const bool whole = n == counter && bits(word, 4, 2) == 0;
  if (kind < 6 && kind / 2 != 1 && whole)
    extend(out, d, m, kind < 2 ? 2 : 1, (kind & 1U) == 0);
  else
    forget(out, register_bit(d));
}

void products(Instruction& out, std::uint32_t word) {
  const unsigned kind = bits(word, 20, 4);
  const Register a = four(word, 12);
  const Register d = four(word, 8);
  if (bit(word, 23)) {  // long products and divisions
    const bool division = kind == 9 || kind == 11;
    forget(out, register_bit(d) | (division ? 0 : register_bit(a)));
    return;
  }
  if (kind == 0 && bits(word, 4, 4) == 0 && a == counter)
    operation(out, Op::multiply, d, four(word, 16), four(word, 0), 0, false);
  else
    forget(out, register_bit(d));
}

void decode_word(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const unsigned top = bits(word, 25, 4);  // below the three ones
  switch (top) {
    case 4:
      if (bit(word, 22)) {
        pairs(out, word, address);
      } else if (bits(word, 23, 2) == 1 || bits(word, 23, 2) == 2) {
        multiple(out, bits(word, 0, 16), four(word, 16), bit(word, 20), bit(word, 23),
                 !bit(word, 23), bit(word, 21));
      } else if (bit(word, 20)) {
        out.flow = Flow::give_back;  // rfe
      } else {
        out.op = Op::store;  // srs
      }
      return;
    case 5: {
      out.b = four(word, 0);
      const unsigned amount = bits(word, 12, 3) << 2U | bits(word, 6, 2);
      const bool known = shift_by_immediate(out, bits(word, 4, 2), amount);
      data(out, word, known, address);
      return;
    }
    case 8:
    case 9:
    case 10:
    case 11:
      if (bit(word, 15))
        branch(out, word, address);
      else if (bit(word, 25))
        plain_immediate(out, word, address);
      else {
        out.immediate = modified_immediate(word);
        data(out, word, true, address);
      }
      return;
    case 12:
      if (bit(word, 24) && !bit(word, 20))
        structures(out, word);
      else
        single(out, word, address);
      return;
    case 13:
      if (!bit(word, 24))
        register_data(out, word);
      else
        products(out, word);
      return;
    default:
      if (bits(word, 24, 2) != 3) coprocessor(out, word);  // else NEON
  }
}

void system(Instruction& out, std::uint32_t word) {
  switch (bits(word, 20, 7)) {
    case 0x3d:  // subs pc, lr
      out.op = Op::nop;
      out.flow = Flow::give_back;
      return;
    case 0x3e:
    case 0x3f:
      forget(out, register_bit(four(word, 8)));
      return;  // mrs
    case 0x3c:
      out.op = Op::nop;
      out.a = four(word, 16);
      out.flow = out.a == link ? Flow::give_back : Flow::jump_register;  // bxj
      return;
    case 0x7e:
      out.op = Op::nop;
      out.flow = Flow::system;  // hvc
      return;
    case 0x7f:
      out.op = Op::nop;
      out.flow = bit(word, 13) ? Flow::stop : Flow::system;  // udf, smc
      return;
    default:
      out.op = Op::nop;
      return;
  }
}

}  // namespace

void thumb_parts::branch(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const std::uint32_t sign = bits(word, 26, 1);
  const bool links = bit(word, 14);
  if (!links && !bit(word, 12)) {
    if (bits(word, 23, 3) == 7) {
      system(out, word);
      return;
    }
    const std::int64_t offset =
        sign_extend(sign << 20U | bits(word, 11, 1) << 19U | bits(word, 13, 1) << 18U |
                        bits(word, 16, 6) << 12U | bits(word, 0, 11) << 1U,
                    21);
    out.op = Op::nop;
    out.flow = Flow::branch;
    out.condition = conditions[bits(word, 22, 4)];
    out.target = (address + 4 + static_cast<std::uint64_t>(offset)) & 0xffffffffU;
    return;
  }
  const std::uint32_t one = bits(word, 13, 1) == sign ? 1 : 0;
  const std::uint32_t two = bits(word, 11, 1) == sign ? 1 : 0;
  const std::int64_t offset = sign_extend(
      sign << 24U | one << 23U | two << 22U | bits(word, 16, 10) << 12U | bits(word, 0, 11) << 1U,
      25);
  out.op = Op::nop;
  out.flow = links ? Flow::call : Flow::jump;
  out.target = (address + 4 + static_cast<std::uint64_t>(offset)) & 0xffffffffU;
  if (!links) return;
  out.kills = register_bit(link);
  if (bit(word, 12)) return;
  out.flags |= Instruction::other_set;  // blx
  out.target &= ~std::uint64_t{3};
}

void thumb_parts::decode(Instruction& out, std::uint32_t first, std::uint32_t second,
                         std::uint64_t address) {
  out = Instruction{};
  if (first < first_word) {
    out.length = 2;
    decode_half(out, first, address);
  } else {
    out.length = 4;
    decode_word(out, first << 16U | second, address);
  }
}

void ThumbConditions::change(Instruction& instruction, bool begins) {
  if (begins) {
    state_ = static_cast<std::uint8_t>(instruction.immediate);
    return;
  }
  const Condition condition = arm_parts::conditions[state_ >> 4U];
  state_ = (state_ & 7U) == 0
               ? std::uint8_t{0}
               : static_cast<std::uint8_t>((state_ & 0xe0U) | (unsigned{state_} << 1U & 0x1fU));
  // Small instructions set no flags here.
  if (instruction.length == 2)
    instruction.flags &= static_cast<std::uint8_t>(~unsigned{Instruction::sets_flags});
  if (condition == Condition::always) return;
  instruction.condition = condition;
  if (instruction.flow == Flow::jump)
    instruction.flow = Flow::branch;
  else
    instruction.flags |= Instruction::conditional;
}

namespace {

constexpr Register argument_registers[] = {0, 1, 2, 3};

template <bool big>
constexpr Decoder make(std::string_view name, Architecture architecture) {
  return {name,
          architecture,
          big ? ByteOrder::big : ByteOrder::little,
          4,
          2,
          no_register,
          stack,
          link,
          0,
          argument_registers,
          decode_one<big>,
          decode_all<big>};
}

}  // namespace

extern const Decoder thumb = make<false>("thumb", Architecture::thumb);
extern const Decoder thumb_big = make<true>("thumb_big", Architecture::thumb_big);

}  // namespace assay::code
