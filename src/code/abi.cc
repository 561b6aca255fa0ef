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
constexpr Abi mips32 = {.registers = 34,
                        .preserved = registers(16, 23) | registers(28, 30),
                        .stack_first = 16,
                        .start = 25,
                        .table = 28,
                        .extends_sign = true};
constexpr Abi mips64 = {.registers = 34,
                        .preserved = registers(16, 23) | registers(28, 30),
                        .start = 25,
                        .table = 28,
                        .extends_sign = true};
constexpr Abi arm = {.registers = 16, .preserved = registers(4, 11) | register_bit(13)};
constexpr Abi aarch64 = {.registers = 33, .preserved = registers(19, 29) | register_bit(32)};
constexpr std::uint64_t powerpc_preserved = registers(1, 2) | registers(13, 31) | registers(42, 44);
constexpr Abi powerpc32 = {
    .preserved = powerpc_preserved, .stack_first = 8, .stub = 30, .link_kept = true};
constexpr Abi powerpc64 = {.preserved = powerpc_preserved,
                           .stack_first = 112,
                           .start = 12,
                           .table = 2,
                           .table_saved = 40,
                           .stub = 2,
                           .link_kept = true};
constexpr Abi powerpc64le = {.preserved = powerpc_preserved,
                             .stack_first = 96,
                             .start = 12,
                             .table = 2,
                             .table_saved = 24,
                             .stub = 2,
                             .link_kept = true};
constexpr Abi riscv = {.registers = 32,
                       .preserved = registers(2, 4) | registers(8, 9) | registers(18, 27),
                       .table = 3,
                       .extends_sign = true};
constexpr Register x86_scratch = 16;
constexpr Abi x86 = {.registers = x86_scratch + 1,
                     .scratch = x86_scratch,
                     .preserved = registers(3, 7),
                     .pushed = 4,
                     .stub = 3};
constexpr Abi x86_64 = {.registers = x86_scratch + 1,
                        .scratch = x86_scratch,
                        .preserved = registers(3, 5) | registers(12, 15),
                        .pushed = 8};

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
    case Architecture::arm_big:
    case Architecture::thumb_big:
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
