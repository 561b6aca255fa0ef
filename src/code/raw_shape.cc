#include "code/raw_shape.h"

#include <algorithm>

namespace assay::code {
namespace {

constexpr std::uint64_t padding_max = 64;  // bytes

// Of halfwords one in 32 is a jump of Thumb: these tell nothing.
bool never_goes_on(const Decoder& decoder, const Instruction& in) {
  if (in.has(Instruction::conditional)) return false;
  if (decoder.alignment < 4) return in.flow == Flow::give_back;
  return in.flow == Flow::give_back || in.flow == Flow::jump || in.flow == Flow::jump_register;
}

bool does_nothing_there(const Instruction& in) {
  if (in.flow == Flow::stop) return in.length <= 2;
  if (in.flow != Flow::next) return false;
  return in.op == Op::nop || (in.op == Op::move && in.dest == in.a);
}

bool is_x86(const Decoder& decoder) { return decoder.alignment == 1; }

}  // namespace

bool grows_stack(const Decoder& decoder, const Instruction& in) {
  constexpr std::int64_t frame_max = 1 << 20;
  if (in.flow != Flow::next || in.condition != Condition::always) return false;
  if (in.op == Op::store && in.has(Instruction::write_back) && in.a == decoder.stack)
    return !in.has(Instruction::post_index);
  if (in.dest != decoder.stack || in.a != decoder.stack || in.b != no_register) return false;
  const std::int64_t room = in.op == Op::add        ? -in.immediate
                            : in.op == Op::subtract ? in.immediate
                                                    : 0;
  return room > 0 && room <= frame_max && room % 4 == 0;
}

Instruction RawShape::at(std::uint64_t offset) const {
  Instruction in;
  if (offset < image_.size()) decoder_.decode(image_.subspan(offset), offset, in);
  return in;
}

bool RawShape::opens(std::uint64_t offset) const {
  // Where every second halfword is some instruction or other, what comes first must say it.
  const unsigned instructions = decoder_.alignment >= 4 ? 8 : 2;
  for (unsigned i = 0; i < instructions; i++) {
    const Instruction in = at(offset);
    if (in.length == 0 || is_no_instruction(in)) return false;
    if (grows_stack(decoder_, in)) return true;
    if (i == 0 && in.op == Op::move && in.a == decoder_.link) return true;  // it will call others
    if (in.flow != Flow::next) return false;
    offset += in.length;
  }
  return false;
}

bool RawShape::follows_end(std::uint64_t offset) const {
  if (is_x86(decoder_)) {
    if (offset == 0) return false;
    const std::uint8_t before = image_[offset - 1];
    return before == 0xc3 || before == 0xcc || before == 0x90;
  }
  const std::uint64_t unit = decoder_.alignment;
  if (offset < unit || offset > image_.size()) return false;
  const Instruction before = at(offset - unit);
  if (before.length == unit && never_goes_on(decoder_, before))
    return !before.has(Instruction::delay_slot);
  // A halfword of zeros stands in many an instruction of other processors.
  const Bytes word = image_.subspan(offset - std::min<std::uint64_t>(offset, 4),
                                    std::min<std::uint64_t>(offset, 4));
  if (std::ranges::all_of(word, [](std::uint8_t byte) { return byte == 0; })) return true;
  if (offset < 2 * unit) return false;
  const Instruction earlier = at(offset - 2 * unit);
  return earlier.length != 0 && never_goes_on(decoder_, earlier) &&
         (earlier.length == 2 * unit || earlier.has(Instruction::delay_slot));
}

std::uint64_t RawShape::behind_padding(std::uint64_t offset) const {
  const std::uint64_t most = std::min<std::uint64_t>(image_.size(), offset + padding_max);
  while (offset < most) {
    const std::uint64_t unit = decoder_.alignment;
    if (most - offset >= unit && std::ranges::all_of(image_.subspan(offset, unit),
                                                     [](std::uint8_t byte) { return byte == 0; })) {
      offset += unit;
      continue;
    }
    const Instruction in = at(offset);
    if (in.length == 0 || !does_nothing_there(in)) break;
    offset += in.length;
  }
  return offset;
}

}  // namespace assay::code
