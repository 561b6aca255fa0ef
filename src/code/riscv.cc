// RISC-V, 32 and 64 bits, with multiplication, atomics, floating point and compressed instructions.
// The two lowest bits of the first halfword tell the length: 11 is a word, all else is compressed.
//
//   R  funct7 7 | rs2 5 | rs1 5 | funct3 3 | rd 5 | opcode 7
//   I  immediate 12     | rs1 5 | funct3 3 | rd 5 | opcode 7
//   S  imm[11:5] | rs2  | rs1 5 | funct3 3 | imm[4:0] | opcode 7
//   B  as S, imm[12|10:5], imm[4:1|11];  U  imm[31:12] | rd | opcode;  J  imm[20|10:1|11|19:12]
//
// Registers 8 to 15 have three bits in most compressed forms. An immediate of a branch or load is
// spread over the halfword; each form below gathers its own.
//
// Source: The RISC-V Instruction Set Manual, volume I, version 20191213, chapters 2 to 5, 8, 11, 16
// and 24; the hint that x5 is a second link register is of chapter 2.5.
#include "code/bits.h"
#include "code/decoder.h"

namespace assay::code {
namespace {

constexpr Register stack = 2;
constexpr Condition branch_conditions[8] = {
    Condition::equal, Condition::not_equal,     Condition::other, Condition::other,
    Condition::less,  Condition::greater_equal, Condition::below, Condition::above_equal};

struct Operation {
  Op op = Op::unknown;
  bool has_size = true;
};

// By funct3; with bit 30 set, `set` and those of the second row.
constexpr Operation plain[8] = {{Op::add},           {Op::shift_left},     {Op::set, false},
                                {Op::set, false},    {Op::bit_xor, false}, {Op::shift_right},
                                {Op::bit_or, false}, {Op::bit_and, false}};
constexpr Operation negated[8] = {{Op::subtract},
                                  {},
                                  {},
                                  {},
                                  {Op::xor_not, false},
                                  {Op::shift_right_signed},
                                  {Op::or_not, false},
                                  {Op::and_not, false}};

void computes(Instruction& out, Op op, unsigned size, Register d, Register a, Register b,
              std::int64_t immediate) {
  out.op = op;
  out.size = static_cast<std::uint8_t>(size);
  out.dest = d;
  out.a = a;
  out.b = b;
  out.immediate = immediate;
  simplify(out, 0);
}

void forget(Instruction& out, Register d) {
  out.op = Op::unknown;
  out.kills = register_bit(d) & ~std::uint64_t{1};
}

void accesses(Instruction& out, Op op, unsigned size, bool is_signed, Register value, Register base,
              std::int64_t offset) {
  out.op = op;
  out.size = static_cast<std::uint8_t>(size);
  if (is_signed) out.flags = Instruction::sign_extended;
  out.dest = value;
  out.a = base;
  out.immediate = offset;
  if (op == Op::load) simplify(out, 0);
}

void jumps(Instruction& out, Register link, std::uint64_t target) {
  out.op = Op::nop;
  out.target = target;
  out.flow = link == 0 ? Flow::jump : Flow::call;
  out.kills = register_bit(link) & ~std::uint64_t{1};
}

void jumps_to(Instruction& out, Register link, Register base, std::int64_t offset) {
  out.op = Op::nop;
  out.a = base;
  out.immediate = offset;
  out.kills = register_bit(link) & ~std::uint64_t{1};
  out.flow = link == 0 ? Flow::jump_register : Flow::call_register;
  if (link == 0 && (base == 1 || base == 5) && offset == 0) out.flow = Flow::give_back;
}

void branches(Instruction& out, Condition condition, Register a, Register b, std::uint64_t target) {
  out.op = Op::nop;
  out.flow = Flow::branch;
  out.condition = condition;
  out.a = a;
  out.b = b;
  out.target = target;
}

template <bool wide>
constexpr std::uint64_t plus(std::uint64_t address, std::int64_t offset) {
  const std::uint64_t sum = address + static_cast<std::uint64_t>(offset);
  return wide ? sum : sum & 0xffffffffU;
}

// Opcodes OP and OP-32: rd = rs1 op rs2.
template <bool wide>
void register_operation(Instruction& out, std::uint32_t word, unsigned size) {
  const unsigned funct7 = bits(word, 25, 7);
  const unsigned funct3 = bits(word, 12, 3);
  Operation operation;
  if (funct7 == 0) operation = plain[funct3];
  if (funct7 == 32) operation = negated[funct3];
  if (funct7 == 1 && funct3 == 0) operation = {Op::multiply};
  const bool narrow = wide && size == 4;
  if (operation.op == Op::unknown || (narrow && !operation.has_size)) {
    forget(out, reg(word, 7));
    return;
  }
  if (operation.op == Op::set) out.condition = funct3 == 3 ? Condition::below : Condition::less;
  computes(out, operation.op, operation.has_size ? size : 0, reg(word, 7), reg(word, 15),
           reg(word, 20), 0);
}

// Opcodes OP-IMM and OP-IMM-32: rd = rs1 op immediate.
template <bool wide>
void immediate_operation(Instruction& out, std::uint32_t word, unsigned size) {
  const unsigned funct3 = bits(word, 12, 3);
  const bool narrow = wide && size == 4;
  Operation operation = plain[funct3];
  std::int64_t immediate = signed_bits(word, 20, 12);
  if (funct3 == 1 || funct3 == 5) {
    const bool six = size == 8;
    const unsigned high = six ? bits(word, 26, 6) : bits(word, 25, 7) >> 1U;
    immediate = bits(word, 20, six ? 6 : 5);
    const bool defined = six || !bit(word, 25);
    if (high == 16 && funct3 == 5 && defined)
      operation = {Op::shift_right_signed};
    else if (high == 24 && funct3 == 5 && defined)
      operation = {Op::rotate_right};
    else if (high != 0 || !defined)
      operation = {};
  }
  if (operation.op == Op::unknown || (narrow && !operation.has_size)) {
    forget(out, reg(word, 7));
    return;
  }
  if (operation.op == Op::set) out.condition = funct3 == 3 ? Condition::below : Condition::less;
  computes(out, operation.op, operation.has_size ? size : 0, reg(word, 7), reg(word, 15),
           no_register, immediate);
}

void system_operation(Instruction& out, std::uint32_t word) {
  forget(out, reg(word, 7));
  if (bits(word, 12, 3) != 0) return;  // csr reads
  out.op = Op::nop;
  switch (bits(word, 20, 12)) {
    case 0:
      out.flow = Flow::system;
      break;  // ecall
    case 1:
      out.flow = Flow::stop;
      break;  // ebreak
    case 0x102:
    case 0x302:
      out.flow = Flow::give_back;
      break;  // sret, mret
    default:
      break;
  }
}

// Loads of floating-point and vector registers are nothing; stores change memory.
void float_access(Instruction& out, std::uint32_t word, bool store) {
  const unsigned width = bits(word, 12, 3);
  out.op = Op::nop;
  if (!store) return;
  const bool scalar = width >= 1 && width <= 4;
  const std::int64_t offset = sign_extend(bits(word, 25, 7) << 5U | bits(word, 7, 5), 12);
  accesses(out, Op::store, scalar ? 1U << width : 0, false, no_register, reg(word, 15),
           scalar ? offset : 0);
}

void float_operation(Instruction& out, std::uint32_t word) {
  const unsigned funct5 = bits(word, 27, 5);
  // Comparisons, conversions to integers, moves to integer registers, classes.
  if (funct5 == 20 || funct5 == 24 || funct5 == 28) forget(out, reg(word, 7));
}

void atomic(Instruction& out, std::uint32_t word) {
  const unsigned funct5 = bits(word, 27, 5);
  const unsigned size = 1U << bits(word, 12, 3);
  if (funct5 == 2) {  // lr
    accesses(out, Op::load, size, true, reg(word, 7), reg(word, 15), 0);
    return;
  }
  accesses(out, Op::store, size, false, no_register, reg(word, 15), 0);
  out.kills = register_bit(reg(word, 7)) & ~std::uint64_t{1};
}

constexpr std::int64_t jump_offset(std::uint32_t w) {
  return sign_extend(
      bits(w, 31, 1) << 20U | bits(w, 12, 8) << 12U | bits(w, 20, 1) << 11U | bits(w, 21, 10) << 1U,
      21);
}
constexpr std::int64_t branch_offset(std::uint32_t w) {
  return sign_extend(
      bits(w, 31, 1) << 12U | bits(w, 7, 1) << 11U | bits(w, 25, 6) << 5U | bits(w, 8, 4) << 1U,
      13);
}

template <bool wide>
void decode_word(std::uint32_t word, std::uint64_t address, Instruction& out) {
  constexpr unsigned size = wide ? 8 : 4;
  const Register rd = reg(word, 7);
  const Register rs1 = reg(word, 15);
  const unsigned funct3 = bits(word, 12, 3);
  const auto upper = static_cast<std::int64_t>(static_cast<std::int32_t>(word & 0xfffff000U));
  switch (bits(word, 2, 5)) {
    case 0x00:
      if (funct3 == 7 || (!wide && (funct3 == 3 || funct3 == 6))) return;
      accesses(out, Op::load, 1U << (funct3 & 3U), funct3 < 4, rd, rs1, signed_bits(word, 20, 12));
      return;
    case 0x01:
      float_access(out, word, false);
      return;
    case 0x03:
      out.op = Op::nop;
      return;  // fence
    case 0x04:
      immediate_operation<wide>(out, word, size);
      return;
    case 0x05: {
      const std::uint64_t value = plus<wide>(address, upper);
      computes(out, Op::constant, 0, rd, no_register, no_register,
               static_cast<std::int64_t>(value));
      return;
    }
    case 0x06:
      immediate_operation<wide>(out, word, 4);
      return;
    case 0x08:
      if (funct3 > (wide ? 3 : 2)) return;
      accesses(out, Op::store, 1U << funct3, false, reg(word, 20), rs1,
               sign_extend(bits(word, 25, 7) << 5U | bits(word, 7, 5), 12));
      return;
    case 0x09:
      float_access(out, word, true);
      return;
    case 0x0b:
      atomic(out, word);
      return;
    case 0x0c:
      register_operation<wide>(out, word, size);
      return;
    case 0x0d:
      computes(out, Op::constant, 0, rd, no_register, no_register, upper);
      return;
    case 0x0e:
      register_operation<wide>(out, word, 4);
      return;
    case 0x10:
    case 0x11:
    case 0x12:
    case 0x13:
      return;
    case 0x14:
      float_operation(out, word);
      return;
    case 0x18:
      branches(out, branch_conditions[funct3], rs1, reg(word, 20),
               plus<wide>(address, branch_offset(word)));
      return;
    case 0x19:
      jumps_to(out, rd, rs1, signed_bits(word, 20, 12));
      return;
    case 0x1b:
      jumps(out, rd, plus<wide>(address, jump_offset(word)));
      return;
    case 0x1c:
      system_operation(out, word);
      return;
    default:
      forget(out, rd);
      return;  // vectors and custom codes
  }
}

constexpr Register low(std::uint32_t h, unsigned at) {
  return static_cast<Register>(8 + bits(h, at, 3));
}

template <bool wide>
void quadrant_0(std::uint32_t h, Instruction& out) {
  const std::int64_t words = bits(h, 10, 3) << 3U | bits(h, 6, 1) << 2U | bits(h, 5, 1) << 6U;
  const std::int64_t doubles = bits(h, 10, 3) << 3U | bits(h, 5, 2) << 6U;
  const Register base = low(h, 7);
  const Register value = low(h, 2);
  switch (bits(h, 13, 3)) {
    case 0: {
      const std::int64_t offset =
          bits(h, 7, 4) << 6U | bits(h, 11, 2) << 4U | bits(h, 5, 1) << 3U | bits(h, 6, 1) << 2U;
      if (offset == 0) {
        if (h == 0) out.flow = Flow::stop;
        return;
      }
      computes(out, Op::add, wide ? 8 : 4, value, stack, no_register, offset);
      return;
    }
    case 1:
      out.op = Op::nop;
      return;  // c.fld
    case 2:
      accesses(out, Op::load, 4, true, value, base, words);
      return;
    case 3:
      if (wide)
        accesses(out, Op::load, 8, true, value, base, doubles);
      else
        out.op = Op::nop;  // c.flw
      return;
    case 5:
      accesses(out, Op::store, 8, false, no_register, base, doubles);
      return;
    case 6:
      accesses(out, Op::store, 4, false, value, base, words);
      return;
    case 7:
      if (wide)
        accesses(out, Op::store, 8, false, value, base, doubles);
      else
        accesses(out, Op::store, 4, false, no_register, base, words);
      return;
    default:
      return;
  }
}

// c.srli, c.srai, c.andi, c.sub, c.xor, c.or, c.and, c.subw, c.addw
template <bool wide>
void compressed_arithmetic(std::uint32_t h, Instruction& out) {
  const Register d = low(h, 7);
  const std::uint32_t unsigned_immediate = bits(h, 12, 1) << 5U | bits(h, 2, 5);
  constexpr unsigned size = wide ? 8 : 4;
  switch (bits(h, 10, 2)) {
    case 0:
      computes(out, Op::shift_right, size, d, d, no_register, unsigned_immediate);
      return;
    case 1:
      computes(out, Op::shift_right_signed, size, d, d, no_register, unsigned_immediate);
      return;
    case 2:
      computes(out, Op::bit_and, 0, d, d, no_register, sign_extend(unsigned_immediate, 6));
      return;
    default:
      break;
  }
  constexpr Op ops[8] = {Op::subtract, Op::bit_xor, Op::bit_or,  Op::bit_and,
                         Op::subtract, Op::add,     Op::unknown, Op::unknown};
  const unsigned kind = bits(h, 12, 1) << 2U | bits(h, 5, 2);
  if (ops[kind] == Op::unknown || (!wide && kind > 3)) {
    forget(out, d);
    return;
  }
  const unsigned width = kind > 3 ? 4 : size;
  computes(out, ops[kind], kind == 0 || kind > 3 ? width : 0, d, d, low(h, 2), 0);
}

template <bool wide>
void quadrant_1(std::uint32_t h, std::uint64_t address, Instruction& out) {
  const std::int64_t immediate = sign_extend(bits(h, 12, 1) << 5U | bits(h, 2, 5), 6);
  const Register d = reg(h, 7);
  const std::int64_t far = sign_extend(
      bits(h, 12, 1) << 11U | bits(h, 8, 1) << 10U | bits(h, 9, 2) << 8U | bits(h, 6, 1) << 7U |
          bits(h, 7, 1) << 6U | bits(h, 2, 1) << 5U | bits(h, 11, 1) << 4U | bits(h, 3, 3) << 1U,
      12);
  const std::int64_t near =
      sign_extend(bits(h, 12, 1) << 8U | bits(h, 5, 2) << 6U | bits(h, 2, 1) << 5U |
                      bits(h, 10, 2) << 3U | bits(h, 3, 2) << 1U,
                  9);
  constexpr unsigned size = wide ? 8 : 4;
  switch (bits(h, 13, 3)) {
    case 0:
      computes(out, Op::add, size, d, d, no_register, immediate);
      return;
    case 1:
      if (wide)
        computes(out, Op::add, 4, d, d, no_register, immediate);
      else
        jumps(out, 1, plus<wide>(address, far));
      return;
    case 2:
      computes(out, Op::constant, 0, d, no_register, no_register, immediate);
      return;
    case 3:
      if (d == stack) {
        const std::int64_t sixteens =
            sign_extend(bits(h, 12, 1) << 9U | bits(h, 3, 2) << 7U | bits(h, 5, 1) << 6U |
                            bits(h, 2, 1) << 5U | bits(h, 6, 1) << 4U,
                        10);
        computes(out, Op::add, size, d, d, no_register, sixteens);
        return;
      }
      computes(out, Op::constant, 0, d, no_register, no_register, immediate * 4096);
      return;
    case 4:
      compressed_arithmetic<wide>(h, out);
      return;
    case 5:
      jumps(out, 0, plus<wide>(address, far));
      return;
    case 6:
      branches(out, Condition::equal, low(h, 7), 0, plus<wide>(address, near));
      return;
    default:
      branches(out, Condition::not_equal, low(h, 7), 0, plus<wide>(address, near));
      return;
  }
}

template <bool wide>
void quadrant_2(std::uint32_t h, Instruction& out) {
  const Register d = reg(h, 7);
  const Register s = reg(h, 2);
  const std::int64_t words = bits(h, 12, 1) << 5U | bits(h, 4, 3) << 2U | bits(h, 2, 2) << 6U;
  const std::int64_t doubles = bits(h, 12, 1) << 5U | bits(h, 5, 2) << 3U | bits(h, 2, 3) << 6U;
  const std::int64_t store_words = bits(h, 9, 4) << 2U | bits(h, 7, 2) << 6U;
  const std::int64_t store_doubles = bits(h, 10, 3) << 3U | bits(h, 7, 3) << 6U;
  constexpr unsigned size = wide ? 8 : 4;
  switch (bits(h, 13, 3)) {
    case 0:
      computes(out, Op::shift_left, size, d, d, no_register, bits(h, 12, 1) << 5U | bits(h, 2, 5));
      return;
    case 1:
      out.op = Op::nop;
      return;  // c.fldsp
    case 2:
      accesses(out, Op::load, 4, true, d, stack, words);
      return;
    case 3:
      if (wide)
        accesses(out, Op::load, 8, true, d, stack, doubles);
      else
        out.op = Op::nop;
      return;
    case 4:
      if (s != 0 && bit(h, 12))
        computes(out, Op::add, size, d, d, s, 0);
      else if (s != 0)
        computes(out, Op::move, 0, d, s, no_register, 0);
      else if (d != 0)
        jumps_to(out, bit(h, 12) ? 1 : 0, d, 0);
      else if (bit(h, 12))
        out.op = Op::nop, out.flow = Flow::stop;  // c.ebreak
      return;
    case 5:
      accesses(out, Op::store, 8, false, no_register, stack, store_doubles);
      return;
    case 6:
      accesses(out, Op::store, 4, false, s, stack, store_words);
      return;
    default:
      if (wide)
        accesses(out, Op::store, 8, false, s, stack, store_doubles);
      else
        accesses(out, Op::store, 4, false, no_register, stack, store_words);
  }
}

template <bool wide>
void decode(Bytes bytes, std::uint64_t address, Instruction& out) {
  out = Instruction{};
  if (bytes.size() < 2) return;
  const std::uint32_t half = bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8U;
  if ((half & 3U) != 3) {
    out.length = 2;
    if ((half & 3U) == 0)
      quadrant_0<wide>(half, out);
    else if ((half & 3U) == 1)
      quadrant_1<wide>(half, address, out);
    else
      quadrant_2<wide>(half, out);
    return;
  }
  if (bytes.size() < 4) return;
  const std::uint32_t file = read_word<false>(bytes.data());
  out.length = 4;
  if ((half & 0x1fU) == 0x1f) return;  // longer ones: none are defined
  decode_word<wide>(file, address, out);
}

constexpr Register argument_registers[] = {10, 11, 12, 13, 14, 15, 16, 17};

template <bool wide>
constexpr Decoder make(std::string_view name, Architecture architecture) {
  return {name,
          architecture,
          ByteOrder::little,
          wide ? std::uint8_t{8} : std::uint8_t{4},
          2,
          0,
          stack,
          1,
          10,
          argument_registers,
          decode<wide>,
          decode_in_turn<decode<wide>>};
}

}  // namespace

extern const Decoder riscv32 = make<false>("riscv32", Architecture::riscv32);
extern const Decoder riscv64 = make<true>("riscv64", Architecture::riscv64);

}  // namespace assay::code
