// AArch64: words of 32 bits, always little-endian. Bits 25 to 28 choose the group:
//
//   100x  immediates: adr, add, sub, logic, movz/movk, bit fields     101x  branches, system
//   x1x0  loads and stores                                            x101  registers: logic, add,
//   ... x111  floating point and vectors                                  0000  udf
//
// Register 31 is zero or, in additions and addresses, the stack pointer, which is 32 here. A write
// to a 32-bit register clears the upper half. ccmp is a `compare` that is conditional: where its
// condition does not hold, the flags are a constant.
//
// Source: Arm Architecture Reference Manual for A-profile, DDI 0487, chapters C4 and C6.
#include <bit>

#include "code/bits.h"
#include "code/decoder.h"
#include "code/rows.h"

namespace assay::code {
namespace {

using rows::Kind;

constexpr Register zero = 31;
constexpr Register stack = 32;
constexpr Register link = 30;

constexpr Register or_stack(Register r) { return r == zero ? stack : r; }
constexpr std::uint64_t kill(Register r) { return r == zero ? 0 : register_bit(r); }

constexpr Condition conditions[16] = {
    Condition::equal,    Condition::not_equal,    Condition::above_equal,   Condition::below,
    Condition::negative, Condition::not_negative, Condition::overflow,      Condition::no_overflow,
    Condition::above,    Condition::below_equal,  Condition::greater_equal, Condition::less,
    Condition::greater,  Condition::less_equal,   Condition::always,        Condition::always};

void forget(Instruction& out, Register r) {
  out.op = Op::unknown;
  out.size = 0;
  out.kills |= kill(r);
  out.dest = out.a = out.b = out.second = no_register;
  out.immediate = 0;
  out.shift_amount = 0;
  out.shift = Shift::left;
}

// The form that compares is the one whose result nobody keeps.
void keep_or_compare(Instruction& out, bool sets_flags) {
  if (sets_flags && out.dest == zero) {
    out.dest = no_register;
    out.op = out.op == Op::subtract  ? Op::compare
             : out.op == Op::add     ? Op::compare_negated
             : out.op == Op::bit_and ? Op::test
                                     : Op::unknown;
    if (out.op == Op::unknown) {
      forget(out, zero);
      out.flags = Instruction::sets_flags;
    }
    return;
  }
  if (sets_flags)
    out.flags |= Instruction::sets_flags;
  else
    simplify(out, zero);
}

// The immediate of logic: `ones + 1` bits set, turned right, repeated over elements of a power of
// two. Gives false where the fields mean nothing.
bool logical_immediate(unsigned n, unsigned turn, unsigned ones, bool wide, std::uint64_t& value) {
  const unsigned size_bits = n << 6U | (~ones & 63U);
  if (size_bits < 2 || (n == 1 && !wide)) return false;
  const unsigned size = 1U << (31U - static_cast<unsigned>(std::countl_zero(size_bits)));
  const unsigned count = (ones & (size - 1)) + 1;
  if (count == size) return false;
  const unsigned rotation = turn & (size - 1);
  std::uint64_t element = (std::uint64_t{1} << count) - 1;
  if (rotation != 0) element = element >> rotation | element << (size - rotation);
  if (size < 64) element &= (std::uint64_t{1} << size) - 1;
  for (unsigned filled = size; filled < 64; filled *= 2) element |= element << filled;
  value = wide ? element : element & 0xffffffffU;
  return true;
}

void bit_field(Instruction& out, std::uint32_t word) {
  const bool wide = bit(word, 31);
  const unsigned kind = bits(word, 29, 2);
  const unsigned turn = bits(word, 16, 6);
  const unsigned last = bits(word, 10, 6);
  const unsigned top = wide ? 63 : 31;
  out.dest = reg(word, 0);
  out.a = reg(word, 5);
  out.size = wide ? 8 : 4;
  const bool is_signed = kind == 0;
  const bool shifts_right = last == top;
  const bool shifts_left = !is_signed && last + 1 == turn;
  const bool inexpressible = last < turn || (is_signed && !wide);
  if (kind == 1 || kind == 3 || (!shifts_right && !shifts_left && inexpressible)) {
    forget(out, out.dest);
  } else if (shifts_right) {
    out.op = is_signed ? Op::shift_right_signed : Op::shift_right;
    out.immediate = turn;
  } else if (shifts_left) {
    out.op = Op::shift_left;
    out.immediate = top + 1 - turn;
  } else if (turn == 0 && (last == 7 || last == 15 || (last == 31 && is_signed))) {
    out.op = Op::extend;
    out.size = static_cast<std::uint8_t>((last + 1) / 8);
    if (is_signed) out.flags = Instruction::sign_extended;
  } else {
    out.op = Op::extract;
    out.shift_amount = static_cast<std::uint8_t>(turn);
    out.second = static_cast<Register>(last - turn + 1);
    if (is_signed) out.flags = Instruction::sign_extended;
  }
  if (out.dest != zero) return;
  forget(out, zero);
  out.flags = 0;
}

void move_wide(Instruction& out, std::uint32_t word) {
  const bool wide = bit(word, 31);
  const unsigned shift = bits(word, 21, 2) * 16;
  const std::uint64_t part = bits(word, 5, 16);
  out.dest = reg(word, 0);
  if (shift > 16 && !wide) {
    forget(out, zero);
    return;
  }
  switch (bits(word, 29, 2)) {
    case 0:
      out.op = Op::constant;
      out.immediate =
          static_cast<std::int64_t>(wide ? ~(part << shift) : ~(part << shift) & 0xffffffffU);
      break;
    case 2:
      out.op = Op::constant;
      out.immediate = static_cast<std::int64_t>(part << shift);
      break;
    case 3:
      out.op = Op::insert;
      out.size = 2;
      out.shift_amount = static_cast<std::uint8_t>(shift);
      out.immediate = static_cast<std::int64_t>(part);
      break;
    default:
      forget(out, zero);
      return;
  }
  if (out.op == Op::constant) simplify(out, zero);
}

void immediates(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const bool wide = bit(word, 31);
  switch (bits(word, 23, 3)) {
    case 0:
    case 1: {
      const std::int64_t offset = sign_extend(bits(word, 5, 19) << 2U | bits(word, 29, 2), 21);
      const std::uint64_t base = wide ? address & ~std::uint64_t{0xfff} : address;
      out.op = Op::constant;
      out.dest = reg(word, 0);
      out.immediate = static_cast<std::int64_t>(
          base + static_cast<std::uint64_t>(wide ? offset * 4096 : offset));
      simplify(out, zero);
      return;
    }
    case 2: {
      const bool sets = bit(word, 29);
      out.op = bit(word, 30) ? Op::subtract : Op::add;
      out.size = wide ? 8 : 4;
      out.dest = sets ? reg(word, 0) : or_stack(reg(word, 0));
      out.a = or_stack(reg(word, 5));
      out.immediate = bits(word, 10, 12) << (bit(word, 22) ? 12U : 0U);
      keep_or_compare(out, sets);
      return;
    }
    case 3:
      forget(out, or_stack(reg(word, 0)));
      return;  // addg, subg
    case 4: {
      constexpr Op ops[] = {Op::bit_and, Op::bit_or, Op::bit_xor, Op::bit_and};
      const unsigned kind = bits(word, 29, 2);
      std::uint64_t value = 0;
      out.dest = kind == 3 ? reg(word, 0) : or_stack(reg(word, 0));
      if (!logical_immediate(bits(word, 22, 1), bits(word, 16, 6), bits(word, 10, 6), wide,
                             value)) {
        forget(out, zero);
        return;
      }
      out.op = ops[kind];
      out.size = wide ? 8 : 4;
      out.a = reg(word, 5);
      out.immediate = static_cast<std::int64_t>(value);
      keep_or_compare(out, kind == 3);
      return;
    }
    case 5:
      move_wide(out, word);
      return;
    case 6:
      bit_field(out, word);
      return;
    default:  // extr
      out.dest = reg(word, 0);
      out.a = reg(word, 5);
      out.size = wide ? 8 : 4;
      out.op = Op::rotate_right;
      out.immediate = bits(word, 10, 6);
      if (reg(word, 5) != reg(word, 16) || out.dest == zero) forget(out, out.dest);
  }
}

void system(Instruction& out, std::uint32_t word) {
  if (bits(word, 24, 8) == 0xd4) {  // exceptions
    out.op = Op::nop;
    const unsigned kind = bits(word, 21, 3);
    if (kind == 0)
      out.flow = Flow::system;
    else if (kind == 1 || kind == 2)
      out.flow = Flow::stop;
    else
      out.op = Op::unknown;
    return;
  }
  out.op = Op::nop;
  if (bit(word, 21)) forget(out, reg(word, 0));  // mrs, sysl
}

void to_register(Instruction& out, std::uint32_t word) {
  const unsigned kind = bits(word, 21, 4);
  const Register to = reg(word, 5);
  if (bits(word, 16, 5) != 31) return;
  if ((kind & 7U) > 2 && kind != 4) return;
  out.op = Op::nop;
  out.a = to;
  switch (kind & 7U) {
    case 0:
      out.flow = Flow::jump_register;
      break;
    case 1:
      out.flow = Flow::call_register;
      out.kills = register_bit(link);
      break;
    default:
      out.flow = Flow::give_back;
      if (kind == 4 || bits(word, 10, 2) != 0) out.a = kind == 4 ? no_register : link;
  }
}

void branches(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const auto near = static_cast<std::uint64_t>(signed_bits(word, 5, 19) * 4);
  const unsigned top = bits(word, 25, 7);
  if ((top & 0x3eU) == 0x0a) {  // b, bl: bits 26 to 30
    out.op = Op::nop;
    out.target = address + static_cast<std::uint64_t>(signed_bits(word, 0, 26) * 4);
    out.flow = bit(word, 31) ? Flow::call : Flow::jump;
    if (bit(word, 31)) out.kills = register_bit(link);
  } else if ((top & 0x3fU) == 0x1a) {  // cbz, cbnz
    out.op = Op::nop;
    out.size = bit(word, 31) ? 8 : 4;
    out.flow = Flow::branch;
    out.a = reg(word, 0);
    out.condition = bit(word, 24) ? Condition::not_equal : Condition::equal;
    out.target = address + near;
  } else if ((top & 0x3fU) == 0x1b) {  // tbz, tbnz
    out.op = Op::nop;
    out.flow = Flow::branch;
    out.a = reg(word, 0);
    out.immediate = bits(word, 31, 1) << 5U | bits(word, 19, 5);
    out.condition = bit(word, 24) ? Condition::bit_set : Condition::bit_clear;
    out.target = address + static_cast<std::uint64_t>(signed_bits(word, 5, 14) * 4);
  } else if (top == 0x2a && !bit(word, 24)) {
    out.op = Op::nop;
    out.target = address + near;
    out.condition = conditions[bits(word, 0, 4)];
    out.flow = out.condition == Condition::always ? Flow::jump : Flow::branch;
  } else if (top == 0x6a) {
    system(out, word);
  } else if (top == 0x6b) {
    to_register(out, word);
  }
}

// A load whose value is not told, or a store of it; with an update of the base it is an addition.
void untold(Instruction& out, bool load, unsigned size, bool updates) {
  out.dest = no_register;
  if (!load) {
    out.op = Op::store;
    out.size = static_cast<std::uint8_t>(size);
    return;
  }
  out.flags = 0;
  if (updates) {
    out.op = Op::add;
    out.size = 8;
    out.dest = out.a;
    return;
  }
  out.op = Op::nop;
  out.a = out.b = no_register;
  out.immediate = 0;
  out.shift_amount = 0;
}

void pair(Instruction& out, std::uint32_t word) {
  const unsigned kind = bits(word, 30, 2);
  const bool vector = bit(word, 26);
  const bool load = bit(word, 22);
  const unsigned index = bits(word, 23, 2);
  const unsigned size = vector ? 4U << kind : kind == 2 ? 8 : 4;
  if (kind == 3) return;
  out.a = or_stack(reg(word, 5));
  const bool tag = !vector && kind == 1 && !load;  // stgp
  out.immediate = signed_bits(word, 15, 7) * static_cast<std::int64_t>(tag ? 16 : size);
  const bool updates = index == 1 || index == 3;
  if (updates) out.flags = Instruction::write_back;
  if (index == 1) out.flags |= Instruction::post_index;
  if (vector || tag) {
    untold(out, load, tag ? 16 : size * 2, updates);
    return;
  }
  out.op = load ? Op::load : Op::store;
  out.size = static_cast<std::uint8_t>(size);
  out.dest = reg(word, 0);
  out.second = reg(word, 10);
  if (kind == 1) out.flags |= Instruction::sign_extended;
}

// One register of any kind: `size` is the exponent, `kind` bits 22 and 23.
void single(Instruction& out, std::uint32_t word, unsigned size, unsigned kind) {
  if (bit(word, 26)) {
    const unsigned bytes = (kind & 2U) != 0 ? 16 : 1U << size;
    untold(out, (kind & 1U) != 0, bytes, out.has(Instruction::write_back));
    return;
  }
  if (size == 3 && kind >= 2) {  // prfm
    out = Instruction{};
    out.length = 4;
    out.op = kind == 2 ? Op::nop : Op::unknown;
    return;
  }
  out.dest = reg(word, 0);
  out.size = static_cast<std::uint8_t>(1U << size);
  out.op = kind == 0 ? Op::store : Op::load;
  if (kind == 2) out.flags |= Instruction::sign_extended;
  if (kind == 3) {  // signed, but only to 32 bits
    const bool updates = out.has(Instruction::write_back);
    const Register base = out.a;
    forget(out, out.dest);
    if (updates) out.kills |= register_bit(base);
    out.flags = 0;
    return;
  }
  if (out.op == Op::load && out.dest == zero) out.dest = no_register;
}

void exclusive(Instruction& out, std::uint32_t word) {
  const unsigned size = bits(word, 30, 2);
  const bool load = bit(word, 22);
  const bool ordered = bit(word, 23);
  const bool two = bit(word, 21);
  out.a = or_stack(reg(word, 5));
  out.size = static_cast<std::uint8_t>(1U << size);
  if (two && (ordered || size < 2)) {  // cas, casp
    const Register old = reg(word, 16);
    out.op = Op::store;
    out.kills = kill(old);
    if (!ordered) {
      out.kills |= register_bit(static_cast<Register>(old + 1));
      out.size = static_cast<std::uint8_t>(8U << size);
    }
    return;
  }
  out.op = load ? Op::load : Op::store;
  out.dest = reg(word, 0);
  if (two) out.second = reg(word, 10);
  if (!load && !ordered) out.kills = kill(reg(word, 16));
}

void atomic(Instruction& out, std::uint32_t word) {
  out.a = or_stack(reg(word, 5));
  out.size = static_cast<std::uint8_t>(1U << bits(word, 30, 2));
  if (bits(word, 12, 4) == 12) {  // ldapr
    out.op = Op::load;
    out.dest = reg(word, 0);
    return;
  }
  out.op = Op::store;
  out.kills = kill(reg(word, 0));
}

void register_offset(Instruction& out, std::uint32_t word) {
  const unsigned option = bits(word, 13, 3);
  const unsigned size = bits(word, 30, 2);
  const unsigned kind = bits(word, 22, 2);
  const unsigned exponent = bit(word, 26) && (kind & 2U) != 0 ? 4 : size;
  out.a = or_stack(reg(word, 5));
  out.b = reg(word, 16);
  if (bit(word, 12)) out.shift_amount = static_cast<std::uint8_t>(exponent);
  if (option != 3) out.shift = Shift::other;  // the index is the extended lower half of b
  single(out, word, size, kind);
  if (out.op == Op::unknown || out.op == Op::nop) {
    out.shift = Shift::left;
    out.shift_amount = 0;
  }
}

void structures(Instruction& out, std::uint32_t word) {
  const bool updates = bit(word, 23);
  const bool load = bit(word, 22);
  const Register base = or_stack(reg(word, 5));
  out.op = load ? Op::nop : Op::store;
  out.a = load ? no_register : base;
  if (!updates) return;
  out.kills = register_bit(base);
  if (load) out.op = Op::unknown;
}

void loads(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const unsigned group = bits(word, 24, 6);  // without the size
  if ((group & 0x3bU) == 0x18) {             // literal
    const unsigned kind = bits(word, 30, 2);
    out.op = Op::nop;
    if (bit(word, 26) || kind == 3) return;
    out.op = Op::load;
    out.dest = reg(word, 0);
    out.size = kind == 1 ? 8 : 4;
    if (kind == 2) out.flags = Instruction::sign_extended;
    out.immediate = static_cast<std::int64_t>(
        address + static_cast<std::uint64_t>(signed_bits(word, 5, 19) * 4));
    simplify(out, zero);
    return;
  }
  if ((group & 0x3aU) == 0x28) {
    pair(out, word);
    return;
  }
  const unsigned size = bits(word, 30, 2);
  const unsigned kind = bits(word, 22, 2);
  if ((group & 0x3bU) == 0x39) {
    const unsigned exponent = bit(word, 26) && (kind & 2U) != 0 ? 4 : size;
    out.a = or_stack(reg(word, 5));
    out.immediate = static_cast<std::int64_t>(bits(word, 10, 12)) << exponent;
    single(out, word, size, kind);
    if (out.op == Op::nop) out.immediate = 0;
    return;
  }
  if (group == 0x08) {
    exclusive(out, word);
    return;
  }
  if ((group & 0x3eU) == 0x0c && size < 2) {
    structures(out, word);
    return;
  }
  if (group == 0x19 && bits(word, 10, 2) == 0 && !bit(word, 21)) {  // ldapur, stlur
    out.a = or_stack(reg(word, 5));
    out.immediate = signed_bits(word, 12, 9);
    single(out, word, size, kind);
    return;
  }
  if ((group & 0x3bU) == 0x19 && bits(word, 10, 2) == 1) {  // cpy, set: three registers advance
    out.op = Op::store;
    out.kills = kill(reg(word, 0)) | kill(reg(word, 5)) | kill(reg(word, 16));
    return;
  }
  if (group == 0x19) {  // memory tags
    if (kind == 1 || kind == 3) out.kills = kill(reg(word, 0));
    out.kills |= register_bit(or_stack(reg(word, 5)));
    if (!(kind == 1 && bits(word, 10, 2) == 0)) out.op = Op::store;
    return;
  }
  if ((group & 0x3bU) != 0x38) return;
  const unsigned form = bits(word, 10, 2);
  if (bit(word, 21)) {
    if (form == 2)
      register_offset(out, word);
    else if (form == 0)
      atomic(out, word);
    else
      out.kills = kill(reg(word, 0)) | (bit(word, 11) ? register_bit(or_stack(reg(word, 5))) : 0);
    return;
  }
  out.a = or_stack(reg(word, 5));
  out.immediate = signed_bits(word, 12, 9);
  if (form == 1 || form == 3) out.flags = Instruction::write_back;
  if (form == 1) out.flags |= Instruction::post_index;
  single(out, word, size, kind);
}

void extended_add(Instruction& out, std::uint32_t word) {
  const bool wide = bit(word, 31);
  const bool sets = bit(word, 29);
  const unsigned option = bits(word, 13, 3);
  out.op = bit(word, 30) ? Op::subtract : Op::add;
  out.size = wide ? 8 : 4;
  out.dest = sets ? reg(word, 0) : or_stack(reg(word, 0));
  out.a = or_stack(reg(word, 5));
  out.b = reg(word, 16);
  out.shift_amount = static_cast<std::uint8_t>(bits(word, 10, 3));
  const bool whole = wide ? (option & 3U) == 3 : (option & 3U) >= 2;
  constexpr auto part = static_cast<unsigned>(Shift::low_byte);
  if (!whole) out.shift = static_cast<Shift>(part + (option & 3U) + (option >= 4 ? 3 : 0));
  keep_or_compare(out, sets);
}

void shifted(Instruction& out, std::uint32_t word, bool logic) {
  constexpr Op plain[] = {Op::bit_and, Op::bit_or, Op::bit_xor, Op::bit_and};
  constexpr Op inverted[] = {Op::and_not, Op::or_not, Op::xor_not, Op::and_not};
  const unsigned kind = bits(word, 29, 2);
  out.size = bit(word, 31) ? 8 : 4;
  out.dest = reg(word, 0);
  out.a = reg(word, 5);
  out.b = reg(word, 16);
  out.shift = static_cast<Shift>(bits(word, 22, 2));
  out.shift_amount = static_cast<std::uint8_t>(bits(word, 10, 6));
  if (logic) {
    out.op = bit(word, 21) ? inverted[kind] : plain[kind];
    keep_or_compare(out, kind == 3);
    return;
  }
  out.op = bit(word, 30) ? Op::subtract : Op::add;
  keep_or_compare(out, bit(word, 29));
}

void two_sources(Instruction& out, std::uint32_t word) {
  const unsigned kind = bits(word, 10, 6);
  constexpr Op ops[] = {Op::shift_left, Op::shift_right, Op::shift_right_signed, Op::rotate_right};
  out.dest = reg(word, 0);
  const bool one_source = bit(word, 30) && !bit(word, 29) && bits(word, 16, 5) == 0;
  if (one_source && kind >= 1 && kind <= (bit(word, 31) ? 3U : 2U) && out.dest != zero) {
    out.op = Op::reverse_bytes;  // rev16, rev32, rev
    out.a = reg(word, 5);
    out.size = bit(word, 31) ? 8 : 4;
    out.immediate = 1U << kind;
    return;
  }
  if (bit(word, 30) || bit(word, 29) || kind < 8 || kind > 11) {
    forget(out, out.dest);
    return;
  }
  out.op = ops[kind - 8];
  out.size = bit(word, 31) ? 8 : 4;
  out.a = reg(word, 5);
  out.b = reg(word, 16);
  simplify(out, zero);
}

void conditional(Instruction& out, std::uint32_t word) {
  const unsigned kind = bits(word, 21, 3);
  out.size = bit(word, 31) ? 8 : 4;
  out.condition = conditions[bits(word, 12, 4)];
  if (kind == 2) {  // ccmp, ccmn
    out.op = bit(word, 30) ? Op::compare : Op::compare_negated;
    out.a = reg(word, 5);
    if (bit(word, 11))
      out.immediate = bits(word, 16, 5);
    else
      out.b = reg(word, 16);
    out.flags = Instruction::conditional;
    return;
  }
  out.dest = reg(word, 0);
  out.op = Op::select;
  out.a = reg(word, 5);
  out.b = reg(word, 16);
  if (bit(word, 30) || bits(word, 10, 2) != 0 || out.dest == zero) {
    out.condition = Condition::always;
    forget(out, out.dest);
  }
}

void registers(Instruction& out, std::uint32_t word) {
  const unsigned group = bits(word, 21, 4);
  if (!bit(word, 28)) {
    if (group < 8)
      shifted(out, word, true);
    else if ((group & 1U) == 0)
      shifted(out, word, false);
    else
      extended_add(out, word);
    return;
  }
  if (group >= 8) {  // three sources
    out.op = Op::multiply;
    out.size = bit(word, 31) ? 8 : 4;
    out.dest = reg(word, 0);
    out.a = reg(word, 5);
    out.b = reg(word, 16);
    if (group != 8 || bit(word, 15) || reg(word, 10) != zero)
      forget(out, out.dest);
    else
      simplify(out, zero);
    return;
  }
  switch (group) {
    case 0:  // adc, sbc, rmif, setf
      if (bits(word, 10, 6) == 0) forget(out, reg(word, 0));
      if (bit(word, 29)) out.flags = Instruction::sets_flags;
      return;
    case 2:
    case 4:
      conditional(out, word);
      return;
    case 6:
      two_sources(out, word);
      return;
    default:
      return;
  }
}

// Which of the instructions on vectors write a general register.
void vectors(Instruction& out, std::uint32_t word) {
  if ((word & 0xbfe0fc00U) == 0x0e003c00 || (word & 0xbfe0fc00U) == 0x0e002c00) {  // umov, smov
    forget(out, reg(word, 0));
    return;
  }
  if ((word & 0x5f000000U) != 0x1e000000) return;
  if (bit(word, 21) && bits(word, 10, 6) == 0) {
    const unsigned kind = bits(word, 16, 3);
    if (kind < 2 || (kind >= 4 && kind != 7)) forget(out, reg(word, 0));
  } else if (!bit(word, 21) && bits(word, 16, 3) < 2) {
    forget(out, reg(word, 0));
  } else if (bit(word, 21) && ((bits(word, 10, 2) == 1) || bits(word, 10, 6) == 8)) {
    out.flags = Instruction::sets_flags;  // fccmp, fcmp
  }
}

// All that has no row of its own below.
void otherwise(Instruction& out, std::uint32_t word, std::uint64_t address) {
  out = Instruction{};
  out.length = 4;
  switch (bits(word, 25, 4)) {
    case 0:
      if (bits(word, 16, 16) == 0) out.flow = Flow::stop;
      return;
    case 2:  // scalable vectors: some write a general register, some memory
      out.kills = kill(reg(word, 0));
      if (bits(word, 29, 3) == 7) out.op = Op::store;
      return;
    case 8:
    case 9:
      immediates(out, word, address);
      return;
    case 10:
    case 11:
      branches(out, word, address);
      return;
    case 4:
    case 6:
    case 12:
    case 14:
      loads(out, word, address);
      return;
    case 5:
    case 13:
      registers(out, word);
      return;
    case 7:
    case 15:
      vectors(out, word);
      return;
    default:
      return;
  }
}

void immediate_group(Instruction& out, std::uint32_t word, std::uint64_t address) {
  immediates(out, word, address);
}

// tbz, tbnz: which bit.
void tested_bit(Instruction& out, std::uint32_t word, std::uint64_t) {
  out.immediate = bits(word, 31, 1) << 5U | bits(word, 19, 5);
}

// The commonest instructions. Register 31 is zero where it is not the stack pointer.
constexpr std::uint64_t everywhere = ~std::uint64_t{0};
constexpr std::uint32_t any_zero = rows::zero_dest | rows::zero_a | rows::zero_b;

constexpr Kind sum_immediate(std::string_view picture, Op op, std::uint8_t size, std::uint8_t scale,
                             unsigned flags = 0) {
  const bool plain = flags == 0 && op != Op::compare && op != Op::compare_negated;
  return {.picture = picture,
          .op = op,
          .size = size,
          .flags = flags,
          .scale = scale,
          .stack_dest = plain,
          .stack_a = true};
}
constexpr Kind registers_of(std::string_view picture, Op op, std::uint8_t size,
                            unsigned flags = 0) {
  const bool plain = flags == 0 && op != Op::compare && op != Op::compare_negated && op != Op::test;
  return {.picture = picture, .op = op, .size = size, .flags = flags, .tidy = plain ? any_zero : 0};
}
constexpr Kind access(std::string_view picture, Op op, std::uint8_t size, unsigned flags = 0,
                      std::uint8_t scale = 0, bool is_signed = false, Shift shift = Shift::left,
                      std::uint8_t amount = 0) {
  return {.picture = picture,
          .op = op,
          .size = size,
          .flags = flags,
          .is_signed = is_signed,
          .scale = scale,
          .shift = shift,
          .amount = amount,
          .stack_a = true,
          .tidy = op == Op::load ? rows::zero_dest : 0};
}
constexpr Kind pair_of(std::string_view picture, Op op, std::uint8_t size, unsigned flags) {
  return {.picture = picture,
          .op = op,
          .size = size,
          .flags = flags,
          .is_signed = true,
          .scale = static_cast<std::uint8_t>(size == 8 ? 3 : 2),
          .stack_a = true};
}
constexpr Kind branch_of(std::string_view picture, Flow flow, Condition condition,
                         std::uint8_t size = 0, std::uint64_t kills = 0,
                         rows::Finish finish = nullptr) {
  return {.picture = picture,
          .op = Op::nop,
          .size = size,
          .flow = flow,
          .condition = condition,
          .is_signed = true,
          .scale = 2,
          .kills = kills,
          .target_mask = everywhere,
          .finish = finish};
}

constexpr unsigned sets = Instruction::sets_flags;
constexpr unsigned extends = Instruction::sign_extended;
constexpr unsigned before = Instruction::write_back;
constexpr unsigned behind = Instruction::write_back | Instruction::post_index;

constexpr std::array sums = {
    sum_immediate("000 1000100 iiiiiiiiiiii aaaaa ddddd", Op::add, 4, 0),
    sum_immediate("000 1000101 iiiiiiiiiiii aaaaa ddddd", Op::add, 4, 12),
    sum_immediate("100 1000100 iiiiiiiiiiii aaaaa ddddd", Op::add, 8, 0),
    sum_immediate("100 1000101 iiiiiiiiiiii aaaaa ddddd", Op::add, 8, 12),
    sum_immediate("010 1000100 iiiiiiiiiiii aaaaa ddddd", Op::subtract, 4, 0),
    sum_immediate("010 1000101 iiiiiiiiiiii aaaaa ddddd", Op::subtract, 4, 12),
    sum_immediate("110 1000100 iiiiiiiiiiii aaaaa ddddd", Op::subtract, 8, 0),
    sum_immediate("110 1000101 iiiiiiiiiiii aaaaa ddddd", Op::subtract, 8, 12),
    sum_immediate("001 1000100 iiiiiiiiiiii aaaaa 11111", Op::compare_negated, 4, 0),
    sum_immediate("101 1000100 iiiiiiiiiiii aaaaa 11111", Op::compare_negated, 8, 0),
    sum_immediate("011 1000100 iiiiiiiiiiii aaaaa 11111", Op::compare, 4, 0),
    sum_immediate("111 1000100 iiiiiiiiiiii aaaaa 11111", Op::compare, 8, 0),
    sum_immediate("001 1000100 iiiiiiiiiiii aaaaa ddddd", Op::add, 4, 0, sets),
    sum_immediate("101 1000100 iiiiiiiiiiii aaaaa ddddd", Op::add, 8, 0, sets),
    sum_immediate("011 1000100 iiiiiiiiiiii aaaaa ddddd", Op::subtract, 4, 0, sets),
    sum_immediate("111 1000100 iiiiiiiiiiii aaaaa ddddd", Op::subtract, 8, 0, sets),
    registers_of("000 01011000 bbbbb ssssss aaaaa ddddd", Op::add, 4),
    registers_of("100 01011000 bbbbb ssssss aaaaa ddddd", Op::add, 8),
    registers_of("010 01011000 bbbbb ssssss aaaaa ddddd", Op::subtract, 4),
    registers_of("110 01011000 bbbbb ssssss aaaaa ddddd", Op::subtract, 8),
    registers_of("011 01011000 bbbbb ssssss aaaaa 11111", Op::compare, 4),
    registers_of("111 01011000 bbbbb ssssss aaaaa 11111", Op::compare, 8),
    registers_of("011 01011000 bbbbb ssssss aaaaa ddddd", Op::subtract, 4, sets),
    registers_of("111 01011000 bbbbb ssssss aaaaa ddddd", Op::subtract, 8, sets),
    registers_of("001 01010000 aaaaa 000000 11111 ddddd", Op::move, 4),
    registers_of("101 01010000 aaaaa 000000 11111 ddddd", Op::move, 8),
    registers_of("001 01010000 bbbbb ssssss aaaaa ddddd", Op::bit_or, 4),
    registers_of("101 01010000 bbbbb ssssss aaaaa ddddd", Op::bit_or, 8),
    registers_of("000 01010000 bbbbb ssssss aaaaa ddddd", Op::bit_and, 4),
    registers_of("100 01010000 bbbbb ssssss aaaaa ddddd", Op::bit_and, 8),
    registers_of("010 01010000 bbbbb ssssss aaaaa ddddd", Op::bit_xor, 4),
    registers_of("110 01010000 bbbbb ssssss aaaaa ddddd", Op::bit_xor, 8),
    Kind{.picture = ".10 10010100 iiiiiiiiiiiiiiii ddddd",
         .op = Op::constant,
         .tidy = rows::zero_dest},
    Kind{.picture = ".10 10010101 iiiiiiiiiiiiiiii ddddd",
         .op = Op::constant,
         .scale = 16,
         .tidy = rows::zero_dest},
    Kind{.picture = ".11 10010100 iiiiiiiiiiiiiiii ddddd", .op = Op::insert, .size = 2},
    Kind{.picture = ".11 10010101 iiiiiiiiiiiiiiii ddddd",
         .op = Op::insert,
         .size = 2,
         .amount = 16},
    Kind{.picture = "1jj 10000 iiiiiiiiiiiiiiiiiii ddddd",
         .op = Op::constant,
         .is_signed = true,
         .scale = 12,
         .page_mask = ~std::uint64_t{0xfff},
         .tidy = rows::zero_dest},
};

constexpr std::array accesses = {
    access("00 11100100 iiiiiiiiiiii aaaaa ddddd", Op::store, 1),
    access("01 11100100 iiiiiiiiiiii aaaaa ddddd", Op::store, 2, 0, 1),
    access("10 11100100 iiiiiiiiiiii aaaaa ddddd", Op::store, 4, 0, 2),
    access("11 11100100 iiiiiiiiiiii aaaaa ddddd", Op::store, 8, 0, 3),
    access("00 11100101 iiiiiiiiiiii aaaaa ddddd", Op::load, 1),
    access("01 11100101 iiiiiiiiiiii aaaaa ddddd", Op::load, 2, 0, 1),
    access("10 11100101 iiiiiiiiiiii aaaaa ddddd", Op::load, 4, 0, 2),
    access("11 11100101 iiiiiiiiiiii aaaaa ddddd", Op::load, 8, 0, 3),
    access("00 11100110 iiiiiiiiiiii aaaaa ddddd", Op::load, 1, extends),
    access("01 11100110 iiiiiiiiiiii aaaaa ddddd", Op::load, 2, extends, 1),
    access("10 11100110 iiiiiiiiiiii aaaaa ddddd", Op::load, 4, extends, 2),
    access("00 111000000 iiiiiiiii 00 aaaaa ddddd", Op::store, 1, 0, 0, true),
    access("01 111000000 iiiiiiiii 00 aaaaa ddddd", Op::store, 2, 0, 0, true),
    access("10 111000000 iiiiiiiii 00 aaaaa ddddd", Op::store, 4, 0, 0, true),
    access("11 111000000 iiiiiiiii 00 aaaaa ddddd", Op::store, 8, 0, 0, true),
    access("00 111000010 iiiiiiiii 00 aaaaa ddddd", Op::load, 1, 0, 0, true),
    access("01 111000010 iiiiiiiii 00 aaaaa ddddd", Op::load, 2, 0, 0, true),
    access("10 111000010 iiiiiiiii 00 aaaaa ddddd", Op::load, 4, 0, 0, true),
    access("11 111000010 iiiiiiiii 00 aaaaa ddddd", Op::load, 8, 0, 0, true),
    access("00 111000000 iiiiiiiii 01 aaaaa ddddd", Op::store, 1, behind, 0, true),
    access("10 111000000 iiiiiiiii 01 aaaaa ddddd", Op::store, 4, behind, 0, true),
    access("11 111000000 iiiiiiiii 01 aaaaa ddddd", Op::store, 8, behind, 0, true),
    access("00 111000010 iiiiiiiii 01 aaaaa ddddd", Op::load, 1, behind, 0, true),
    access("10 111000010 iiiiiiiii 01 aaaaa ddddd", Op::load, 4, behind, 0, true),
    access("11 111000010 iiiiiiiii 01 aaaaa ddddd", Op::load, 8, behind, 0, true),
    access("11 111000000 iiiiiiiii 11 aaaaa ddddd", Op::store, 8, before, 0, true),
    access("11 111000010 iiiiiiiii 11 aaaaa ddddd", Op::load, 8, before, 0, true),
    access("00 111000001 bbbbb 011.10 aaaaa ddddd", Op::store, 1),
    access("10 111000001 bbbbb 011010 aaaaa ddddd", Op::store, 4),
    access("11 111000001 bbbbb 011010 aaaaa ddddd", Op::store, 8),
    access("10 111000001 bbbbb 011110 aaaaa ddddd", Op::store, 4, 0, 0, false, Shift::left, 2),
    access("11 111000001 bbbbb 011110 aaaaa ddddd", Op::store, 8, 0, 0, false, Shift::left, 3),
    access("00 111000011 bbbbb 011.10 aaaaa ddddd", Op::load, 1),
    access("10 111000011 bbbbb 011010 aaaaa ddddd", Op::load, 4),
    access("11 111000011 bbbbb 011010 aaaaa ddddd", Op::load, 8),
    access("01 111000011 bbbbb 011110 aaaaa ddddd", Op::load, 2, 0, 0, false, Shift::left, 1),
    access("10 111000011 bbbbb 011110 aaaaa ddddd", Op::load, 4, 0, 0, false, Shift::left, 2),
    access("11 111000011 bbbbb 011110 aaaaa ddddd", Op::load, 8, 0, 0, false, Shift::left, 3),
    pair_of("00 10100100 iiiiiii ttttt aaaaa ddddd", Op::store, 4, 0),
    pair_of("00 10100101 iiiiiii ttttt aaaaa ddddd", Op::load, 4, 0),
    pair_of("10 10100010 iiiiiii ttttt aaaaa ddddd", Op::store, 8, behind),
    pair_of("10 10100011 iiiiiii ttttt aaaaa ddddd", Op::load, 8, behind),
    pair_of("10 10100100 iiiiiii ttttt aaaaa ddddd", Op::store, 8, 0),
    pair_of("10 10100101 iiiiiii ttttt aaaaa ddddd", Op::load, 8, 0),
    pair_of("10 10100110 iiiiiii ttttt aaaaa ddddd", Op::store, 8, before),
    pair_of("10 10100111 iiiiiii ttttt aaaaa ddddd", Op::load, 8, before),
};

// Of logic and bit fields, and of what else an immediate group has: without the way through all.
constexpr Kind by_immediate(std::string_view picture) {
  return {.picture = picture, .finish = immediate_group};
}
constexpr std::array groups = {
    Kind{.picture = "11010101000 .....................", .op = Op::nop},  // hints, barriers, msr
    by_immediate("...100100 ......................."),
    by_immediate("...100110 ......................."),
};

constexpr std::array flows = {
    branch_of("000101 iiiiiiiiiiiiiiiiiiiiiiiiii", Flow::jump, Condition::always),
    branch_of("100101 iiiiiiiiiiiiiiiiiiiiiiiiii", Flow::call, Condition::always, 0,
              register_bit(link)),
    branch_of("00110100 iiiiiiiiiiiiiiiiiii aaaaa", Flow::branch, Condition::equal, 4),
    branch_of("00110101 iiiiiiiiiiiiiiiiiii aaaaa", Flow::branch, Condition::not_equal, 4),
    branch_of("10110100 iiiiiiiiiiiiiiiiiii aaaaa", Flow::branch, Condition::equal, 8),
    branch_of("10110101 iiiiiiiiiiiiiiiiiii aaaaa", Flow::branch, Condition::not_equal, 8),
    branch_of(".0110110 ..... iiiiiiiiiiiiii aaaaa", Flow::branch, Condition::bit_clear, 0, 0,
              tested_bit),
    branch_of(".0110111 ..... iiiiiiiiiiiiii aaaaa", Flow::branch, Condition::bit_set, 0, 0,
              tested_bit),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .0000", Flow::branch, conditions[0]),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .0001", Flow::branch, conditions[1]),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .0010", Flow::branch, conditions[2]),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .0011", Flow::branch, conditions[3]),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .0100", Flow::branch, conditions[4]),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .0101", Flow::branch, conditions[5]),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .1000", Flow::branch, conditions[8]),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .1001", Flow::branch, conditions[9]),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .1010", Flow::branch, conditions[10]),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .1011", Flow::branch, conditions[11]),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .1100", Flow::branch, conditions[12]),
    branch_of("01010100 iiiiiiiiiiiiiiiiiii .1101", Flow::branch, conditions[13]),
    Kind{.picture = "11010110000 11111 000000 aaaaa .....",
         .op = Op::nop,
         .flow = Flow::jump_register},
    Kind{.picture = "11010110001 11111 000000 aaaaa .....",
         .op = Op::nop,
         .flow = Flow::call_register,
         .kills = register_bit(link)},
    Kind{.picture = "11010110010 11111 000000 aaaaa .....", .op = Op::nop, .flow = Flow::give_back},
};

