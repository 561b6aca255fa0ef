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
#include "code/rows.h"

namespace assay::code {
namespace {

using namespace arm_parts;
using rows::Kind;

constexpr Register three(std::uint32_t half, unsigned low) {
  return static_cast<Register>(bits(half, low, 3));
}

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

// i:imm3:imm8: a byte, repeated by a pattern or rotated.
constexpr std::int64_t modified_immediate(std::uint32_t word) {
  const std::uint32_t value = bits(word, 0, 8);
  const std::uint32_t twelve = bits(word, 26, 1) << 11U | bits(word, 12, 3) << 8U | value;
  switch (twelve >> 8U) {
    case 0:
      return value;
    case 1:
      return value << 16U | value;
    case 2:
      return static_cast<std::int64_t>(value << 24U | value << 8U);
    case 3:
      return static_cast<std::int64_t>(value * 0x01010101U);
    default:
      return std::rotr(value | 0x80U, static_cast<int>(twelve >> 7U));
  }
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

void branches(Instruction& out, std::uint32_t word, std::uint64_t address) {
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
        branches(out, word, address);
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

template <bool big>
std::uint32_t half_at(const std::uint8_t* bytes) {
  const std::uint32_t low = bytes[big ? 1 : 0];
  const std::uint32_t high = bytes[big ? 0 : 1];
  return low | high << 8U;
}

constexpr std::uint32_t first_word = 0xe800;  // from here on halfwords begin a word

template <bool big>
void decode(Bytes bytes, std::uint64_t address, Instruction& out) {
  out = Instruction{};
  if (bytes.size() < 2) return;
  const std::uint32_t first = half_at<big>(bytes.data());
  if (first < first_word) {
    out.length = 2;
    decode_half(out, first, address);
    return;
  }
  if (bytes.size() < 4) return;
  out.length = 4;
  decode_word(out, first << 16U | half_at<big>(bytes.data() + 2), address);
}

// Where many are decoded, the commonest go by rows. There a word's lower half is the first
// halfword.

// All that has no row of its own, and what concerns the program counter.
void otherwise(Instruction& out, std::uint32_t word, std::uint64_t address) {
  out = Instruction{};
  const std::uint32_t first = word & 0xffffU;
  out.length = first < first_word ? 2 : 4;
  if (first < first_word)
    decode_half(out, first, address);
  else
    decode_word(out, std::rotl(word, 16), address);
}
void nothing_more(Instruction&, std::uint32_t, std::uint64_t) {}  // of it, and of rows with k

void pushed(Instruction& out, std::uint32_t word, std::uint64_t) {
  const std::uint32_t list = bits(word, 0, 8) | bits(word, 8, 1) << link;
  multiple(out, list, stack, false, false, true, true);
}
void popped(Instruction& out, std::uint32_t word, std::uint64_t) {
  const std::uint32_t list = bits(word, 0, 8) | bits(word, 8, 1) << counter;
  multiple(out, list, stack, true, true, false, true);
}
void several(Instruction& out, std::uint32_t word, std::uint64_t) {
  multiple(out, word >> 16U, four(word, 0), bit(word, 4), bit(word, 7), !bit(word, 7),
           bit(word, 5));
}
void several_low(Instruction& out, std::uint32_t word, std::uint64_t) {
  const Register base = three(word, 8);
  const bool load = bit(word, 11);
  multiple(out, bits(word, 0, 8), base, load, true, false, !load || !bit(word, base));
}
void second_of_two(Instruction& out, std::uint32_t word, std::uint64_t) {
  out.second = four(word, 24);
}
void modified(Instruction& out, std::uint32_t word, std::uint64_t) {
  out.immediate = modified_immediate(std::rotl(word, 16));
}
// orr, and mov, which is orr of no register.
void modified_or(Instruction& out, std::uint32_t word, std::uint64_t address) {
  if (four(word, 24) == counter) {
    otherwise(out, word, address);
    return;
  }
  out.immediate = modified_immediate(std::rotl(word, 16));
  if (four(word, 0) != counter) return;
  out.op = Op::constant;
  out.a = no_register;
}
void branched(Instruction& out, std::uint32_t word, std::uint64_t address) {
  branches(out, std::rotl(word, 16), address);
}
void twelve_bits(Instruction& out, std::uint32_t word, std::uint64_t) {
  out.immediate = bits(word, 10, 1) << 11U | bits(word, 28, 3) << 8U | bits(word, 16, 8);
}
void sixteen_bits(Instruction& out, std::uint32_t word, std::uint64_t address) {
  twelve_bits(out, word, address);
  out.immediate |= bits(word, 0, 4) << 12U;
}
void shifted(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const unsigned amount = bits(word, 28, 3) << 2U | bits(word, 22, 2);
  if (!shift_by_immediate(out, bits(word, 20, 2), amount)) otherwise(out, word, address);
}

constexpr std::uint64_t addresses = 0xffffffffU;
constexpr unsigned sets = Instruction::sets_flags;
constexpr unsigned extends = Instruction::sign_extended;
constexpr unsigned before = Instruction::write_back;
constexpr unsigned behind = Instruction::write_back | Instruction::post_index;
constexpr unsigned counter_any = rows::zero_dest | rows::zero_a | rows::zero_b;

constexpr Kind half_of(std::string_view picture, Op op, unsigned flags = 0) {
  return {.picture = picture, .op = op, .flags = flags, .length = 2, .tidy = counter_any};
}
constexpr Kind turned_by_32(std::string_view picture, Op op) {
  return {.picture = picture,
          .op = op,
          .flags = sets,
          .length = 2,
          .immediate = 32,
          .finish = nothing_more};
}
constexpr Kind half_access(std::string_view picture, Op op, std::uint8_t size, std::uint8_t scale,
                           unsigned flags = 0, Register a = no_register) {
  return {.picture = picture,
          .op = op,
          .size = size,
          .flags = flags,
          .length = 2,
          .scale = scale,
          .a = a};
}
constexpr Kind word_access(std::string_view picture, Op op, std::uint8_t size, unsigned flags = 0,
                           bool negative = false, std::uint8_t scale = 0,
                           rows::Finish finish = nullptr) {
  return {.picture = picture,
          .op = op,
          .size = size,
          .flags = flags,
          .negative = negative,
          .scale = scale,
          .tidy = counter_any,
          .finish = finish};
}
constexpr Kind word_of(std::string_view picture, Op op, rows::Finish finish, unsigned flags = 0) {
  return {.picture = picture, .op = op, .flags = flags, .tidy = counter_any, .finish = finish};
}
constexpr Kind branch_of(std::string_view picture, Flow flow, std::uint8_t length,
                         Condition condition = Condition::always, std::uint64_t kills = 0) {
  return {.picture = picture,
          .op = Op::nop,
          .flow = flow,
          .condition = condition,
          .length = length,
          .is_signed = true,
          .scale = 1,
          .kills = kills,
          .target_mask = addresses};
}

constexpr std::array half_rows = {
    half_of("00000 00000 aaa ddd", Op::move, sets),
    half_of("00000 iiiii aaa ddd", Op::shift_left, sets),
    turned_by_32("00001 00000 aaa ddd", Op::shift_right),
    half_of("00001 iiiii aaa ddd", Op::shift_right, sets),
    turned_by_32("00010 00000 aaa ddd", Op::shift_right_signed),
    half_of("00010 iiiii aaa ddd", Op::shift_right_signed, sets),
    half_of("0001100 bbb aaa ddd", Op::add, sets),
    half_of("0001101 bbb aaa ddd", Op::subtract, sets),
    half_of("0001110 iii aaa ddd", Op::add, sets),
    half_of("0001111 iii aaa ddd", Op::subtract, sets),
    half_of("00100 ddd iiiiiiii", Op::constant, sets),
    half_of("00101 aaa iiiiiiii", Op::compare),
    half_of("00110 xxx iiiiiiii", Op::add, sets),
    half_of("00111 xxx iiiiiiii", Op::subtract, sets),
    half_of("010000 0000 bbb xxx", Op::bit_and, sets),
    half_of("010000 0001 bbb xxx", Op::bit_xor, sets),
    half_of("010000 0010 bbb xxx", Op::shift_left, sets),
    half_of("010000 0011 bbb xxx", Op::shift_right, sets),
    half_of("010000 0100 bbb xxx", Op::shift_right_signed, sets),
    half_of("010000 1000 bbb aaa", Op::test),
    half_of("010000 1001 aaa ddd", Op::reverse_subtract, sets),
    half_of("010000 1010 bbb aaa", Op::compare),
    half_of("010000 1100 bbb xxx", Op::bit_or, sets),
    half_of("010000 1101 aaa yyy", Op::multiply, sets),
    half_of("010000 1110 bbb xxx", Op::and_not, sets),
    half_of("010000 1111 zzz ddd", Op::bit_nor, sets),
    Kind{.picture = "01000100 . 1101 ...", .finish = otherwise},
    Kind{.picture = "01000100 0 bbbb xxx", .op = Op::add, .length = 2},
    Kind{.picture = "01000100 1 bbbb xxx",
         .op = Op::add,
         .length = 2,
         .plus_dest = 8,
         .plus_a = 8,
         .tidy = rows::zero_dest},
    Kind{.picture = "01000101 0 bbbb aaa", .op = Op::compare, .length = 2},
    Kind{.picture = "01000101 1 bbbb aaa", .op = Op::compare, .length = 2, .plus_a = 8},
    half_of("01000110 0 aaaa ddd", Op::move),
    Kind{.picture = "01000110 1 aaaa ddd",
         .op = Op::move,
         .length = 2,
         .plus_dest = 8,
         .tidy = counter_any},
    Kind{.picture = "01000111 0 1110 ...",
         .op = Op::nop,
         .flow = Flow::give_back,
         .length = 2,
         .a = link},
    Kind{.picture = "01000111 0 aaaa ...", .op = Op::nop, .flow = Flow::jump_register, .length = 2},
    Kind{.picture = "01000111 1 aaaa ...",
         .op = Op::nop,
         .flow = Flow::call_register,
         .length = 2,
         .kills = register_bit(link)},
    Kind{.picture = "10100 ddd iiiiiiii",
         .op = Op::constant,
         .length = 2,
         .scale = 2,
         .page_mask = addresses & ~std::uint64_t{3}},
    Kind{.picture = "10101 ddd iiiiiiii", .op = Op::add, .length = 2, .scale = 2, .a = stack},
    Kind{.picture = "10110000 0 iiiiiii",
         .op = Op::add,
         .length = 2,
         .scale = 2,
         .dest = stack,
         .a = stack},
    Kind{.picture = "10110000 1 iiiiiii",
         .op = Op::subtract,
         .length = 2,
         .scale = 2,
         .dest = stack,
         .a = stack},
    Kind{.picture = "10110010 00 aaa ddd",
         .op = Op::extend,
         .size = 2,
         .flags = extends,
         .length = 2},
    Kind{.picture = "10110010 01 aaa ddd",
         .op = Op::extend,
         .size = 1,
         .flags = extends,
         .length = 2},
    Kind{.picture = "10110010 10 aaa ddd", .op = Op::extend, .size = 2, .length = 2},
    Kind{.picture = "10110010 11 aaa ddd", .op = Op::extend, .size = 1, .length = 2},
    Kind{.picture = "10111111 .... 0000", .op = Op::nop, .length = 2},
    Kind{.picture = "10111111 iiiiiiii",
         .op = Op::nop,
         .condition = Condition::other,
         .length = 2,
         .finish = nothing_more},
    Kind{.picture = "1011010 . ........", .length = 2, .finish = pushed},
    Kind{.picture = "1011110 . ........", .length = 2, .finish = popped},
    Kind{.picture = "1100 . ... ........", .length = 2, .finish = several_low},
};

constexpr std::array half_accesses = {
    Kind{.picture = "01001 ddd iiiiiiii",
         .op = Op::load,
         .size = 4,
         .length = 2,
         .scale = 2,
         .page_mask = addresses & ~std::uint64_t{3}},
    half_access("0101000 bbb aaa ddd", Op::store, 4, 0),
    half_access("0101001 bbb aaa ddd", Op::store, 2, 0),
    half_access("0101010 bbb aaa ddd", Op::store, 1, 0),
    half_access("0101011 bbb aaa ddd", Op::load, 1, 0, extends),
    half_access("0101100 bbb aaa ddd", Op::load, 4, 0),
    half_access("0101101 bbb aaa ddd", Op::load, 2, 0),
    half_access("0101110 bbb aaa ddd", Op::load, 1, 0),
    half_access("0101111 bbb aaa ddd", Op::load, 2, 0, extends),
    half_access("01100 iiiii aaa ddd", Op::store, 4, 2),
    half_access("01101 iiiii aaa ddd", Op::load, 4, 2),
    half_access("01110 iiiii aaa ddd", Op::store, 1, 0),
    half_access("01111 iiiii aaa ddd", Op::load, 1, 0),
    half_access("10000 iiiii aaa ddd", Op::store, 2, 1),
    half_access("10001 iiiii aaa ddd", Op::load, 2, 1),
    half_access("10010 ddd iiiiiiii", Op::store, 4, 2, 0, stack),
    half_access("10011 ddd iiiiiiii", Op::load, 4, 2, 0, stack),
};

constexpr std::array branch_rows = {
    Kind{.picture = "1011 0001 iiiii aaa",
         .op = Op::nop,
         .flow = Flow::branch,
         .condition = Condition::equal,
         .length = 2,
         .scale = 1,
         .target_mask = addresses},
    Kind{.picture = "1011 1001 iiiii aaa",
         .op = Op::nop,
         .flow = Flow::branch,
         .condition = Condition::not_equal,
         .length = 2,
         .scale = 1,
         .target_mask = addresses},
    branch_of("1101 0000 iiiiiiii", Flow::branch, 2, conditions[0]),
    branch_of("1101 0001 iiiiiiii", Flow::branch, 2, conditions[1]),
    branch_of("1101 0010 iiiiiiii", Flow::branch, 2, conditions[2]),
    branch_of("1101 0011 iiiiiiii", Flow::branch, 2, conditions[3]),
    branch_of("1101 0100 iiiiiiii", Flow::branch, 2, conditions[4]),
    branch_of("1101 0101 iiiiiiii", Flow::branch, 2, conditions[5]),
    branch_of("1101 1000 iiiiiiii", Flow::branch, 2, conditions[8]),
    branch_of("1101 1001 iiiiiiii", Flow::branch, 2, conditions[9]),
    branch_of("1101 1010 iiiiiiii", Flow::branch, 2, conditions[10]),
    branch_of("1101 1011 iiiiiiii", Flow::branch, 2, conditions[11]),
    branch_of("1101 1100 iiiiiiii", Flow::branch, 2, conditions[12]),
    branch_of("1101 1101 iiiiiiii", Flow::branch, 2, conditions[13]),
    branch_of("11100 iiiiiiiiiii", Flow::jump, 2),
    // As far as both halves have the sign in three bits.
    branch_of("11110 iiiiiiiiiii 11 1 1 1 jjjjjjjjjjj", Flow::call, 4, Condition::always,
              register_bit(link)),
    branch_of("11110 iiiiiiiiiii 10 1 1 1 jjjjjjjjjjj", Flow::jump, 4),
    Kind{.picture = "11110 iiiiiiiiiii 11 1 0 1 jjjjjjjjjjj",
         .op = Op::nop,
         .flow = Flow::call,
         .flags = Instruction::other_set,
         .is_signed = true,
         .scale = 1,
         .kills = register_bit(link),
         .target_mask = addresses & ~std::uint64_t{3}},
    Kind{.picture = "11110 ........... 1...............", .finish = branched},
};

constexpr std::array word_rows = {
    word_access("11111000 1000 aaaa dddd iiiiiiiiiiii", Op::store, 1),
    word_access("11111000 1001 aaaa dddd iiiiiiiiiiii", Op::load, 1),
    word_access("11111000 1010 aaaa dddd iiiiiiiiiiii", Op::store, 2),
    word_access("11111000 1011 aaaa dddd iiiiiiiiiiii", Op::load, 2),
    word_access("11111000 1100 aaaa dddd iiiiiiiiiiii", Op::store, 4),
    word_access("11111000 1101 aaaa dddd iiiiiiiiiiii", Op::load, 4),
    word_access("11111001 1001 aaaa dddd iiiiiiiiiiii", Op::load, 1, extends),
    word_access("11111001 1011 aaaa dddd iiiiiiiiiiii", Op::load, 2, extends),
    word_access("11111000 0000 aaaa dddd 1100 iiiiiiii", Op::store, 1, 0, true),
    word_access("11111000 0001 aaaa dddd 1100 iiiiiiii", Op::load, 1, 0, true),
    word_access("11111000 0100 aaaa dddd 1100 iiiiiiii", Op::store, 4, 0, true),
    word_access("11111000 0101 aaaa dddd 1100 iiiiiiii", Op::load, 4, 0, true),
    word_access("11111000 0000 aaaa dddd 1011 iiiiiiii", Op::store, 1, behind),
    word_access("11111000 0001 aaaa dddd 1011 iiiiiiii", Op::load, 1, behind),
    word_access("11111000 0100 aaaa dddd 1011 iiiiiiii", Op::store, 4, behind),
    word_access("11111000 0101 aaaa dddd 1011 iiiiiiii", Op::load, 4, behind),
    word_access("11111000 0000 aaaa dddd 1111 iiiiiiii", Op::store, 1, before),
    word_access("11111000 0001 aaaa dddd 1111 iiiiiiii", Op::load, 1, before),
    word_access("11111000 0100 aaaa dddd 1101 iiiiiiii", Op::store, 4, before, true),
    word_access("11111000 0101 aaaa dddd 1111 iiiiiiii", Op::load, 4, before),
    word_access("11111000 0000 aaaa dddd 000000 ss bbbb", Op::store, 1),
    word_access("11111000 0001 aaaa dddd 000000 ss bbbb", Op::load, 1),
    word_access("11111000 0011 aaaa dddd 000000 ss bbbb", Op::load, 2),
    word_access("11111000 0100 aaaa dddd 000000 ss bbbb", Op::store, 4),
    word_access("11111000 0101 aaaa dddd 000000 ss bbbb", Op::load, 4),
    word_access("11101001 1100 aaaa dddd .... iiiiiiii", Op::store, 4, 0, false, 2, second_of_two),
    word_access("11101001 1101 aaaa dddd .... iiiiiiii", Op::load, 4, 0, false, 2, second_of_two),
    word_access("11101001 0100 aaaa dddd .... iiiiiiii", Op::store, 4, 0, true, 2, second_of_two),
    word_access("11101001 0101 aaaa dddd .... iiiiiiii", Op::load, 4, 0, true, 2, second_of_two),
    Kind{.picture = "11101000 10.. .... ................", .finish = several},
    Kind{.picture = "11101001 00.. .... ................", .finish = several},
    word_of("11110.0 00000 aaaa 0... dddd ........", Op::bit_and, modified),
    word_of("11110.0 00001 aaaa 0... 1111 ........", Op::test, modified),
    word_of("11110.0 00010 aaaa 0... dddd ........", Op::and_not, modified),
    Kind{.picture = "11110.0 00100 aaaa 0... dddd ........",
         .op = Op::bit_or,
         .finish = modified_or},
    word_of("11110.0 01000 aaaa 0... dddd ........", Op::bit_xor, modified),
    word_of("11110.0 10000 aaaa 0... dddd ........", Op::add, modified),
    word_of("11110.0 10001 aaaa 0... 1111 ........", Op::compare_negated, modified),
    word_of("11110.0 10001 aaaa 0... dddd ........", Op::add, modified, sets),
    word_of("11110.0 11010 aaaa 0... dddd ........", Op::subtract, modified),
    word_of("11110.0 11011 aaaa 0... 1111 ........", Op::compare, modified),
    word_of("11110.0 11011 aaaa 0... dddd ........", Op::subtract, modified, sets),
    word_of("11110.0 11100 aaaa 0... dddd ........", Op::reverse_subtract, modified),
    word_of("11110.1 00000 aaaa 0... dddd ........", Op::add, twelve_bits),
    word_of("11110.1 01010 aaaa 0... dddd ........", Op::subtract, twelve_bits),
    word_of("11110.1 00100 .... 0... dddd ........", Op::constant, sixteen_bits),
    Kind{.picture = "11110.1 01100 .... 0... dddd ........",
         .op = Op::insert,
         .size = 2,
         .amount = 16,
         .finish = sixteen_bits},
    Kind{.picture = "11111011 0000 aaaa 1111 dddd 0000 bbbb",
         .op = Op::multiply,
         .tidy = counter_any},
    word_of("1110101 00000 aaaa .... dddd .... bbbb", Op::bit_and, shifted),
    word_of("1110101 00100 aaaa .... dddd .... bbbb", Op::bit_or, shifted),
    word_of("1110101 01000 aaaa .... dddd .... bbbb", Op::bit_xor, shifted),
    word_of("1110101 10000 aaaa .... dddd .... bbbb", Op::add, shifted),
    word_of("1110101 11010 aaaa .... dddd .... bbbb", Op::subtract, shifted),
    word_of("1110101 11011 aaaa .... dddd .... bbbb", Op::subtract, shifted, sets),
};

// A halfword by its upper ten bits, a word by the lower nine of the upper twelve.
struct FirstHalf {
  static constexpr std::uint32_t halves = first_word >> 6U, words = first_word >> 4U;
  static constexpr std::uint32_t count = halves + (0x1000U - words);
  static constexpr std::uint32_t of(std::uint32_t word) {
    const std::uint32_t half = word & 0xffffU;
    const std::uint32_t is_word = half >= first_word ? 1 : 0;
    return (half >> (6U - 2U * is_word)) - is_word * (words - halves);
  }
  static constexpr rows::Bits bits(std::uint32_t first) {
    if (first < halves) return {0xffc0, first << 6U};
    return {0xfff0, (first - halves + words) << 4U};
  }
};

constexpr rows::Uses uses{.page = true, .halves = true, .none = counter};
constexpr auto table = rows::table_of<uses, FirstHalf, 65536>(
    rows::joined(half_rows, half_accesses, branch_rows, word_rows),
    Kind{.picture = "................................", .finish = otherwise});

// The halfwords of a block that begin words, if instructions began with them.
template <bool big>
std::uint64_t first_halves(const std::uint8_t* bytes) {
  std::array<std::uint8_t, 64> ones;
  for (std::size_t i = 0; i < ones.size(); i++)
    ones[i] = half_at<big>(bytes + 2 * i) >= first_word ? 1 : 0;
  return rows::packed(ones);
}

// Decodes what begins in 64 halfwords, behind which there is another: as rows::decode_all does.
template <bool big>
struct Block {
  Block(const std::uint8_t* from, std::uint64_t at, Instruction* to)
      : bytes(from), address(at), out(to) {}

  const std::uint8_t* bytes;
  std::uint64_t address;
  Instruction* out;
  std::size_t count = 0;   // instructions
  std::size_t halves = 0;  // that they took
  std::array<const rows::Row*, 64> found;
  std::array<std::uint8_t, 64> places;  // of instructions, in halfwords
  std::array<std::uint8_t, 64> asks{};

  std::uint32_t word(std::size_t i) const {
    const std::uint8_t* const at = bytes + 2 * std::size_t{places[i]};
    return half_at<big>(at) | half_at<big>(at + 2) << 16U;
  }
  std::uint64_t at(std::size_t i) const { return address + 2 * std::uint64_t{places[i]}; }

  // At most `most` instructions. Conditions go on from the block before.
  void decode(std::size_t most, ThumbConditions& conditions_of) {
    std::uint64_t words = first_halves<big>(bytes);
    while (halves < 64 && count < most) {
      const unsigned size = 1 + (words & 1U);
      places[count] = static_cast<std::uint8_t>(halves);
      found[count] = &rows::opaque(table(word(count)));
      words >>= size;
      halves += size;
      count++;
    }
    for (std::size_t i = 0; i < count; i++)
      asks[i] = rows::fill<uses>(*found[i], word(i), at(i) + 4, out[i]) != 0;
    for (std::uint64_t rest = rows::packed(asks); rest != 0; rest &= rest - 1)
      finish(static_cast<std::size_t>(std::countr_zero(rest)));
    for (std::size_t i = 0; i < count; i++) conditions_of.apply(out[i]);
  }
  void finish(std::size_t i) {
    const bool other = rows::has_none<counter>(out[i], found[i]->tidy);
    out[i].immediate += found[i]->immediate_bias;
    (other ? otherwise : found[i]->finish)(out[i], word(i), at(i));
  }
};

template <bool big>
std::size_t decode_all(Bytes bytes, std::uint64_t address, std::span<Instruction> out) {
  ThumbConditions conditions_of;
  std::size_t count = 0, at = 0;
  while (count < out.size() && bytes.size() - at >= 130) {
    Block<big> block(bytes.data() + at, address + at, out.data() + count);
    block.decode(out.size() - count, conditions_of);
    count += block.count;
    at += 2 * block.halves;
  }
  for (; count < out.size() && bytes.size() - at >= 2; count++) {
    // Not what is about to be written: the processor would wait for it.
    const bool word = half_at<big>(bytes.data() + at) >= first_word;
    if (word && bytes.size() - at < 4) break;
    decode<big>(bytes.subspan(at), address + at, out[count]);
    conditions_of.apply(out[count]);
    at += word ? 4 : 2;
  }
  return count;
}

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
          decode<big>,
          decode_all<big>};
}

}  // namespace

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

extern const Decoder thumb = make<false>("thumb", Architecture::thumb);
extern const Decoder thumb_big = make<true>("thumb_big", Architecture::thumb_big);

}  // namespace assay::code
