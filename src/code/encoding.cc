// Source: System V ABI, MIPS RISC Processor Supplement, and MIPS16 and microMIPS in binutils'
// description of st_other; ELF for the Arm Architecture; Power Architecture 32-bit ABI Supplement,
// Embedded (APU information section, SHF_PPC_VLE).
#include "code/encoding.h"

#include "code/bits.h"

namespace assay::code {
namespace {

constexpr std::uint16_t em_386 = 3, em_mips = 8, em_mips_rs3 = 10, em_ppc = 20, em_ppc64 = 21,
                        em_arm = 40, em_x86_64 = 62, em_aarch64 = 183, em_riscv = 243;
constexpr std::uint32_t mips_architecture = 0xf0000000, mips_32r6 = 0x90000000,
                        mips_64r6 = 0xa0000000;
constexpr std::uint32_t file_micromips = 0x02000000;
constexpr std::uint32_t arm_be8 = 0x00800000;
constexpr std::uint64_t section_vle = 0x10000000;

bool is_mips(const ElfCode& code) { return code.machine == em_mips || code.machine == em_mips_rs3; }

// The architectures of a MIPS file: those of n32 have 64-bit registers and 32-bit addresses.
Architecture mips_of(const ElfCode& code) {
  constexpr std::uint32_t n32 = 0x20;
  const bool wide = code.wide || (code.flags & n32) != 0;
  if (code.big) return wide ? Architecture::mips64 : Architecture::mips;
  return wide ? Architecture::mips64el : Architecture::mipsel;
}

}  // namespace

ElfCode elf_code(const formats::Elf& elf) {
  return {elf.machine, elf.flags, elf.bits == 64, elf.order == ByteOrder::big};
}

std::string_view to_string(Encoding encoding) {
  switch (encoding) {
    case Encoding::plain:
      return "plain";
    case Encoding::thumb:
      return "Thumb";
    case Encoding::mips_r6:
      return "MIPS release 6";
    case Encoding::mips16:
      return "MIPS16";
    case Encoding::micromips:
      return "microMIPS";
    case Encoding::vle:
      return "VLE";
  }
  return "";
}

Encoding encoding_of(const ElfCode& code) {
  const std::uint32_t architecture = code.flags & mips_architecture;
  if (is_mips(code) && (architecture == mips_32r6 || architecture == mips_64r6))
    return Encoding::mips_r6;
  if (is_mips(code) && (code.flags & file_micromips) != 0) return Encoding::micromips;
  return Encoding::plain;
}

Encoding encoding_of(const ElfCode& code, std::uint8_t other, std::uint64_t address,
                     std::uint64_t section_flags) {
  const bool odd = (address & 1U) != 0;
  if (code.machine == em_arm) return odd ? Encoding::thumb : Encoding::plain;
  if (code.machine == em_ppc && (section_flags & section_vle) != 0) return Encoding::vle;
  if (!is_mips(code)) return Encoding::plain;
  if ((other & 0xf0U) == 0xf0) return Encoding::mips16;
  if ((other & 0xc0U) == 0x80) return Encoding::micromips;
  if (odd) return (code.flags & file_micromips) != 0 ? Encoding::micromips : Encoding::mips16;
  return encoding_of(code);
}

const Decoder* decoder_of(const ElfCode& code) {
  if (encoding_of(code) != Encoding::plain) return nullptr;
  const bool big_code = code.big && (code.flags & arm_be8) == 0;
  switch (code.machine) {
    case em_386:
      return decoder_of(Architecture::x86);
    case em_x86_64:
      return code.wide ? decoder_of(Architecture::x86_64) : nullptr;  // x32 has other pointers
    case em_mips:
    case em_mips_rs3:
      return decoder_of(mips_of(code));
    case em_arm:
      return decoder_of(big_code ? Architecture::arm_big : Architecture::arm);
    case em_aarch64:
      return decoder_of(Architecture::aarch64);
    case em_ppc:
      return code.big ? decoder_of(Architecture::powerpc) : nullptr;
    case em_ppc64:
      return decoder_of(code.big ? Architecture::powerpc64 : Architecture::powerpc64le);
    case em_riscv:
      return decoder_of(code.wide ? Architecture::riscv64 : Architecture::riscv32);
    default:
      return nullptr;
  }
}

const Decoder* decoder_of(const ElfCode& code, Encoding encoding) {
  if (encoding == Encoding::plain) return decoder_of(code);
  if (encoding != Encoding::thumb || code.machine != em_arm) return nullptr;
  const bool big_code = code.big && (code.flags & arm_be8) == 0;
  return decoder_of(big_code ? Architecture::thumb_big : Architecture::thumb);
}

bool names_spe(Bytes apuinfo, ByteOrder order) {
  constexpr std::size_t header = 20;  // name size, size, type 2, "APUinfo\0"
  constexpr std::uint32_t spe = 0x100, embedded_float = 0x101;
  for (std::size_t at = header; at + 4 <= apuinfo.size(); at += 4) {
    const std::uint8_t* entry = apuinfo.data() + at;
    const std::uint32_t value =
        order == ByteOrder::big ? read_word<true>(entry) : read_word<false>(entry);
    if (value >> 16U == spe || value >> 16U == embedded_float) return true;
  }
  return false;
}

}  // namespace assay::code
