// Instructions that decoders leave unknown as no analysis of values needs them, but loops that
// decode bytes are full of them: fields of bits and conditional selections of AArch64, addresses
// less a register of Arm, rotations under a mask of PowerPC, parts of words of MIPS. Those are told
// from their words.
//
// Source: Arm Architecture Reference Manuals DDI 0487, C4.1, and DDI 0406, A5.3; MIPS64
// Architecture for Programmers, volume II-A.
#include "code/arm_parts.h"
#include "code/arm_sets.h"
#include "code/bits.h"
#include "code/interpreter.h"
#include "code/rotation.h"
#include "code/word_part.h"

namespace assay::code {
namespace {

using Kind = Value::Kind;

std::uint64_t ones(unsigned count) {
  return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

}  // namespace

std::optional<std::uint64_t> Interpreter::read_number(Register r) const {
  if (r == decoder_->zero) return 0;
  return state_[r].is(Kind::number) ? std::optional(state_[r].number) : std::nullopt;
}

// sbfm, bfm, ubfm: a field of one register, at another place of the other.
bool Interpreter::move_field(std::uint32_t word) {
  constexpr Register none = 31;
  const unsigned width = bit(word, 31) ? 64 : 32;
  const unsigned from = bits(word, 16, 6);
  const unsigned last = bits(word, 10, 6);
  const unsigned kind = bits(word, 29, 2);
  const Register to = reg(word, 0);
  const auto value =
      reg(word, 5) == none ? std::optional<std::uint64_t>(0) : read_number(reg(word, 5));
  if (!value || from >= width || last >= width || kind == 3 || to == none) return false;
  const bool extracts = last >= from;
  const unsigned size = extracts ? last - from + 1 : last + 1;
  const unsigned at = extracts ? 0 : width - from;
  const std::uint64_t field = (extracts ? *value >> from : *value) & ones(size);
  std::uint64_t result = field << at;
  if (kind == 0) result = static_cast<std::uint64_t>(sign_extend(field, size)) << at;
  if (kind == 1) {
    const auto old = read_number(to);
    if (!old) return false;
    result |= *old & ~(ones(size) << at);
  }
  state_.set(to, Value::of(result & ones(width)));
  return true;
}

// csel, csinc, csinv, csneg
bool Interpreter::select_changed(std::uint32_t word) {
  constexpr Register none = 31;
  const auto does = holds(arm_parts::conditions[bits(word, 12, 4)], flags_);
  const Register chosen = reg(word, does && *does ? 5 : 16);
  const auto value = chosen == none ? std::optional<std::uint64_t>(0) : read_number(chosen);
  const Register to = reg(word, 0);
  if (!does || !value || bit(word, 29) || bit(word, 11) || to == none) return false;
  std::uint64_t result = *value;
  if (!*does && bit(word, 30)) result = ~result;
  if (!*does && bit(word, 10)) result++;
  state_.set(to, Value::of(result & ones(bit(word, 31) ? 64 : 32)));
  return true;
}

// ldrsb and ldrsh into 32 bits, at a register and a number or a register.
bool Interpreter::load_signed(std::uint32_t word) {
  constexpr Register none = 31;
  const unsigned log2 = bits(word, 30, 2);
  const Register base = reg(word, 5) == none ? decoder_->stack : reg(word, 5);
  const auto start = read_number(base);
  std::uint64_t distance = 0;
  if (bits(word, 24, 2) == 1) {
    distance = std::uint64_t{bits(word, 10, 12)} << log2;
  } else if (bit(word, 21) && bits(word, 10, 2) == 2) {
    const unsigned option = bits(word, 13, 3);
    const auto index =
        reg(word, 16) == none ? std::optional<std::uint64_t>(0) : read_number(reg(word, 16));
    if (!index || (option & 2U) == 0) return false;
    distance = option == 2   ? zero_extended(*index, 4)
               : option == 6 ? sign_extended(*index, 4)
                             : *index;
    if (bit(word, 12)) distance <<= log2;
  } else {
    return false;
  }
  const Register to = reg(word, 0);
  if (!start || log2 > 1 || to == none) return false;
  const std::uint64_t place = *start + distance;
  Value value = memory_->load(place, 1U << log2);
  note_read(place, 1U << log2, value);
  if (value.is(Kind::number))
    value.number = zero_extended(sign_extended(value.number, 1U << log2), 4);
  state_.set(to, value);
  return true;
}

// ldr, ldrb, str, strb of A32 at one register less another one.
bool Interpreter::access_below(std::uint32_t word) {
  const bool plain = bits(word, 25, 3) == 3 && bit(word, 24) && !bit(word, 23) && !bit(word, 21);
  if (!plain || bits(word, 4, 8) != 0) return false;
  const auto base = read_number(arm_parts::four(word, 16));
  const auto distance = read_number(arm_parts::four(word, 0));
  const Register value = arm_parts::four(word, 12);
  if (!base || !distance || value == arm_parts::counter ||
      arm_parts::four(word, 16) == arm_parts::counter)
    return false;
  const unsigned size = bit(word, 22) ? 1 : 4;
  const std::uint64_t place = zero_extended(*base - *distance, 4);
  if (bit(word, 20)) {
    const Value there = memory_->load(place, size);
    note_read(place, size, there);
    state_.set(value, there);
    return true;
  }
  if (program_.constant(place)) return false;
  memory_->store(place, size, state_[value]);
  return true;
}

bool Interpreter::rotate_under_mask(std::uint32_t word) {
  const auto rotation = rotation_of(word, decoder_->word_size);
  if (!rotation) return false;
  const auto value = read_number(rotation->from);
  const auto old = rotation->inserts ? read_number(rotation->to) : std::optional<std::uint64_t>(0);
  if (!value || !old) return false;
  const std::uint64_t result = zero_extended(rotation->result(*value, *old), decoder_->word_size);
  state_.set(rotation->to, Value::of(result));
  if (rotation->compares) fields_[0] = {Op::compare, decoder_->word_size, result, 0};
  return true;
}

// lwl, lwr, ldl, ldr, swl, swr, sdl, sdr of MIPS: a part of a word that lies across a boundary. Of
// loads, which are made in pairs, each reads all of it where the other stands beside it, or where
// it does not lie across one.
bool Interpreter::move_part(std::uint64_t address, std::uint32_t word) {
  const auto part = word_part_of(word, *decoder_);
  if (!part) return false;
  const auto base = read_number(part->base);
  if (!base) return false;
  const auto place = [&](std::int64_t distance) {
    return zero_extended(*base + static_cast<std::uint64_t>(distance), decoder_->word_size);
  };
  const MovedPart moved = moved_part(*part, *decoder_, place(part->distance));
  if (part->op == Op::load) {
    const auto whole = whole_word_at(program_, *decoder_, address);
    if (!whole && moved.count < part->size) return false;
    const std::uint64_t from = whole ? place(whole->distance) : moved.first;
    Value value = memory_->load(from, part->size);
    note_read(from, part->size, value);
    if (value.is(Kind::number))
      value.number = zero_extended(sign_extended(value.number, part->size), decoder_->word_size);
    state_.set(part->value, value);
    return true;
  }
  const auto value = read_number(part->value);
  if (!value) return false;
  if (program_.constant(moved.first)) return false;
  memory_->store(moved.first, moved.count, Value::of(*value >> moved.shift));
  return true;
}

// Carries out what the form has no word for; false where it is none of these.
bool Interpreter::carry_out_word(const Instruction& in, std::uint64_t address) {
  const Word at = in.length == 4 ? program_.word(address, 4) : Word{};
  if (at.kind != Word::Kind::number) return false;
  const auto word = static_cast<std::uint32_t>(at.value);
  if (is_a32(*decoder_)) return access_below(word);
  if (abi_->link_kept) return rotate_under_mask(word);
  if (is_mips(*decoder_)) return move_part(address, word);
  if (decoder_->architecture != Architecture::aarch64) return false;
  if (bits(word, 23, 6) == 0x26) return move_field(word);
  if (bits(word, 21, 8) == 0xd4) return select_changed(word);
  if (bits(word, 27, 3) == 7 && !bit(word, 26) && bits(word, 22, 2) == 3) return load_signed(word);
  return false;
}

}  // namespace assay::code
