// Thumb where many are decoded: the commonest instructions as rows (rows.h), halfwords and words. A
// word's lower half is the first halfword, as it is in memory of little-endian programs.
#include <algorithm>
#include <array>
#include <string_view>

#include "code/rows.h"
#include "code/thumb.h"
#include "code/thumb_parts.h"

namespace assay::code {
namespace {

using namespace arm_parts;
using namespace thumb_parts;
using rows::Kind;

// All that has no row of its own, and what concerns the program counter.
void otherwise(Instruction& out, std::uint32_t word, std::uint64_t address) {
  decode(out, word & 0xffffU, word >> 16U, address);
}
void nothing_more(Instruction&, std::uint32_t, std::uint64_t) {}

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
  branch(out, std::rotl(word, 16), address);
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

static_assert(std::ranges::all_of(table.rows,
                                  [](const rows::Row& row) {
                                    return row.kill_mask == 0 &&
                                           row.rare == (row.finish != nullptr);
                                  }),
              "what is rare has a function, and no row has k");

// The halfwords of a block that begin words, if instructions began with them.
template <bool big>
std::uint64_t first_halves(const std::uint8_t* bytes) {
  std::array<std::uint8_t, 64> ones;
  for (std::size_t i = 0; i < ones.size(); i++)
    ones[i] = half_at<big>(bytes + 2 * i) >= first_word ? 1 : 0;
  return rows::packed(ones);
}

// Decodes what begins in 64 halfwords, as rows::decode_all does.
template <bool big>
struct Block {
  static constexpr std::size_t needs = 2 * 65;  // bytes: the last may be the first of a word

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

}  // namespace

template <bool big>
std::size_t thumb_parts::decode_all(Bytes bytes, std::uint64_t address,
                                    std::span<Instruction> out) {
  ThumbConditions conditions_of;
  std::size_t count = 0, at = 0;
  while (count < out.size() && bytes.size() - at >= Block<big>::needs) {
    Block<big> block(bytes.data() + at, address + at, out.data() + count);
    block.decode(out.size() - count, conditions_of);
    count += block.count;
    at += 2 * block.halves;
  }
  for (; count < out.size() && bytes.size() - at >= 2; count++) {
    // Not what is about to be written: the processor would wait for it.
    const bool word = half_at<big>(bytes.data() + at) >= first_word;
    if (word && bytes.size() - at < 4) break;
    decode_one<big>(bytes.subspan(at), address + at, out[count]);
    conditions_of.apply(out[count]);
    at += word ? 4 : 2;
  }
  return count;
}

template std::size_t thumb_parts::decode_all<false>(Bytes, std::uint64_t, std::span<Instruction>);
template std::size_t thumb_parts::decode_all<true>(Bytes, std::uint64_t, std::span<Instruction>);

}  // namespace assay::code
