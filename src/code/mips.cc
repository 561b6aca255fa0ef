// MIPS, releases 1 to 5, 32 and 64 bits, both byte orders. Words of 32 bits, opcode on top:
//
//   register   0  | rs 5 | rt 5 | rd 5 | shift 5 | function 6
//   immediate  opcode 6 | rs 5 | rt 5 | immediate 16
//   jump       opcode 6 | index 26, in words, within the 256 MiB of the delay slot
//
// Opcodes 0 (SPECIAL), 1 (REGIMM), 28 (SPECIAL2) and 31 (SPECIAL3) have tables of their own. A
// branch is taken behind the instruction that follows it, its delay slot. Registers 32 and 33 are
// HI and LO. Code of release 6, of MIPS16 and microMIPS is not read here; jalx and odd addresses
// lead there.
//
// Source: MIPS Architecture For Programmers, volumes I-A and II-A (MIPS32, MIPS64), release 5.03.
#include <array>

#include "code/bits.h"
#include "code/decoder.h"
#include "code/rows.h"

namespace assay::code {
namespace {

using rows::Kind;

constexpr Register hi = 32;
constexpr Register lo = 33;
constexpr Register link_register = 31;
constexpr std::uint32_t zero = rows::zero_dest | rows::zero_a | rows::zero_b;
constexpr std::uint64_t products = register_bit(hi) | register_bit(lo);

constexpr unsigned sign = Instruction::sign_extended;
constexpr unsigned slot = Instruction::delay_slot;
constexpr unsigned likely = Instruction::delay_slot | Instruction::annulled;

// A branch that a register's equality with itself decides is a jump, or goes on.
void tidy(Instruction& out) {
  if (out.flow != Flow::branch) {
    simplify(out, 0);
    return;
  }
  const bool same = out.a == (out.b == no_register ? 0 : out.b);
  const bool holds_if_same = out.condition == Condition::equal ||
                             out.condition == Condition::greater_equal ||
                             out.condition == Condition::less_equal;
  if (!same || !holds_if_same) return;
  out.flow = Flow::jump;
  out.condition = Condition::always;
  out.a = out.b = no_register;
}

// bgezal and its like.
void links(Instruction& out, std::uint32_t, std::uint64_t) {
  tidy(out);
  if (out.flow == Flow::branch) out.flags |= Instruction::conditional;
  out.flow = Flow::call;
  out.kills = register_bit(link_register);
}

// j, jal, jalx: within the 256 MiB of the delay slot.
void region(Instruction& out, std::uint32_t word, std::uint64_t address) {
  out.target = ((address + 4) & ~std::uint64_t{0x0fffffff}) | std::uint64_t{bits(word, 0, 26)}
                                                                  << 2U;
}
void region_of_32(Instruction& out, std::uint32_t word, std::uint64_t address) {
  region(out, word, address);
  out.target &= 0xffffffffU;
}

// jr of another register than ra, jalr that links another.
void jump_register(Instruction& out, std::uint32_t, std::uint64_t) {
  if (out.a != link_register) out.flow = Flow::jump_register;
}
void call_register(Instruction& out, std::uint32_t word, std::uint64_t) {
  const Register link = reg(word, 11);
  if (link == link_register) return;
  out.kills = register_bit(link);
  if (link == 0) out.flow = out.a == link_register ? Flow::give_back : Flow::jump_register;
}

void coprocessor(Instruction& out, std::uint32_t word, std::uint64_t address) {
  const unsigned kind = bits(word, 21, 5);
  const unsigned unit = bits(word, 26, 2);
  if (kind < 4 || (unit == 0 && kind == 11)) {  // mfc, dmfc, cfc, mfhc; di, ei
    out.kills = register_bit(reg(word, 16));
  } else if (kind == 8 && unit != 0) {  // bc1f, bc1t, their likely forms
    out.op = Op::nop;
    out.target = address + 4 + static_cast<std::uint64_t>(signed_bits(word, 0, 16) * 4);
    out.flow = Flow::branch;
    out.condition = Condition::other;
    out.flags = bit(word, 17) ? likely : slot;
  } else if (unit == 0 && kind == 16 && bits(word, 0, 6) == 24) {  // eret
    out.flow = Flow::give_back;
  } else if (unit == 0 && kind == 10) {  // rdpgpr
    out.kills = register_bit(reg(word, 11));
  }
}
void coprocessor_of_32(Instruction& out, std::uint32_t word, std::uint64_t address) {
  coprocessor(out, word, address);
  out.target &= 0xffffffffU;
}

void rotates(Instruction& out, std::uint32_t word, std::uint64_t) {
  if (bit(word, 21)) out.op = Op::rotate_right;
}
void rotates_by(Instruction& out, std::uint32_t word, std::uint64_t) {
  if (bit(word, 6)) out.op = Op::rotate_right;
}
// movz, movn: rs, or what there was.
void keeps(Instruction& out, std::uint32_t, std::uint64_t) { out.b = out.dest; }

// seb and seh extend; other shuffles of bytes and bits are not told.
void shuffles(Instruction& out, std::uint32_t word, std::uint64_t) {
  const unsigned kind = bits(word, 6, 5);
  if (bits(word, 0, 6) == 32 && (kind == 16 || kind == 24)) {
    out.op = Op::extend;
    out.size = kind == 16 ? 1 : 2;
    out.flags = sign;
    return;
  }
  if (bits(word, 0, 6) == 32 && kind == 2 && out.dest != 0) {  // wsbh
    out.op = Op::reverse_bytes;
    out.size = 4;
    out.a = reg(word, 16);
    out.immediate = 2;
    return;
  }
  out.kills = register_bit(out.dest);
  out.dest = out.a = no_register;
}

// ext, dext, dextm, dextu: the extra are 32 more bits, or a place 32 bits higher.
void extracts(Instruction& out, std::uint32_t word, std::uint64_t) {
  const unsigned function = bits(word, 0, 6);
  if (function == 2) out.shift_amount = static_cast<std::uint8_t>(out.shift_amount + 32);
  out.second = static_cast<Register>(bits(word, 11, 5) + 1 + (function == 1 ? 32 : 0));
}

// What special3 has more of writes rt or rd.
void either(Instruction& out, std::uint32_t word, std::uint64_t) {
  out.kills |= register_bit(reg(word, 11));
}

// Loads and stores of floating-point registers whose address is a sum; sums of products.
void indexed_float(Instruction& out, std::uint32_t word, std::uint64_t) {
  const unsigned function = bits(word, 0, 6);
  out.op = function < 32 ? Op::nop : Op::unknown;
  if (function != 8 && function != 9 && function != 13) return;
  out.op = Op::store;
  out.size = function == 8 ? 4 : 8;
  out.a = reg(word, 21);
  out.b = reg(word, 16);
}

template <bool wide>
constexpr std::uint64_t everywhere = wide ? ~std::uint64_t{0} : 0xffffffffU;

template <bool wide>
constexpr auto branches = [] {
  using enum Condition;
  constexpr std::uint64_t mask = everywhere<wide>;
  const auto two = [](std::string_view picture, Condition condition, unsigned flags) {
    return Kind{.picture = picture,
                .op = Op::nop,
                .flow = Flow::branch,
                .condition = condition,
                .flags = flags,
                .is_signed = true,
                .scale = 2,
                .target_mask = mask,
                .tidy = rows::zero_a};
  };
  const auto one = two;
  const auto linking = [&](std::string_view picture, Condition condition, unsigned flags) {
    Kind kind = one(picture, condition, flags);
    kind.tidy = 0;
    kind.finish = links;
    return kind;
  };
  constexpr rows::Finish to = wide ? region : region_of_32;
  constexpr std::uint64_t link = register_bit(link_register);
  return std::array{
      Kind{.picture = "000100 00000 00000 iiiiiiiiiiiiiiii",
           .op = Op::nop,
           .flow = Flow::jump,
           .flags = slot,
           .is_signed = true,
           .scale = 2,
           .target_mask = mask},
      two("000100 aaaaa bbbbb iiiiiiiiiiiiiiii", equal, slot),
      two("000101 aaaaa bbbbb iiiiiiiiiiiiiiii", not_equal, slot),
      one("000110 aaaaa ..... iiiiiiiiiiiiiiii", less_equal, slot),
      one("000111 aaaaa ..... iiiiiiiiiiiiiiii", greater, slot),
      two("010100 aaaaa bbbbb iiiiiiiiiiiiiiii", equal, likely),
      two("010101 aaaaa bbbbb iiiiiiiiiiiiiiii", not_equal, likely),
      one("010110 aaaaa ..... iiiiiiiiiiiiiiii", less_equal, likely),
      one("010111 aaaaa ..... iiiiiiiiiiiiiiii", greater, likely),
      one("000001 aaaaa 00000 iiiiiiiiiiiiiiii", less, slot),
      one("000001 aaaaa 00001 iiiiiiiiiiiiiiii", greater_equal, slot),
      one("000001 aaaaa 00010 iiiiiiiiiiiiiiii", less, likely),
      one("000001 aaaaa 00011 iiiiiiiiiiiiiiii", greater_equal, likely),
      linking("000001 aaaaa 10000 iiiiiiiiiiiiiiii", less, slot),
      linking("000001 aaaaa 10001 iiiiiiiiiiiiiiii", greater_equal, slot),
      linking("000001 aaaaa 10010 iiiiiiiiiiiiiiii", less, likely),
      linking("000001 aaaaa 10011 iiiiiiiiiiiiiiii", greater_equal, likely),
      Kind{.picture = "000010 ..........................",
           .op = Op::nop,
           .flow = Flow::jump,
           .flags = slot,
           .finish = to},
      Kind{.picture = "000011 ..........................",
           .op = Op::nop,
           .flow = Flow::call,
           .flags = slot,
           .kills = link,
           .finish = to},
      Kind{.picture = "011101 ..........................",
           .op = Op::nop,
           .flow = Flow::call,
           .flags = slot | Instruction::other_set,
           .kills = link,
           .finish = to},
      Kind{.picture = "000000 aaaaa ............... 001000",
           .op = Op::nop,
           .flow = Flow::give_back,
           .flags = slot,
           .finish = jump_register},
      Kind{.picture = "000000 aaaaa ............... 001001",
           .op = Op::nop,
           .flow = Flow::call_register,
           .flags = slot,
           .kills = link,
           .finish = call_register},
      Kind{.picture = "000000 .................... 001100", .op = Op::nop, .flow = Flow::system},
      Kind{.picture = "000000 .................... 001101", .op = Op::nop, .flow = Flow::stop},
      Kind{.picture = "011100 .................... 111111", .op = Op::nop, .flow = Flow::stop},
      Kind{.picture = "01000. ..........................",
           .finish = wide ? coprocessor : coprocessor_of_32},
      Kind{.picture = "010010 ..........................",
           .finish = wide ? coprocessor : coprocessor_of_32},
  };
}();

constexpr auto computations = [] {
  const auto imm = [](std::string_view picture, Op op, unsigned size, bool is_signed,
                      Condition condition = Condition::always) {
    return Kind{.picture = picture,
                .op = op,
                .size = static_cast<std::uint8_t>(size),
                .condition = condition,
                .is_signed = is_signed,
                .tidy = zero};
  };
  const auto reg = [&](std::string_view picture, Op op, unsigned size = 4,
                       rows::Finish finish = nullptr) {
    Kind kind = imm(picture, op, size, false);
    kind.finish = finish;
    return kind;
  };
  const auto or_move = [&](std::string_view picture, Op op, unsigned size) {
    Kind kind = imm(picture, op, size, false);
    kind.without = 'b';
    kind.op_without = Op::move;
    return kind;
  };
  using enum Op;
  return std::array{
      imm("00100. 00000 ddddd iiiiiiiiiiiiiiii", constant, 0, true),
      imm("00100. aaaaa ddddd iiiiiiiiiiiiiiii", add, 4, true),
      imm("001010 aaaaa ddddd iiiiiiiiiiiiiiii", set, 0, true, Condition::less),
      imm("001011 aaaaa ddddd iiiiiiiiiiiiiiii", set, 0, true, Condition::below),
      imm("001100 aaaaa ddddd iiiiiiiiiiiiiiii", bit_and, 0, false),
      imm("001101 aaaaa ddddd iiiiiiiiiiiiiiii", bit_or, 0, false),
      imm("001110 aaaaa ddddd iiiiiiiiiiiiiiii", bit_xor, 0, false),
      Kind{.picture = "001111 ..... ddddd iiiiiiiiiiiiiiii",
           .op = constant,
           .is_signed = true,
           .scale = 16,
           .tidy = zero},
      Kind{.picture = "000000 ..... aaaaa ddddd iiiii 000000",
           .op = shift_left,
           .size = 4,
           .tidy = zero,
           .without = '*'},
      reg("000000 ..... aaaaa ddddd iiiii 000010", shift_right, 4, rotates),
      reg("000000 ..... aaaaa ddddd iiiii 000011", shift_right_signed),
      reg("000000 bbbbb aaaaa ddddd ..... 000100", shift_left),
      reg("000000 bbbbb aaaaa ddddd ..... 000110", shift_right, 4, rotates_by),
      reg("000000 bbbbb aaaaa ddddd ..... 000111", shift_right_signed),
      reg("000000 aaaaa ..... ddddd ..... 00101.", select, 0, keeps),
      Kind{.picture = "000000 ..... ..... ddddd ..... 010000", .op = move, .a = hi, .tidy = zero},
      Kind{
          .picture = "000000 aaaaa ..... ..... ..... 010001", .op = move, .dest = hi, .tidy = zero},
      Kind{.picture = "000000 ..... ..... ddddd ..... 010010", .op = move, .a = lo, .tidy = zero},
      Kind{
          .picture = "000000 aaaaa ..... ..... ..... 010011", .op = move, .dest = lo, .tidy = zero},
      Kind{.picture = "000000 ..... ..... ..... ..... 0110..", .kills = products},
      or_move("000000 aaaaa bbbbb ddddd ..... 10000.", add, 4),
      reg("000000 aaaaa bbbbb ddddd ..... 10001.", subtract),
      reg("000000 aaaaa bbbbb ddddd ..... 100100", bit_and, 0),
      or_move("000000 aaaaa bbbbb ddddd ..... 100101", bit_or, 0),
      reg("000000 aaaaa bbbbb ddddd ..... 100110", bit_xor, 0),
      reg("000000 aaaaa bbbbb ddddd ..... 100111", bit_nor, 0),
      imm("000000 aaaaa bbbbb ddddd ..... 101010", set, 0, false, Condition::less),
      imm("000000 aaaaa bbbbb ddddd ..... 101011", set, 0, false, Condition::below),
      Kind{.picture = "000000 ..... ..... kkkkk ..... 000001"},          // movf, movt
      Kind{.picture = "000000 .................... 001111", .op = nop},  // sync
      Kind{.picture = "000000 .................... 11001.", .op = nop},  // traps
      Kind{.picture = "000000 .................... 110..0", .op = nop},
      Kind{.picture = "000000 .................... 110001", .op = nop},
      Kind{.picture = "000001 ..... 01110 ................", .op = nop},
      Kind{.picture = "000001 ..... 0110. ................", .op = nop},
      Kind{.picture = "000001 ..... 010.. ................", .op = nop},
      Kind{.picture = "000001 ..... 11111 ................", .op = nop},  // synci
      Kind{.picture = "011100 ..... ..... ..... ..... 000000", .kills = products},
      Kind{.picture = "011100 ..... ..... ..... ..... 000001", .kills = products},
      Kind{.picture = "011100 ..... ..... ..... ..... 00010.", .kills = products},
      Kind{.picture = "011100 aaaaa bbbbb ddddd ..... 000010",
           .op = multiply,
           .size = 4,
           .kills = products,
           .tidy = zero},
      Kind{.picture = "011100 ..... ..... kkkkk ..... ......"},
      Kind{.picture = "011111 aaaaa ddddd ..... sssss 000000",
           .op = extract,
           .size = 4,
           .finish = extracts},
      Kind{.picture = "011111 ..... kkkkk ..... ..... 000100"},  // ins
      Kind{.picture = "011111 ..... kkkkk ..... ..... 111011"},  // rdhwr
      Kind{.picture = "011111 ..... aaaaa ddddd ..... 100.00", .finish = shuffles},
  };
}();

constexpr auto accesses = [] {
  const auto access = [](std::string_view picture, Op op, unsigned size, unsigned flags = 0) {
    return Kind{.picture = picture,
                .op = op,
                .size = static_cast<std::uint8_t>(size),
                .flags = flags,
                .is_signed = true,
                .tidy = op == Op::load ? rows::zero_dest : 0};
  };
  using enum Op;
  return std::array{
      access("100000 aaaaa ddddd iiiiiiiiiiiiiiii", load, 1, sign),
      access("100001 aaaaa ddddd iiiiiiiiiiiiiiii", load, 2, sign),
      access("100011 aaaaa ddddd iiiiiiiiiiiiiiii", load, 4, sign),
      access("110000 aaaaa ddddd iiiiiiiiiiiiiiii", load, 4, sign),
      access("100100 aaaaa ddddd iiiiiiiiiiiiiiii", load, 1),
      access("100101 aaaaa ddddd iiiiiiiiiiiiiiii", load, 2),
      access("101000 aaaaa ddddd iiiiiiiiiiiiiiii", store, 1),
      access("101001 aaaaa ddddd iiiiiiiiiiiiiiii", store, 2),
      access("101011 aaaaa ddddd iiiiiiiiiiiiiiii", store, 4),
      access("101.10 aaaaa ..... iiiiiiiiiiiiiiii", store, 0),  // swl, swr
      access("111000 aaaaa kkkkk iiiiiiiiiiiiiiii", store, 4),  // sc
      access("111001 aaaaa ..... iiiiiiiiiiiiiiii", store, 4),  // swc1
      access("111010 aaaaa ..... iiiiiiiiiiiiiiii", store, 4),
      access("111101 aaaaa ..... iiiiiiiiiiiiiiii", store, 8),  // sdc1
      access("111110 aaaaa ..... iiiiiiiiiiiiiiii", store, 8),
      Kind{.picture = "100.10 ..... kkkkk ................"},           // lwl, lwr
      Kind{.picture = "101111 ..........................", .op = nop},  // cache
      Kind{.picture = "11.001 ..........................", .op = nop},  // lwc1
      Kind{.picture = "11.010 ..........................", .op = nop},
      Kind{.picture = "11.101 ..........................", .op = nop},
      Kind{.picture = "11.110 ..........................", .op = nop},
      Kind{.picture = "110011 ..........................", .op = nop},  // pref
      Kind{.picture = "010011 ..........................", .finish = indexed_float},
  };
}();

// Of 64 bits.
constexpr auto wide_kinds = [] {
  const auto access = [](std::string_view picture, Op op, unsigned size, unsigned flags = 0) {
    return Kind{.picture = picture,
                .op = op,
                .size = static_cast<std::uint8_t>(size),
                .flags = flags,
                .is_signed = true,
                .tidy = op == Op::load ? rows::zero_dest : 0};
  };
  const auto reg = [](std::string_view picture, Op op, rows::Finish finish = nullptr,
                      std::int64_t immediate = 0) {
    return Kind{.picture = picture,
                .op = op,
                .size = 8,
                .immediate = immediate,
                .tidy = zero,
                .finish = finish};
  };
  using enum Op;
  return std::array{
      Kind{.picture = "01100. aaaaa ddddd iiiiiiiiiiiiiiii",
           .op = add,
           .size = 8,
           .is_signed = true,
           .tidy = zero},
      reg("000000 bbbbb aaaaa ddddd ..... 010100", shift_left),
      reg("000000 bbbbb aaaaa ddddd ..... 010110", shift_right, rotates_by),
      reg("000000 bbbbb aaaaa ddddd ..... 010111", shift_right_signed),
      reg("000000 aaaaa bbbbb ddddd ..... 10110.", add),
      reg("000000 aaaaa bbbbb ddddd ..... 10111.", subtract),
      reg("000000 ..... aaaaa ddddd iiiii 111000", shift_left),
      reg("000000 ..... aaaaa ddddd iiiii 111010", shift_right, rotates),
      reg("000000 ..... aaaaa ddddd iiiii 111011", shift_right_signed),
      reg("000000 ..... aaaaa ddddd iiiii 111100", shift_left, nullptr, 32),
      reg("000000 ..... aaaaa ddddd iiiii 111110", shift_right, rotates, 32),
      reg("000000 ..... aaaaa ddddd iiiii 111111", shift_right_signed, nullptr, 32),
      Kind{.picture = "000000 ..... ..... ..... ..... 0111..", .kills = products},
      Kind{.picture = "011010 ..... kkkkk ................"},  // ldl, ldr
      Kind{.picture = "011011 ..... kkkkk ................"},
      access("100111 aaaaa ddddd iiiiiiiiiiiiiiii", load, 4),
      access("110.00 aaaaa ddddd iiiiiiiiiiiiiiii", load, 8, sign),  // lld; ll stands before
      access("110111 aaaaa ddddd iiiiiiiiiiiiiiii", load, 8, sign),
      access("10110. aaaaa ..... iiiiiiiiiiiiiiii", store, 0),  // sdl, sdr
      access("111100 aaaaa kkkkk iiiiiiiiiiiiiiii", store, 8),  // scd
      access("111111 aaaaa ddddd iiiiiiiiiiiiiiii", store, 8),
      Kind{.picture = "011111 aaaaa ddddd ..... sssss 000001",
           .op = extract,
           .size = 8,
           .finish = extracts},
      Kind{.picture = "011111 aaaaa ddddd ..... sssss 00001.",
           .op = extract,
           .size = 8,
           .finish = extracts},
      Kind{.picture = "011111 ..... kkkkk ..... ..... 0001.."},  // dins
  };
}();
constexpr std::array rest = {
    Kind{.picture = "011111 ..... kkkkk ..... ..... 1.....", .finish = either},
    Kind{.picture = "011111 ..... kkkkk ..... ..... .1....", .finish = either},
    Kind{.picture = "011111 ..... kkkkk ..... ..... ..1...", .finish = either},
};

constexpr rows::Uses uses{.without = true};
template <bool wide>
constexpr auto table = [] {
  constexpr Kind nothing{.picture = "................................"};
  if constexpr (wide)
    return rows::table_of<uses, rows::FirstBits<26, 6>, 4096>(
        rows::joined(branches<wide>, accesses, computations, wide_kinds, rest), nothing);
  else
    return rows::table_of<uses, rows::FirstBits<26, 6>, 4096>(
        rows::joined(branches<wide>, accesses, computations, rest), nothing);
}();

template <bool wide>
struct Words {
  static const rows::RowFor<uses>& row_of(std::uint32_t word) { return table<wide>(word); }
  static std::uint16_t fill(const rows::RowFor<uses>& row, std::uint32_t word,
                            std::uint64_t address, Instruction& out) {
    return rows::fill<uses>(row, word, address + 4, out);  // distances are from the slot
  }
  static void finish(const rows::RowFor<uses>& row, std::uint32_t word, std::uint64_t address,
                     Instruction& out) {
    const bool has_zero = rows::has_none<0>(out, row.tidy);
    rows::finish(row, word, address, out);
    out.kills &= ~std::uint64_t{1};
    if (has_zero) tidy(out);
  }
};

constexpr Register o32_arguments[] = {4, 5, 6, 7};
constexpr Register n64_arguments[] = {4, 5, 6, 7, 8, 9, 10, 11};

template <bool big, bool wide>
constexpr Decoder make(std::string_view name, Architecture architecture) {
  return {
      name,
      architecture,
      big ? ByteOrder::big : ByteOrder::little,
      wide ? std::uint8_t{8} : std::uint8_t{4},
      4,
      0,
      29,
      link_register,
      2,
      wide ? std::span<const Register>(n64_arguments) : std::span<const Register>(o32_arguments),
      rows::decode_one<big, Words<wide>>,
      rows::decode_all<big, Words<wide>>};
}

}  // namespace

extern const Decoder mips = make<true, false>("mips", Architecture::mips);
extern const Decoder mipsel = make<false, false>("mipsel", Architecture::mipsel);
extern const Decoder mips64 = make<true, true>("mips64", Architecture::mips64);
extern const Decoder mips64el = make<false, true>("mips64el", Architecture::mips64el);

}  // namespace assay::code
