// Source: Arm Architecture Reference Manual DDI 0487, C4.1; Intel 64 and IA-32 Architectures
// Software Developer's Manual, volume 2, 2.1 and 2.2: prefixes and ModRM.
#include "code/vector_move.h"

#include "code/bits.h"

namespace assay::code {
namespace {

using Way = VectorMove::Way;

// movi with all bits zero, without its register.
bool is_zero(std::uint32_t word) {
  const std::uint32_t picture = word & ~31U;
  return picture == 0x6f00e400 || picture == 0x2f00e400 || picture == 0x4f000400 ||
         picture == 0x0f000400 || picture == 0x4f00e400 || picture == 0x0f00e400;
}

// A load has its address in the form of the store that differs in a bit: decoders leave it out.
Instruction as_store(std::uint32_t word, std::uint64_t address, const Decoder& decoder) {
  const std::uint32_t store = word & ~(1U << 22U);
  const std::array<std::uint8_t, 4> bytes = {
      static_cast<std::uint8_t>(store), static_cast<std::uint8_t>(store >> 8U),
      static_cast<std::uint8_t>(store >> 16U), static_cast<std::uint8_t>(store >> 24U)};
  Instruction out;
  decoder.decode(bytes, address, out);
  return out;
}

VectorMove of_aarch64(std::uint32_t word, std::uint64_t address, const Decoder& decoder) {
  VectorMove move;
  const unsigned group = bits(word, 25, 4);
  if (group == 0 || group == 2) {  // SVE and SME
    move.way = Way::change;
    return move;
  }
  if ((group & 7U) == 7) {  // what computes with vectors
    move.way = is_zero(word) ? Way::clear : Way::change;
    move.registers[0] = reg(word, 0);
    return move;
  }
  if ((group & 5U) != 4 || !bit(word, 26)) return move;
  const bool load = bit(word, 22);
  const unsigned kind = bits(word, 24, 6) & 0x3bU;  // as the decoder has it: 24 to 29 but 26
  const unsigned scale = bits(word, 30, 2);
  if (kind == 0x18 && scale < 3) {  // ldr of what stands near the code
    move.way = Way::load;
    move.size = static_cast<std::uint8_t>(4U << scale);
    move.registers[0] = reg(word, 0);
    move.place.op = Op::load;
    move.place.immediate = static_cast<std::int64_t>(
        address + static_cast<std::uint64_t>(signed_bits(word, 5, 19) * 4));
    return move;
  }
  const bool pair = (kind & 0x3aU) == 0x28 && scale < 3;
  const bool single = kind == 0x39 || (kind == 0x38 && (!bit(word, 21) || bits(word, 10, 2) == 2));
  if (pair || single) {
    const unsigned exponent = bit(word, 23) ? 4 : scale;
    move.size = static_cast<std::uint8_t>(pair ? 4U << scale : 1U << exponent);
    move.registers[0] = reg(word, 0);
    if (pair) move.registers[1] = reg(word, 10);
    move.place = as_store(word, address, decoder);
    if (move.size <= vector_size && move.place.op == Op::store) {
      move.way = load ? Way::load : Way::store;
      return move;
    }
  }
  // Structures, and what is reserved.
  if (load || !single) move.way = load ? Way::change : Way::none;
  move.registers = {no_register, no_register};
  return move;
}

struct SseMove {
  std::uint8_t prefix;  // 0x66, 0xf2, 0xf3; 0: none
  std::uint8_t opcode;  // behind 0x0f
  bool load;
  std::uint8_t size;
};
// movups, movupd, movss, movsd, movlps, movlpd, movaps, movapd, movd, movdqa, movdqu, movq.
constexpr SseMove sse_moves[] = {
    {0, 0x10, true, 16},    {0x66, 0x10, true, 16},  {0xf3, 0x10, true, 4},
    {0xf2, 0x10, true, 8},  {0, 0x11, false, 16},    {0x66, 0x11, false, 16},
    {0xf3, 0x11, false, 4}, {0xf2, 0x11, false, 8},  {0, 0x13, false, 8},
    {0x66, 0x13, false, 8}, {0, 0x28, true, 16},     {0x66, 0x28, true, 16},
    {0, 0x29, false, 16},   {0x66, 0x29, false, 16}, {0x66, 0x6e, true, 0},
    {0x66, 0x6f, true, 16}, {0xf3, 0x6f, true, 16},  {0x66, 0x7e, false, 0},
    {0xf3, 0x7e, true, 8},  {0x66, 0x7f, false, 16}, {0xf3, 0x7f, false, 16},
    {0x66, 0xd6, false, 8},
};

VectorMove of_x86(Bytes bytes, const Instruction& in, const Decoder& decoder) {
  VectorMove move;
  if (in.op == Op::nop) return move;
  // What is not told, as far as it is no store, may change any of them.
  if (in.op != Op::store) move.way = Way::change;
  std::size_t at = 0;
  std::uint8_t prefix = 0;
  std::uint8_t rex = 0;
  const auto next = [&]() -> std::uint8_t {
    if (at >= bytes.size() || at >= in.length) return 0;
    return bytes[at++];
  };
  std::uint8_t byte = next();
  for (; byte == 0x66 || byte == 0xf2 || byte == 0xf3; byte = next()) prefix = byte;
  if (decoder.word_size == 8 && byte >> 4U == 4) {
    rex = byte;
    byte = next();
  }
  if (byte != 0x0f) return move;
  const std::uint8_t opcode = next();
  const std::uint8_t modrm = next();
  const auto name = static_cast<Register>((modrm >> 3U & 7U) | (rex & 4U) << 1U);
  const auto other = static_cast<Register>((modrm & 7U) | (rex & 1U) << 3U);
  if (modrm >> 6U == 3) {  // pxor, xorps, xorpd of a register with itself
    const bool clears = (opcode == 0xef && prefix == 0x66) || (opcode == 0x57 && prefix < 0xf2);
    if (clears && name == other) {
      move.way = Way::clear;
      move.registers[0] = name;
    }
    return move;
  }
  for (const SseMove& each : sse_moves) {
    const std::uint8_t size = each.size != 0 ? each.size : (rex & 8U) != 0 ? 8 : 4;
    if (each.prefix != prefix || each.opcode != opcode || size != in.size ||
        each.load != (in.op == Op::load))
      continue;
    move.way = each.load ? Way::load : Way::store;
    move.size = size;
    move.registers[0] = name;
    move.place = in;
  }
  return move;
}

}  // namespace

VectorMove vector_move_of(Bytes bytes, const Instruction& in, std::uint64_t address,
                          const Decoder& decoder) {
  if (decoder.architecture != Architecture::aarch64) return of_x86(bytes, in, decoder);
  if (bytes.size() < 4) return {};
  return of_aarch64(read_word<false>(bytes.data()), address, decoder);
}

}  // namespace assay::code
