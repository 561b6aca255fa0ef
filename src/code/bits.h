// Fields of an instruction word, and what all decoders do alike with them.
#pragma once

#include <bit>
#include <cstring>

#include "code/instruction.h"

namespace assay::code {

// The word of 32 bits at `bytes`, of which there are four at least. One instruction of the
// processor: decoders do it once for each of theirs.
template <bool big>
inline std::uint32_t read_word(const std::uint8_t* bytes) {
  std::uint32_t word;
  std::memcpy(&word, bytes, 4);
  return big == (std::endian::native == std::endian::big) ? word : __builtin_bswap32(word);
}

// `count` bits of `word` from bit `low` on.
constexpr std::uint32_t bits(std::uint32_t word, unsigned low, unsigned count) {
  return word >> low & ((1U << count) - 1U);
}
constexpr bool bit(std::uint32_t word, unsigned at) { return (word >> at & 1U) != 0; }

// The low `count` bits of `value`, of which the highest is the sign.
constexpr std::int64_t sign_extend(std::uint64_t value, unsigned count) {
  const std::uint64_t sign = std::uint64_t{1} << (count - 1);
  const std::uint64_t low = value & ((sign << 1U) - 1);
  return static_cast<std::int64_t>((low ^ sign) - sign);
}
constexpr std::int64_t signed_bits(std::uint32_t word, unsigned low, unsigned count) {
  return sign_extend(bits(word, low, count), count);
}

constexpr Register reg(std::uint32_t word, unsigned low) {
  return static_cast<Register>(bits(word, low, 5));
}

// What an operation comes to once the register that is always zero is taken into account: writing
// to it is nothing, adding it is a move, computing from it alone is a constant.
inline void simplify(Instruction& in, Register zero) {
  if (in.op <= Op::move || in.op >= Op::compare) {
    if (in.op == Op::load && in.dest == zero) in.dest = no_register;
    if (in.op == Op::move && in.dest == zero) in.op = Op::nop;
    if (in.op == Op::move && in.a == zero) {
      in.op = Op::constant;
      in.a = no_register;
    }
    if (in.op == Op::constant) in.size = 0;
    if (in.op == Op::constant && in.dest == zero) in.op = Op::nop;
    if (in.op == Op::nop && in.flow == Flow::next) {
      in.dest = in.a = in.b = no_register;
      in.size = 0;
      in.immediate = 0;
    }
    return;
  }
  if (in.dest == zero) {
    const std::uint8_t length = in.length;
    in = Instruction{};
    in.op = Op::nop;
    in.length = length;
    return;
  }
  if (in.op != Op::add && in.op != Op::bit_or) return;
  if (in.b == no_register && in.a == zero) {
    in.op = Op::constant;
    in.a = no_register;
  } else if (in.b == zero && in.shift_amount == 0) {
    in.op = Op::move;
    in.b = no_register;
  } else if (in.a == zero && in.shift_amount == 0 && in.b != no_register) {
    in.op = Op::move;
    in.a = in.b;
    in.b = no_register;
  }
  if (in.op == Op::move && in.a == zero) {
    in.op = Op::constant;
    in.a = no_register;
  }
  if (in.op == Op::constant) in.size = 0;
}

}  // namespace assay::code