constexpr rows::Uses uses{.page = true, .stack = true, .none = zero};
constexpr auto table = rows::table_of<uses, rows::FirstBits<21, 11>, 32768>(
    rows::joined(sums, accesses, flows, groups),
    Kind{.picture = "................................", .finish = otherwise});

struct Words {
  static const rows::RowFor<uses>& row_of(std::uint32_t word) { return table(word); }
  static std::uint16_t fill(const rows::RowFor<uses>& row, std::uint32_t word,
                            std::uint64_t address, Instruction& out) {
    return rows::fill<uses>(row, word, address, out);
  }
  static void finish(const rows::RowFor<uses>& row, std::uint32_t word, std::uint64_t address,
                     Instruction& out) {
    const bool has_zero = rows::has_none<zero>(out, row.tidy);
    rows::finish(row, word, address, out);
    if (has_zero) simplify(out, zero);
  }
};

constexpr Register argument_registers[] = {0, 1, 2, 3, 4, 5, 6, 7};

}  // namespace

extern const Decoder aarch64 = {"aarch64",
                                Architecture::aarch64,
                                ByteOrder::little,
                                8,
                                4,
                                zero,
                                stack,
                                link,
                                0,
                                argument_registers,
                                rows::decode_one<false, Words>,
                                rows::decode_all<false, Words>};

}  // namespace assay::code
