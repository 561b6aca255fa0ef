// Source: MIPS64 Architecture for Programmers, volume II-A, revision 5: lwl, lwr, ldl, ldr, swl,
// swr, sdl, sdr.
#include "code/word_part.h"

#include "code/bits.h"

namespace assay::code {
namespace {

constexpr unsigned steps_max = 3;  // instructions to the other part

std::optional<WordPart> part_at(const Program& program, const Decoder& decoder,
                                std::uint64_t address) {
  const Word word = program.word(address, 4);
  if (word.kind != Word::Kind::number) return std::nullopt;
  return word_part_of(static_cast<std::uint32_t>(word.value), decoder);
}

// Whether an instruction leaves both registers of a pair alone, and control goes on behind it.
bool keeps(const Program& program, const Decoder& decoder, std::uint64_t address,
           const WordPart& part) {
  const CodeRange* range = program.code_at(address);
  if (range == nullptr) return false;
  Instruction in;
  decoder.decode(range->bytes.subspan(address - range->address), address, in);
  const std::uint64_t both = register_bit(part.base) | register_bit(part.value);
  const std::uint64_t written =
      in.op == Op::store ? in.kills : in.kills | register_bit(in.dest) | register_bit(in.second);
  return in.length != 0 && in.flow == Flow::next && (written & both) == 0;
}

}  // namespace

std::optional<WordPart> word_part_of(std::uint32_t word, const Decoder& decoder) {
  if (!is_mips(decoder)) return std::nullopt;
  WordPart part;
  switch (bits(word, 26, 6)) {
    case 0x22:
    case 0x26:
      part = {Op::load, !bit(word, 28), 4};
      break;
    case 0x2a:
    case 0x2e:
      part = {Op::store, !bit(word, 28), 4};
      break;
    case 0x1a:
    case 0x1b:
      part = {Op::load, !bit(word, 26), 8};
      break;
    case 0x2c:
    case 0x2d:
      part = {Op::store, !bit(word, 26), 8};
      break;
    default:
      return std::nullopt;
  }
  if (part.size > decoder.word_size) return std::nullopt;
  part.base = reg(word, 21);
  part.value = reg(word, 16);
  part.distance = signed_bits(word, 0, 16);
  return part;
}

// From the boundary below up to the place, or from the place up to the boundary above. The left
// part has the high bytes of the register, the right part the low ones.
MovedPart moved_part(const WordPart& part, const Decoder& decoder, std::uint64_t place) {
  const auto before = static_cast<unsigned>(place % part.size);
  const bool upwards = part.left == (decoder.order == ByteOrder::big);
  const unsigned count = upwards ? part.size - before : before + 1;
  return {upwards ? place : place - before, count, part.left ? 8 * (part.size - count) : 0};
}

std::optional<WordPart> whole_word_at(const Program& program, const Decoder& decoder,
                                      std::uint64_t address) {
  const auto part = part_at(program, decoder, address);
  if (!part || part->op != Op::load || part->base == part->value) return std::nullopt;
  const std::int64_t behind = (part->left == (decoder.order == ByteOrder::big)) ? 1 : -1;
  for (const std::int64_t way : {-4, 4}) {
    std::uint64_t at = address;
    for (unsigned step = 0; step < steps_max; step++) {
      at += static_cast<std::uint64_t>(way);
      const auto other = part_at(program, decoder, at);
      if (other && other->op == part->op && other->left != part->left &&
          other->size == part->size && other->base == part->base && other->value == part->value &&
          other->distance == part->distance + behind * (part->size - 1)) {
        WordPart whole = *part;
        whole.distance = std::min(part->distance, other->distance);
        return whole;
      }
      if (!keeps(program, decoder, at, *part)) break;
    }
  }
  return std::nullopt;
}

}  // namespace assay::code
