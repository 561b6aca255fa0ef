// Arm, the instruction set A32: words of 32 bits, all of which may depend on a condition.
//
//   data       cond 4 | 00 | I | operation 4 | S | Rn 4 | Rd 4 | operand 12
//   load       cond 4 | 01 | I P U B W L     | Rn 4 | Rt 4 | offset 12
//   multiple   cond 4 | 100  | P U S W L     | Rn 4 | list 16
//   branch     cond 4 | 101  | link | offset 24, in words, from the instruction plus 8
//   others     cond 4 | 11x  coprocessors, svc
//
// Multiplications, halfwords and small instructions stand where data processing would shift by a
// register with bit 7 set. Condition 15 opens a space of its own: blx, NEON, barriers.
//
// Source: Arm Architecture Reference Manual, ARMv7-A and ARMv7-R edition, DDI 0406C, chapter A5.
#include "code/arm_parts.h"
#include "code/decoder.h"
#include "code/rows.h"

namespace assay::code {
namespace {

using namespace arm_parts;
using rows::Kind;

void multiply(Instruction& out, std::uint32_t word) {
  const Register rd = four(word, 16);
  const Register lower = four(word, 12);
  const unsigned kind = bits(word, 21, 3);
  const bool sets = bit(word, 20) && kind != 2 && kind != 3;
  if (kind == 0) {
    out.op = Op::multiply;
    out.dest = rd;
    out.a = four(word, 0);
    out.b = four(word, 8);
  } else {
    forget(out, register_bit(rd) | (kind == 2 || kind > 3 ? register_bit(lower) : 0));
  }
  if (sets) out.flags |= Instruction::sets_flags;
}

// swp, and loads and stores that exclude others.
void synchronize(Instruction& out, std::uint32_t word) {
  constexpr unsigned sizes[] = {4, 8, 1, 2};
  const Register rd = four(word, 12);
  const unsigned kind = bits(word, 20, 4);
  out.a = four(word, 16);
  if (kind < 8) {
    out.op = Op::store;
    out.size = kind == 4 ? 1 : 4;
    out.kills = register_bit(rd);
    return;
  }
  const unsigned size = sizes[bits(word, 21, 2)];
  const bool exclusive = bit(word, 9);
  if ((kind & 1U) != 0) {
    transfer(out, true, size == 8 ? 4 : size, false, rd);
    if (size == 8) out.second = static_cast<Register>(rd + 1);
    return;
  }
  const Register value = four(word, 0);
  transfer(out, false, size == 8 ? 4 : size, false, value);
  if (size == 8) out.second = static_cast<Register>(value + 1);
  if (exclusive) out.kills = register_bit(rd);
}

// P, U and W, with the offset in `out`; false where the address is not in the form.
bool place(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const bool before = bit(word, 24);
  const bool up = bit(word, 23);
  out.a = four(word, 16);
  if (!up) out.immediate = -out.immediate;
  if (!before || bit(word, 21)) out.flags |= Instruction::write_back;
  if (!before) out.flags |= Instruction::post_index;
  if (out.b != no_register) return up;
  if (out.a == counter && before && !bit(word, 21)) {
    out.a = no_register;
    out.immediate = static_cast<std::int64_t>(
        (address + 8 + static_cast<std::uint64_t>(out.immediate)) & 0xffffffffU);
  }
  return true;
}

// The same where the index goes down: what is loaded is not known, nor is the base behind it.
void unknown_place(Instruction& out, bool load, std::uint64_t loaded, unsigned size) {
  const Register base = out.a;
  const bool updates = out.has(Instruction::write_back);
  out.flags &= Instruction::conditional;
  forget(out, (load ? loaded : 0) | (updates ? register_bit(base) : 0));
  if (!load) {
    out.op = Op::store;
    out.size = static_cast<std::uint8_t>(size);
  } else if (loaded == register_bit(counter)) {
    out.flow = Flow::jump_register;
  }
}

void halfword(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const unsigned kind = bits(word, 5, 2);
  const bool load = bit(word, 20) || kind == 2;
  const bool pair = !bit(word, 20) && kind >= 2;
  const Register rt = four(word, 12);
  if (bit(word, 22))
    out.immediate = bits(word, 8, 4) << 4U | bits(word, 0, 4);
  else
    out.b = four(word, 0);
  const bool known = place(out, word, address);
  const unsigned size = pair ? 4 : kind == 2 ? 1 : 2;
  const auto next = static_cast<Register>(rt + 1);
  if (!known) {
    unknown_place(out, load, (register_bit(rt) | (pair ? register_bit(next) : 0)) & 0xffffU,
                  pair ? 8 : size);
    return;
  }
  transfer(out, load, size, !pair && kind >= 2, rt);
  if (pair) out.second = next;
}

void small(Instruction& out, std::uint32_t word) {
  const unsigned kind = bits(word, 21, 2);
  const Register rm = four(word, 0);
  const Register rd = four(word, 12);
  switch (bits(word, 4, 3)) {
    case 0:
      out.op = Op::nop;
      if ((kind & 1U) == 0) forget(out, register_bit(rd));  // mrs
      return;
    case 1:
      if (kind == 3) {  // clz
        forget(out, register_bit(rd));
        return;
      }
      if (kind != 1) return;
      [[fallthrough]];
    case 2:  // bx, bxj
      if (kind != 1) return;
      out.op = Op::nop;
      out.a = rm;
      out.flow = rm == link ? Flow::give_back : Flow::jump_register;
      return;
    case 3:
      if (kind != 1) return;
      out.op = Op::nop;
      out.a = rm;
      out.flow = Flow::call_register;
      out.kills = register_bit(link);
      return;
    case 5:
      forget(out, register_bit(rd));
      return;  // qadd
    case 6:
      if (kind == 3) out.op = Op::nop, out.flow = Flow::give_back;  // eret
      return;
    case 7:
      out.op = Op::nop;
      out.flow = kind < 2 ? Flow::stop : Flow::system;
      return;
    default:
      return;
  }
}

void half_multiply(Instruction& out, std::uint32_t word) {
  const bool two = bits(word, 21, 2) == 2;
  forget(out, register_bit(four(word, 16)) | (two ? register_bit(four(word, 12)) : 0));
}

constexpr std::int64_t rotated_immediate(std::uint32_t word) {
  return std::rotr(bits(word, 0, 8), static_cast<int>(bits(word, 8, 4) * 2));
}

void data(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const auto operation = static_cast<Data>(bits(word, 21, 4));
  const Register rd = four(word, 12);
  const Register rn = four(word, 16);
  const bool sets = bit(word, 20);
  bool known = true;
  if (bit(word, 25)) {
    out.immediate = rotated_immediate(word);
  } else if (!bit(word, 4)) {
    out.b = four(word, 0);
    known = shift_by_immediate(out, bits(word, 5, 2), bits(word, 7, 5));
  } else if (operation == Data::mov && rd != counter) {
    constexpr Op shifts[] = {Op::shift_left, Op::shift_right, Op::shift_right_signed,
                             Op::rotate_right};
    out.op = shifts[bits(word, 5, 2)];
    out.dest = rd;
    out.a = four(word, 0);
    out.b = four(word, 8);
    if (sets) out.flags |= Instruction::sets_flags;
    return;
  } else {
    known = false;
  }
  process(out, operation, rd, rn, sets, known, address + 8);
}

void immediate_extras(Instruction& out, std::uint32_t word) {
  const unsigned kind = bits(word, 21, 2);
  const std::int64_t value = bits(word, 16, 4) << 12U | bits(word, 0, 12);
  out.op = Op::nop;  // msr, hints
  if ((kind & 1U) != 0) return;
  out.dest = four(word, 12);
  out.immediate = value;
  out.op = Op::constant;
  if (kind == 2) {
    out.op = Op::insert;
    out.size = 2;
    out.shift_amount = 16;
  }
}

void single(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const bool load = bit(word, 20);
  const Register rt = four(word, 12);
  const unsigned size = bit(word, 22) ? 1 : 4;
  bool known = true;
  if (bit(word, 25)) {
    out.b = four(word, 0);
    known = shift_by_immediate(out, bits(word, 5, 2), bits(word, 7, 5));
  } else {
    out.immediate = bits(word, 0, 12);
  }
  known = place(out, word, address) && known;
  if (known)
    transfer(out, load, size, false, rt);
  else
    unknown_place(out, load, register_bit(rt), size);
}

void media(Instruction& out, std::uint32_t word) {
  const unsigned kind = bits(word, 20, 5);
  const Register rd = four(word, 12);
  const Register high = four(word, 16);
  if (kind == 31 && bits(word, 5, 3) == 7) {
    out.op = Op::nop;
    out.flow = Flow::stop;  // udf
  } else if (kind >= 26 && (kind & 26U) == 26 && bits(word, 5, 2) == 2) {
    out.op = Op::extract;
    out.dest = rd;
    out.a = four(word, 0);
    out.shift_amount = static_cast<std::uint8_t>(bits(word, 7, 5));
    out.second = static_cast<Register>(bits(word, 16, 5) + 1);
    if (kind < 28) out.flags |= Instruction::sign_extended;
  } else if (kind >= 16 && kind < 28) {
    forget(out, register_bit(high) | (kind == 20 ? register_bit(rd) : 0));
  } else if (kind >= 8 && kind < 16 && bits(word, 5, 3) == 3 && high == 15 &&
             bits(word, 10, 2) == 0 && (kind & 2U) != 0) {
    out.op = Op::extend;
    out.dest = rd;
    out.a = four(word, 0);
    out.size = (kind & 1U) != 0 ? 2 : 1;
    if ((kind & 4U) == 0) out.flags |= Instruction::sign_extended;
  } else if (kind == 11 && high == 15 && bits(word, 8, 4) == 15 && bits(word, 4, 3) == 3) {
    out.op = Op::reverse_bytes;  // rev, rev16
    out.dest = rd;
    out.a = four(word, 0);
    out.size = 4;
    out.immediate = bit(word, 7) ? 2 : 4;
  } else {
    forget(out, register_bit(rd));  // bfc, bfi among them
  }
}

void unconditional(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const unsigned top = bits(word, 24, 4);
  if ((top & 14U) == 10) {  // blx
    const auto offset = static_cast<std::uint64_t>(signed_bits(word, 0, 24) * 4);
    out.op = Op::nop;
    out.target = (address + 8 + offset + (bit(word, 24) ? 2 : 0)) & 0xffffffffU;
    out.flow = Flow::call;
    out.flags = Instruction::other_set;
    out.kills = register_bit(link);
  } else if (top == 4 && !bit(word, 20)) {
    structures(out, word);
  } else if ((top & 12U) == 4 || top == 1) {
    out.op = Op::nop;  // pld, barriers; cps, setend
  } else if ((top & 14U) == 8) {
    if (bit(word, 20))
      out.flow = Flow::give_back;  // rfe
    else
      out.op = Op::store;
  } else if (top >= 12) {
    if (top != 15) coprocessor(out, word);
  }
}

// All that has no row of its own below.
void otherwise(Instruction& out, std::uint32_t word, std::uint64_t address) {
  out = Instruction{};
  out.length = 4;
  const unsigned condition = word >> 28U;
  if (condition == 15) {
    unconditional(out, word, address);
    return;
  }
  if (condition != 14) {
    out.condition = conditions[condition];
    out.flags = Instruction::conditional;
  }
  switch (bits(word, 25, 3)) {
    case 0:
      if (bit(word, 4) && bit(word, 7)) {
        if (bits(word, 5, 2) != 0)
          halfword(out, word, address);
        else if (bit(word, 24))
          synchronize(out, word);
        else
          multiply(out, word);
      } else if (bits(word, 23, 2) == 2 && !bit(word, 20)) {
        if (bit(word, 7))
          half_multiply(out, word);
        else
          small(out, word);
      } else {
        data(out, word, address);
      }
      return;
    case 1:
      if (bits(word, 23, 2) == 2 && !bit(word, 20))
        immediate_extras(out, word);
      else
        data(out, word, address);
      return;
    case 2:
      single(out, word, address);
      return;
    case 3:
      if (bit(word, 4))
        media(out, word);
      else
        single(out, word, address);
      return;
    case 4:
      multiple(out, bits(word, 0, 16), four(word, 16), bit(word, 20), bit(word, 23), bit(word, 24),
               bit(word, 21));
      return;
    case 5:
      out.op = Op::nop;
      out.target =
          (address + 8 + static_cast<std::uint64_t>(signed_bits(word, 0, 24) * 4)) & 0xffffffffU;
      out.flow = bit(word, 24) ? Flow::call : condition == 14 ? Flow::jump : Flow::branch;
      if (bit(word, 24))
        out.kills = register_bit(link);
      else
        out.flags = 0;
      return;
    default:
      if (bits(word, 24, 4) == 15) {
        out.op = Op::nop;
        out.flow = Flow::system;
        return;
      }
      coprocessor(out, word);
  }
}

// The commonest instructions, by rows. What concerns the program counter is left to otherwise(): it
// is register 15, which the rows mark as the one to look for. Addresses come plus 8.
constexpr std::uint64_t addresses = 0xffffffffU;
constexpr std::uint32_t counter_dest = rows::zero_dest;
constexpr std::uint32_t counter_any = rows::zero_dest | rows::zero_a | rows::zero_b;
constexpr unsigned sets = Instruction::sets_flags;
constexpr unsigned extends = Instruction::sign_extended;
constexpr unsigned before = Instruction::write_back;
constexpr unsigned behind = Instruction::write_back | Instruction::post_index;

// A branch is no instruction on condition: this takes away in its byte what the condition adds.
constexpr unsigned not_conditional = 0x100 - Instruction::conditional;

// The eight bits of an immediate, turned right (by 0: a row of its own).
void rotated(Instruction& out, std::uint32_t word, std::uint64_t) {
  out.immediate = rotated_immediate(word);
}

// movw.
void two_parts(Instruction& out, std::uint32_t word, std::uint64_t) {
  out.immediate = bits(word, 16, 4) << 12U | bits(word, 0, 12);
}

// mvn.
void inverted(Instruction& out, std::uint32_t word, std::uint64_t) {
  out.immediate = rotated_immediate(word) ^ 0xffffffff;
}

// An operand that is shifted by a register is not in the form.
void shifted_by_register(Instruction& out, std::uint32_t word, std::uint64_t address) {
  if (four(word, 12) == counter)
    otherwise(out, word, address);
  else
    out.kills = register_bit(four(word, 12));
}

// ldm and stm.
void several(Instruction& out, std::uint32_t word, std::uint64_t) {
  multiple(out, bits(word, 0, 16), four(word, 16), bit(word, 20), bit(word, 23), bit(word, 24),
           bit(word, 21));
}

// As ends and beginnings of functions have them: with the stack, and without it in the list.
void returned(Instruction& out, std::uint32_t word, std::uint64_t) {
  out.kills = bits(word, 0, 15);
  out.immediate = 4 * std::int64_t{registers_in(bits(word, 0, 16))};
}
void popped(Instruction& out, std::uint32_t word, std::uint64_t address) {
  returned(out, word, address);
  out.target = bits(word, 0, 16) | std::uint64_t{stack} << 16U;
}
void pushed(Instruction& out, std::uint32_t word, std::uint64_t) {
  const std::uint32_t list = bits(word, 0, 16);
  const unsigned bytes = 4 * registers_in(list);
  out.target = list | std::uint64_t{stack} << 16U;
  out.size = static_cast<std::uint8_t>(bytes);
  out.immediate = -std::int64_t{bytes};
}

constexpr Kind with_immediate(std::string_view picture, Op op, unsigned flags = 0) {
  return {.picture = picture, .op = op, .flags = flags, .tidy = counter_any, .finish = rotated};
}
constexpr Kind with_register(std::string_view picture, Op op, unsigned flags = 0) {
  return {.picture = picture, .op = op, .flags = flags, .tidy = counter_dest};
}
constexpr Kind shifted(std::string_view picture, Op op, Shift shift, unsigned flags = 0) {
  return {.picture = picture, .op = op, .flags = flags, .shift = shift, .tidy = counter_dest};
}
constexpr Kind access(std::string_view picture, Op op, std::uint8_t size, unsigned flags = 0,
                      bool negative = false) {
  return {.picture = picture,
          .op = op,
          .size = size,
          .flags = flags,
          .negative = negative,
          .tidy = counter_any};
}

constexpr std::array immediate_rows = {
    with_immediate("....0010 0000 aaaa dddd ....iiiiiiii", Op::bit_and),
    with_immediate("....0010 0001 aaaa dddd ....iiiiiiii", Op::bit_and, sets),
    with_immediate("....0010 0010 aaaa dddd ....iiiiiiii", Op::bit_xor),
    with_immediate("....0010 0100 aaaa dddd ....iiiiiiii", Op::subtract),
    with_immediate("....0010 0101 aaaa dddd ....iiiiiiii", Op::subtract, sets),
    with_immediate("....0010 0110 aaaa dddd ....iiiiiiii", Op::reverse_subtract),
    with_immediate("....0010 0111 aaaa dddd ....iiiiiiii", Op::reverse_subtract, sets),
    with_immediate("....0010 1000 aaaa dddd ....iiiiiiii", Op::add),
    with_immediate("....0010 1001 aaaa dddd ....iiiiiiii", Op::add, sets),
    with_immediate("....0011 0001 aaaa .... ....iiiiiiii", Op::test),
    with_immediate("....0011 0011 aaaa .... ....iiiiiiii", Op::test_equal),
    with_immediate("....0011 0101 aaaa .... ....iiiiiiii", Op::compare),
    with_immediate("....0011 0111 aaaa .... ....iiiiiiii", Op::compare_negated),
    with_immediate("....0011 1000 aaaa dddd ....iiiiiiii", Op::bit_or),
    with_immediate("....0011 1010 .... dddd ....iiiiiiii", Op::constant),
    with_immediate("....0011 1011 .... dddd ....iiiiiiii", Op::constant, sets),
    with_immediate("....0011 1100 aaaa dddd ....iiiiiiii", Op::and_not),
};
// Most of them are not turned.
constexpr auto plain_immediate_rows = [] {
  auto rows = immediate_rows;
  for (Kind& row : rows) {
    row.zeros = 0xf00;
    row.finish = nullptr;
  }
  return rows;
}();

constexpr Kind by_register(std::string_view picture, Op op, std::uint8_t size) {
  return {.picture = picture, .op = op, .size = size, .tidy = op == Op::load ? counter_dest : 0};
}
// Numbers that stand between functions look like these.
constexpr Kind shifted(std::string_view picture, Shift shift, unsigned flags = 0) {
  Kind kind = with_register(picture, Op::bit_and, flags);
  kind.shift = shift;
  return kind;
}

constexpr std::array data_rows = {
    Kind{.picture = "....0000 000. .... .... 00000 .10 ....", .finish = otherwise},
    Kind{.picture = "....0000 000. .... .... 00000 1.0 ....", .finish = otherwise},
    shifted("....0000 0000 aaaa dddd sssss 010 bbbb", Shift::right),
    shifted("....0000 0000 aaaa dddd sssss 100 bbbb", Shift::right_signed),
    shifted("....0000 0000 aaaa dddd sssss 110 bbbb", Shift::rotate),
    shifted("....0000 0001 aaaa dddd sssss 000 bbbb", Shift::left, sets),
    shifted("....0000 0001 aaaa dddd sssss 010 bbbb", Shift::right, sets),
    shifted("....0000 0001 aaaa dddd sssss 100 bbbb", Shift::right_signed, sets),
    shifted("....0000 0001 aaaa dddd sssss 110 bbbb", Shift::rotate, sets),
    with_register("....0000 0000 dddd .... bbbb 1001 aaaa", Op::multiply),
    with_register("....0000 0000 aaaa dddd sssss 000 bbbb", Op::bit_and),
    with_register("....0000 0010 aaaa dddd sssss 000 bbbb", Op::bit_xor),
    with_register("....0000 0100 aaaa dddd sssss 000 bbbb", Op::subtract),
    with_register("....0000 0101 aaaa dddd sssss 000 bbbb", Op::subtract, sets),
    with_register("....0000 0110 aaaa dddd sssss 000 bbbb", Op::reverse_subtract),
    with_register("....0000 1000 aaaa dddd sssss 000 bbbb", Op::add),
    with_register("....0000 1001 aaaa dddd sssss 000 bbbb", Op::add, sets),
    with_register("....0001 0001 aaaa .... sssss 000 bbbb", Op::test),
    with_register("....0001 0101 aaaa .... sssss 000 bbbb", Op::compare),
    with_register("....0001 1000 aaaa dddd sssss 000 bbbb", Op::bit_or),
    with_register("....0001 1010 .... dddd 00000 000 aaaa", Op::move),
    with_register("....0001 1010 .... dddd iiiii 000 aaaa", Op::shift_left),
    Kind{.picture = "....0001 1010 .... dddd 00000 ..0 ....", .finish = otherwise},
    with_register("....0001 1010 .... dddd iiiii 010 aaaa", Op::shift_right),
    with_register("....0001 1010 .... dddd iiiii 100 aaaa", Op::shift_right_signed),
    Kind{.picture = "....0011 1110 .... dddd ............",
         .op = Op::constant,
         .tidy = counter_dest,
         .finish = inverted},
    with_register("....0000 0011 aaaa dddd sssss 000 bbbb", Op::bit_xor, sets),
    Kind{.picture = "....0011 0000 .... dddd ............",
         .op = Op::constant,
         .tidy = counter_dest,
         .finish = two_parts},
};

// Numbers between functions, which are mostly small, read as these on condition.
constexpr std::array number_rows = {
    Kind{.picture = "....0000 0000 .... .... .... 0..1 ....", .finish = shifted_by_register},
    Kind{.picture = "....0000 0001 .... .... .... 0..1 ....",
         .flags = sets,
         .finish = shifted_by_register},
    with_register("....0000 0001 aaaa dddd sssss 000 bbbb", Op::bit_and, sets),
    Kind{.picture = "....0000 000. .... .... 00000 ..0 ....", .finish = otherwise},
    shifted("....0000 0000 aaaa dddd sssss 010 bbbb", Op::bit_and, Shift::right),
    shifted("....0000 0000 aaaa dddd sssss 100 bbbb", Op::bit_and, Shift::right_signed),
    shifted("....0000 0000 aaaa dddd sssss 110 bbbb", Op::bit_and, Shift::rotate),
    shifted("....0000 0001 aaaa dddd sssss 010 bbbb", Op::bit_and, Shift::right, sets),
    shifted("....0000 0001 aaaa dddd sssss 100 bbbb", Op::bit_and, Shift::right_signed, sets),
    shifted("....0000 0001 aaaa dddd sssss 110 bbbb", Op::bit_and, Shift::rotate, sets),
};

constexpr std::array several_rows = {
    Kind{.picture = "....1000 1011 1101 0.0.............",
         .op = Op::add,
         .dest = stack,
         .a = stack,
         .finish = popped},
    Kind{.picture = "....1000 1011 1101 1.0.............",
         .op = Op::add,
         .flow = Flow::give_back,
         .dest = stack,
         .a = stack,
         .finish = returned},
    Kind{.picture = "....1001 0010 1101 ................",
         .op = Op::store,
         .flags = before,
         .a = stack,
         .finish = pushed},
    Kind{.picture = "....100. .... .... ................", .finish = several},
};

constexpr std::array access_rows = {
    Kind{.picture = "....0101 1001 1111 dddd iiiiiiiiiiii",
         .op = Op::load,
         .size = 4,
         .page_mask = addresses,
         .tidy = counter_dest},
    Kind{.picture = "....0101 0001 1111 dddd iiiiiiiiiiii",
         .op = Op::load,
         .size = 4,
         .negative = true,
         .page_mask = addresses,
         .tidy = counter_dest},
    access("....0101 1000 aaaa dddd iiiiiiiiiiii", Op::store, 4),
    access("....0101 1001 aaaa dddd iiiiiiiiiiii", Op::load, 4),
    access("....0101 1100 aaaa dddd iiiiiiiiiiii", Op::store, 1),
    access("....0101 1101 aaaa dddd iiiiiiiiiiii", Op::load, 1),
    access("....0101 0000 aaaa dddd iiiiiiiiiiii", Op::store, 4, 0, true),
    access("....0101 0001 aaaa dddd iiiiiiiiiiii", Op::load, 4, 0, true),
    access("....0101 0100 aaaa dddd iiiiiiiiiiii", Op::store, 1, 0, true),
    access("....0101 0101 aaaa dddd iiiiiiiiiiii", Op::load, 1, 0, true),
    access("....0101 0010 aaaa dddd iiiiiiiiiiii", Op::store, 4, before, true),
    access("....0101 1010 aaaa dddd iiiiiiiiiiii", Op::store, 4, before),
    access("....0101 1011 aaaa dddd iiiiiiiiiiii", Op::load, 4, before),
    access("....0101 1110 aaaa dddd iiiiiiiiiiii", Op::store, 1, before),
    access("....0101 1111 aaaa dddd iiiiiiiiiiii", Op::load, 1, before),
    access("....0100 1000 aaaa dddd iiiiiiiiiiii", Op::store, 4, behind),
    access("....0100 1001 aaaa dddd iiiiiiiiiiii", Op::load, 4, behind),
    access("....0100 1100 aaaa dddd iiiiiiiiiiii", Op::store, 1, behind),
    access("....0100 1101 aaaa dddd iiiiiiiiiiii", Op::load, 1, behind),
    by_register("....0111 1000 aaaa dddd sssss 000 bbbb", Op::store, 4),
    by_register("....0111 1001 aaaa dddd sssss 000 bbbb", Op::load, 4),
    by_register("....0111 1100 aaaa dddd sssss 000 bbbb", Op::store, 1),
    by_register("....0111 1101 aaaa dddd sssss 000 bbbb", Op::load, 1),
    access("....0001 1100 aaaa dddd iiii 1011 jjjj", Op::store, 2),
    access("....0001 1101 aaaa dddd iiii 1011 jjjj", Op::load, 2),
    access("....0001 1101 aaaa dddd iiii 1101 jjjj", Op::load, 1, extends),
    access("....0001 1101 aaaa dddd iiii 1111 jjjj", Op::load, 2, extends),
};

constexpr std::array flow_rows = {
    Kind{.picture = "1110 1010 iiiiiiiiiiiiiiiiiiiiiiii",
         .op = Op::nop,
         .flow = Flow::jump,
         .is_signed = true,
         .scale = 2,
         .target_mask = addresses},
    Kind{.picture = "....1010 iiiiiiiiiiiiiiiiiiiiiiii",
         .op = Op::nop,
         .flow = Flow::branch,
         .flags = not_conditional,
         .is_signed = true,
         .scale = 2,
         .target_mask = addresses},
    Kind{.picture = "....1011 iiiiiiiiiiiiiiiiiiiiiiii",
         .op = Op::nop,
         .flow = Flow::call,
         .is_signed = true,
         .scale = 2,
         .kills = register_bit(link),
         .target_mask = addresses},
    Kind{.picture = "....0001 0010 ............ 0001 1110",
         .op = Op::nop,
         .flow = Flow::give_back,
         .a = link},
    Kind{.picture = "....0001 0010 ............ 0001 aaaa",
         .op = Op::nop,
         .flow = Flow::jump_register},
    Kind{.picture = "....0001 0010 ............ 0011 aaaa",
         .op = Op::nop,
         .flow = Flow::call_register,
         .kills = register_bit(link)},
};

constexpr rows::Uses uses{.page = true, .none = counter};
constexpr auto table = rows::table_of<uses, rows::FirstBits<20, 8>, 16384>(
    rows::joined(plain_immediate_rows, immediate_rows, data_rows, number_rows, access_rows,
                 several_rows, flow_rows),
    Kind{.picture = "................................", .finish = otherwise});

static_assert(std::ranges::all_of(table.rows,
                                  [](const rows::Row& row) {
                                    return row.kill_mask == 0 && row.immediate_bias == 0 &&
                                           row.rare == (row.finish != nullptr);
                                  }),
              "what is rare has a function, which does all there is to do");

// What a condition adds to an instruction.
constexpr auto conditionals = [] {
  std::array<rows::Tail, 16> all{};
  for (unsigned i = 0; i < 14; i++) {
    all[i][rows::condition_byte] = static_cast<std::uint8_t>(conditions[i]);
    all[i][rows::flags_byte] = Instruction::conditional;
  }
  all[15][rows::condition_byte] = rows::no_condition;
  return all;
}();

struct Words {
  static const rows::RowFor<uses>& row_of(std::uint32_t word) { return table(word); }
  static std::uint16_t fill(const rows::RowFor<uses>& row, std::uint32_t word,
                            std::uint64_t address, Instruction& out) {
    return rows::fill<uses>(row, word, address + 8, out, &conditionals[word >> 28U]);
  }
  static void finish(const rows::RowFor<uses>& row, std::uint32_t word, std::uint64_t address,
                     Instruction& out) {
    const bool other = rows::has_none<counter>(out, row.tidy) || word >= 0xf0000000U;
    (other ? otherwise : row.finish)(out, word, address);
  }
};

constexpr Register argument_registers[] = {0, 1, 2, 3};

template <bool big>
constexpr Decoder make(std::string_view name, Architecture architecture) {
  return {name,
          architecture,
          big ? ByteOrder::big : ByteOrder::little,
          4,
          4,
          no_register,
          stack,
          link,
          0,
          argument_registers,
          rows::decode_one<big, Words>,
          rows::decode_all<big, Words>};
}

}  // namespace

extern const Decoder arm = make<false>("arm", Architecture::arm);
extern const Decoder arm_big = make<true>("arm_big", Architecture::arm_big);

}  // namespace assay::code
