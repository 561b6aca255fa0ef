// Decoders: bytes of one architecture to instructions of the shared form.
#pragma once

#include <span>

#include "base/bytes.h"
#include "base/endian.h"
#include "code/instruction.h"

namespace assay::code {

enum class Architecture : std::uint8_t {
  mips,
  mipsel,
  mips64,
  mips64el,
  arm,
  thumb,
  aarch64,
  powerpc,
  powerpc64,
  powerpc64le,
  riscv32,
  riscv64,
  x86,
  x86_64,
  arm_big,    // BE32: big-endian code; the code of BE8 is little-endian
  thumb_big,  // likewise
};

// What the rest of the code needs to know of an architecture.
struct Decoder {
  std::string_view name;  // "mipsel"
  Architecture architecture;
  ByteOrder order;
  std::uint8_t word_size;  // bytes of an address
  std::uint8_t alignment;  // of instructions, bytes
  Register zero;           // always reads as 0; no_register where there is none
  Register stack;
  Register link;  // return address; no_register where a call pushes it on the stack
  Register result;
  std::span<const Register> arguments;  // of a call, in order; empty where they are on the stack

  // The instruction at the start of `bytes`, which stand at `address`. Bytes that are no
  // instruction give `unknown` that kills nothing. Its length is 0 where the bytes are too few.
  void (*decode)(Bytes bytes, std::uint64_t address, Instruction& out);

  // Decodes one after another until `out` is full or the bytes are too few. Gives their number.
  std::size_t (*decode_all)(Bytes bytes, std::uint64_t address, std::span<Instruction> out);
};

std::span<const Decoder* const> all_decoders();
// nullptr where there is none.
const Decoder* decoder_of(Architecture architecture);

// Of any byte order, and MIPS of any width.
inline bool is_mips(const Decoder& decoder) {
  return decoder.architecture <= Architecture::mips64el;
}
inline bool is_powerpc64(const Decoder& decoder) {
  return decoder.architecture == Architecture::powerpc64 ||
         decoder.architecture == Architecture::powerpc64le;
}

// For decoders: decode_all of a decode function, with the call to it unfolded.
template <void (*decode)(Bytes, std::uint64_t, Instruction&)>
std::size_t decode_in_turn(Bytes bytes, std::uint64_t address, std::span<Instruction> out) {
  std::size_t count = 0;
  for (; count < out.size(); count++) {
    decode(bytes, address, out[count]);
    const std::size_t length = out[count].length;
    if (length == 0) break;
    bytes = bytes.subspan(length);
    address += length;
  }
  return count;
}

}  // namespace assay::code
