// Source: Arm Architecture Reference Manual (adr, adrp); ELF for the Arm 64-bit Architecture and U.
// Drepper, ELF Handling for Thread-Local Storage (what linkers put in the place of loads); RISC-V
// ISA manual, volume 1, 2.4 (auipc); the processor supplements named in abi.cc; Intel 64 and IA-32
// SDM volume 2, chapter 2 (ModR/M).
#include "code/address_part.h"

#include "code/arm_sets.h"

namespace assay::code {
namespace {

constexpr AddressForm x86_form = {.counter_base = true};
constexpr AddressForm x86_64_form = {};
constexpr AddressForm arm_form = {.counter_sum = true, .counter = 15};
constexpr AddressForm aarch64_form = {.in_parts = true, .upper_step = 0x1000};
constexpr AddressForm mips_form = {.bases = register_bit(28),
                                   .restored = 28,
                                   .in_parts = true,
                                   .pages = true,
                                   .loaded_step = 0x10000};
constexpr AddressForm powerpc32_form = {.bases = register_bit(2) | register_bit(13),
                                        .in_parts = true,
                                        .counter_base = true,
                                        .loaded_step = 0x10000,
                                        .upper_step = 0x10000};
constexpr AddressForm powerpc64_form = {.bases = register_bit(2) | register_bit(13),
                                        .restored = 2,
                                        .in_parts = true,
                                        .loaded_step = 0x10000,
                                        .upper_step = 0x10000};
constexpr AddressForm riscv_form = {
    .bases = register_bit(3) | register_bit(4), .in_parts = true, .loaded_step = 0x1000};

std::uint32_t word_of(const Decoder& decoder, Bytes bytes) {
  std::uint32_t word = 0;
  for (unsigned i = 0; i < 4 && i < bytes.size(); i++)
    word = word << 8U | bytes[decoder.order == ByteOrder::big ? i : bytes.size() - 1 - i];
  return word;
}

AddressPart thumb_part(const Decoder& decoder, Bytes bytes) {
  const std::uint32_t first = word_of(decoder, bytes.first(2));
  if (bytes.size() == 2)
    return (first & 0xf800U) == 0xa000U ? AddressPart::whole : AddressPart::none;
  const bool adr = (first & 0xfbffU) == 0xf20fU || (first & 0xfbffU) == 0xf2afU;
  return adr ? AddressPart::whole : AddressPart::none;
}

// Where the ModR/M byte stands, behind prefixes and opcode; bytes.size() where there is none.
std::size_t modrm_of(Bytes bytes, bool wide) {
  std::size_t at = 0;
  const auto byte = [&](std::size_t i) -> unsigned { return i < bytes.size() ? bytes[i] : 0; };
  while (at < bytes.size()) {
    const unsigned b = byte(at);
    const bool legacy = b == 0x66 || b == 0x67 || b == 0xf2 || b == 0xf3 || b == 0xf0 ||
                        b == 0x2e || b == 0x36 || b == 0x3e || b == 0x26 || b == 0x64 || b == 0x65;
    if (!legacy && !(wide && (b & 0xf0U) == 0x40)) break;
    at++;
  }
  const bool vector = wide || (byte(at + 1) & 0xc0U) == 0xc0;
  if (vector && byte(at) == 0xc5) return at + 3;
  if (vector && byte(at) == 0xc4) return at + 4;
  if (vector && byte(at) == 0x62) return at + 5;
  if (byte(at) != 0x0f) return at + 1;
  return byte(at + 1) == 0x38 || byte(at + 1) == 0x3a ? at + 3 : at + 2;
}

// Where the 32-bit distance of a memory operand stands; bytes.size() where there is none.
std::size_t distance_at(Bytes bytes, bool wide) {
  const std::size_t at = modrm_of(bytes, wide);
  if (at >= bytes.size()) return bytes.size();
  if (at > 0 && (bytes[at - 1] & 0xfcU) == 0xa0 && bytes.size() >= at + 4)
    return at;  // mov al, [x]
  const unsigned mode = bytes[at] >> 6U;
  const unsigned low = bytes[at] & 7U;
  const bool has_sib = mode != 3 && low == 4;
  const bool index_only =
      mode == 0 && has_sib && at + 1 < bytes.size() && (bytes[at + 1] & 7U) == 5;
  if (mode != 2 && !(mode == 0 && low == 5) && !index_only) return bytes.size();
  return at + (has_sib ? 2 : 1);
}

// A linker puts the distance of a variable in the thread's own data, which lies below an address
// that only the processor knows, in the place of a load of it: as C7 /0, which compilers choose for
// 64-bit numbers alone.
bool is_linked_distance(Bytes bytes) {
  if (bytes.size() != 6 || bytes[0] != 0xc7 || (bytes[1] & 0xf8U) != 0xc0) return false;
  const unsigned low = bytes[2] | unsigned{bytes[3]} << 8U;
  return bytes[5] == 0xff && bytes[4] == 0xff && low >= 0xf000 && low % 4 == 0;
}

struct FloatLoad {
  Register base = no_register;
  std::uint32_t distance = 0;  // bits of the instruction
};

// A load of a floating-point register at a distance from a base.
FloatLoad float_load(const Decoder& decoder, std::uint32_t word) {
  const auto five = [&](unsigned at) { return static_cast<Register>(word >> at & 31U); };
  switch (decoder.architecture) {
    case Architecture::mips:
    case Architecture::mipsel:
    case Architecture::mips64:
    case Architecture::mips64el:
      if (const auto op = word >> 26U; op == 0x31 || op == 0x35) return {five(21), 0xffff};
      return {};
    case Architecture::powerpc:
    case Architecture::powerpc64:
    case Architecture::powerpc64le:
      if (const auto op = word >> 26U; op == 48 || op == 50) return {five(16), 0xffff};
      return {};
    case Architecture::riscv32:
    case Architecture::riscv64:
      if ((word & 0x7fU) == 0x07) return {five(15), 0xfff00000};
      return {};
    case Architecture::aarch64:
      if ((word & 0x3f400000U) == 0x3d400000U) return {five(5), 0x3ffc00};
      return {};
    default:
      return {};
  }
}

}  // namespace

const AddressForm& address_form_of(Architecture architecture) {
  switch (architecture) {
    case Architecture::mips:
    case Architecture::mipsel:
    case Architecture::mips64:
    case Architecture::mips64el:
      return mips_form;
    case Architecture::arm:
    case Architecture::thumb:
    case Architecture::arm_big:
    case Architecture::thumb_big:
      return arm_form;
    case Architecture::aarch64:
      return aarch64_form;
    case Architecture::powerpc:
      return powerpc32_form;
    case Architecture::powerpc64:
    case Architecture::powerpc64le:
      return powerpc64_form;
    case Architecture::riscv32:
    case Architecture::riscv64:
      return riscv_form;
    case Architecture::x86:
      return x86_form;
    case Architecture::x86_64:
      return x86_64_form;
  }
  return x86_64_form;
}

AddressPart address_part(const Decoder& decoder, const Instruction& in, Bytes bytes) {
  if (bytes.size() < 2) return AddressPart::none;
  switch (decoder.architecture) {
    case Architecture::aarch64: {
      const std::uint32_t word = word_of(decoder, bytes);
      // movz with 0 for the upper half, where there was adrp
      if ((word & 0xffffffe0U) == 0xd2a00000U) return AddressPart::upper;
      if ((word & 0x1f000000U) != 0x10000000U) return AddressPart::none;
      return (word >> 31U) != 0 ? AddressPart::upper : AddressPart::whole;
    }
    case Architecture::riscv32:
    case Architecture::riscv64:
      return bytes.size() == 4 && (bytes[0] & 0x7fU) == 0x17 ? AddressPart::upper
                                                             : AddressPart::none;
    case Architecture::arm:
    case Architecture::arm_big: {
      const std::uint32_t word = word_of(decoder, bytes) & 0x0fff0000U;
      return word == 0x028f0000U || word == 0x024f0000U ? AddressPart::whole : AddressPart::none;
    }
    case Architecture::thumb:
    case Architecture::thumb_big:
      return thumb_part(decoder, bytes);
    case Architecture::x86_64:
      if ((bytes[0] & 0xfeU) == 0x48 && is_linked_distance(bytes.subspan(1)))
        return AddressPart::whole;
      return bytes[0] == 0x8d || ((bytes[0] & 0xf0U) == 0x40 && bytes[1] == 0x8d)
                 ? AddressPart::whole
                 : AddressPart::none;
    case Architecture::x86:
      return is_linked_distance(bytes) ? AddressPart::whole : AddressPart::none;
    case Architecture::powerpc:
    case Architecture::powerpc64:
    case Architecture::powerpc64le:  // bcl to what follows
      return in.dest == decoder.link ? AddressPart::upper : AddressPart::none;
    default:
      return AddressPart::none;
  }
}

Register own_address_register(const Decoder& decoder, Bytes bytes) {
  if (decoder.architecture != Architecture::x86 || bytes.size() < 4) return no_register;
  // mov reg, [esp]; ret
  const bool moves = bytes[0] == 0x8b && (bytes[1] & 0xc7U) == 0x04 && bytes[2] == 0x24;
  return moves && bytes[3] == 0xc3 ? static_cast<Register>(bytes[1] >> 3U & 7U) : no_register;
}

Register thread_register(const Decoder& decoder, Bytes bytes) {
  if (bytes.size() != 4) return no_register;
  const std::uint32_t word = word_of(decoder, bytes);
  switch (decoder.architecture) {
    case Architecture::aarch64:  // mrs from tpidr_el0
      return (word & 0xffffffe0U) == 0xd53bd040U ? static_cast<Register>(word & 31U) : no_register;
    case Architecture::arm:
    case Architecture::arm_big:  // mrc p15, 0, reg, c13, c0, 3
      return (word & 0x0fff0fffU) == 0x0e1d0f70U ? static_cast<Register>(word >> 12U & 15U)
                                                 : no_register;
    case Architecture::thumb:  // likewise, by halves
      return (word & 0x0fffffffU) == 0x0f70ee1dU ? static_cast<Register>(word >> 28U) : no_register;
    case Architecture::mips:
    case Architecture::mipsel:
    case Architecture::mips64:
    case Architecture::mips64el:  // rdhwr reg, $29
      return (word & 0xffe0ffffU) == 0x7c00e83bU ? static_cast<Register>(word >> 16U & 31U)
                                                 : no_register;
    default:
      return no_register;
  }
}

Register thread_distance(const Decoder& decoder, Bytes bytes) {
  const bool wide = decoder.architecture == Architecture::x86_64;
  if (bytes.empty() || bytes[0] != (wide ? 0x64 : 0x65)) return no_register;
  const std::size_t at = modrm_of(bytes, wide);
  if (at >= bytes.size() || bytes[at] >> 6U == 3 || (bytes[at] & 7U) == 4) return no_register;
  const bool extended = wide && (bytes[1] & 0xf0U) == 0x40 && (bytes[1] & 1U) != 0;
  return static_cast<Register>((bytes[at] & 7U) + (extended ? 8U : 0U));
}

std::uint64_t untold_form(const Decoder& decoder, Bytes bytes, std::uint64_t parts) {
  const bool x86 = decoder.alignment == 1;
  if (!x86) {
    const std::uint32_t word = word_of(decoder, bytes);
    const FloatLoad load = bytes.size() == 4 ? float_load(decoder, word) : FloatLoad();
    return (parts & register_bit(load.base)) != 0 ? word & ~load.distance : word;
  }
  const std::size_t skip = distance_at(bytes, decoder.word_size == 8);
  std::uint64_t form = bytes.size();
  for (std::size_t i = 0; i < bytes.size(); i++)
    if (i < skip || i >= skip + 4) form = form * 0x100000001b3U ^ bytes[i];
  return form;
}

bool does_nothing(const Decoder& decoder, Bytes bytes) {
  const std::uint32_t word = word_of(decoder, bytes);
  switch (decoder.architecture) {
    case Architecture::mips:
    case Architecture::mipsel:
    case Architecture::mips64:
    case Architecture::mips64el:
      return word == 0;
    case Architecture::powerpc:
    case Architecture::powerpc64:
    case Architecture::powerpc64le:
      return word == 0x60000000;
    case Architecture::riscv32:
    case Architecture::riscv64:
      return word == 0x13 || word == 0x0001;
    case Architecture::aarch64:
      return (word & 0xfffff01fU) == 0xd503201fU;
    case Architecture::arm:
    case Architecture::arm_big:
      return (word & 0x0fffffffU) == 0x0320f000U;
    case Architecture::thumb:
    case Architecture::thumb_big:
      return bytes.size() == 2 && word == 0xbf00;
    default:
      return true;
  }
}

}  // namespace assay::code
