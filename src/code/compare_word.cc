// Source: Power ISA 3.0, 3.3.4 (byte-reverse loads), 3.3.9 (subfe), 3.3.13 (popcnt), 6.9.1
// (vcmpequ), 7.6.3 (lxvd2x, xxlorc, xxlxor).
#include "code/compare_word.h"

#include "code/bits.h"

namespace assay::code {
namespace {

using Kind = CompareWord::Kind;

constexpr Register first_of_vmx = 32;  // vector registers are the upper half of the 64

Register base(std::uint32_t word) { return bits(word, 16, 5) == 0 ? no_register : reg(word, 16); }

std::optional<CompareWord> opcode_31(std::uint32_t word) {
  CompareWord out{Kind::load_reversed, reg(word, 21), base(word), reg(word, 11)};
  switch (bits(word, 1, 10)) {
    case 532:  // ldbrx
      out.size = 8;
      return out;
    case 534:  // lwbrx
      out.size = 4;
      return out;
    case 790:  // lhbrx
      out.size = 2;
      return out;
    case 506:  // popcntd
      return CompareWord{Kind::count_ones, reg(word, 16), reg(word, 21)};
    case 136:  // subfe; of a register from itself nothing is left but the borrow
      if (bits(word, 16, 5) != bits(word, 11, 5)) return std::nullopt;
      return CompareWord{Kind::borrow, reg(word, 21)};
    case 844:  // lxvd2x
      out.kind = Kind::load_vector;
      out.to = static_cast<Register>(bits(word, 21, 5) | bits(word, 0, 1) << 5U);
      out.size = 16;
      return out;
    default:
      return std::nullopt;
  }
}

CompareWord opcode_4(std::uint32_t word) {
  CompareWord out{Kind::other_vector, static_cast<Register>(first_of_vmx + reg(word, 21)),
                  static_cast<Register>(first_of_vmx + reg(word, 16)),
                  static_cast<Register>(first_of_vmx + reg(word, 11))};
  if (bits(word, 0, 10) == 6) {  // vcmpequb
    out.kind = Kind::equal_bytes;
    out.sets_field = bit(word, 10);
  } else if ((bits(word, 0, 11) == 780 || bits(word, 0, 11) == 844 || bits(word, 0, 11) == 908) &&
             bits(word, 16, 5) == 0) {  // vspltisb, vspltish, vspltisw of 0
    out.kind = Kind::zero_vector;
  } else if (bits(word, 0, 11) == 1220 && out.a == out.b) {  // vxor
    out.kind = Kind::zero_vector;
  }
  return out;
}

CompareWord opcode_60(std::uint32_t word) {
  CompareWord out{Kind::other_vector, static_cast<Register>(reg(word, 21) | bits(word, 0, 1) << 5U),
                  static_cast<Register>(reg(word, 16) | bits(word, 2, 1) << 5U),
                  static_cast<Register>(reg(word, 11) | bits(word, 1, 1) << 5U)};
  if (bits(word, 3, 8) == 170) out.kind = Kind::or_not;                         // xxlorc
  if (bits(word, 3, 8) == 154 && out.a == out.b) out.kind = Kind::zero_vector;  // xxlxor
  return out;
}

}  // namespace

std::optional<CompareWord> compare_word_of(std::uint32_t word) {
  switch (bits(word, 26, 6)) {
    case 4:
      return opcode_4(word);
    case 31:
      return opcode_31(word);
    case 60:
      return opcode_60(word);
    default:
      return std::nullopt;
  }
}

std::optional<CompareWord> compare_word_at(const Program& program, std::uint64_t address) {
  const Word at = program.word(address, 4);
  if (at.kind != Word::Kind::number) return std::nullopt;
  return compare_word_of(static_cast<std::uint32_t>(at.value));
}

}  // namespace assay::code
