// Source: the processor supplements of the System V ABI: x86-64 1.0, i386 1.1, MIPS 3rd edition and
// the MIPSpro n64 ABI, PowerPC 1.0, 64-bit ELFv2 1.4; AAPCS32 and AAPCS64 of 2023; RISC-V
// psABI 1.0.
#include "code/abi.h"

namespace assay::code {
namespace {

constexpr std::uint64_t registers(Register first, Register last) {
  std::uint64_t set = 0;
  for (unsigned r = first; r <= last; r++) set |= register_bit(static_cast<Register>(r));
  return set;
}

// $gp is the caller's to restore under o32; it has one value throughout a file, so it counts as
// kept. The same goes for r2 of PowerPC64.
constexpr Abi mips32 = {registers(16, 23) | registers(28, 30), 16, 0, 25, 28, 0, no_register, true};
constexpr Abi mips64 = {registers(16, 23) | registers(28, 30), 0, 0, 25, 28, 0, no_register, true};
constexpr Abi arm = {
    registers(4, 11) | register_bit(13), 0, 0, no_register, no_register, 0, no_register, false};
constexpr Abi aarch64 = {
    registers(19, 29) | register_bit(32), 0, 0, no_register, no_register, 0, no_register, false};
constexpr Abi powerpc32 = {registers(1, 2) | registers(13, 31) | registers(42, 44),
                           8,
                           0,
                           no_register,
                           no_register,
                           0,
                           30,
                           false};
constexpr std::uint64_t powerpc64_kept = registers(1, 2) | registers(13, 31) | registers(42, 44);
constexpr Abi powerpc64 = {powerpc64_kept, 112, 0, 12, 2, 40, 2, false};
constexpr Abi powerpc64le = {powerpc64_kept, 96, 0, 12, 2, 24, 2, false};
constexpr Abi riscv = {registers(2, 4) | registers(8, 9) | registers(18, 27),
                       0,
                       0,
                       no_register,
                       no_register,
                       0,
                       no_register,
                       true};
constexpr Abi x86 = {registers(3, 7), 0, 4, no_register, no_register, 0, 3, false};
constexpr Abi x86_64 = {
    registers(3, 5) | registers(12, 15), 0, 8, no_register, no_register, 0, no_register, false};

}  // namespace

const Abi& abi_of(Architecture architecture) {
  switch (architecture) {
    case Architecture::mips:
    case Architecture::mipsel:
      return mips32;
    case Architecture::mips64:
    case Architecture::mips64el:
      return mips64;
    case Architecture::arm:
    case Architecture::thumb:
      return arm;
    case Architecture::aarch64:
      return aarch64;
    case Architecture::powerpc:
      return powerpc32;
    case Architecture::powerpc64:
      return powerpc64;
    case Architecture::powerpc64le:
      return powerpc64le;
    case Architecture::riscv32:
    case Architecture::riscv64:
      return riscv;
    case Architecture::x86:
      return x86;
    case Architecture::x86_64:
      return x86_64;
  }
  return arm;
}

}  // namespace assay::code
