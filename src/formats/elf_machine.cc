// Processors: e_machine, and the per-processor meaning of e_flags and of .MIPS.abiflags.
//
// Source: gABI chapter 4 (machine numbers); MIPS psABI and the MIPS O32 FPXX proposal for the flags
// and the ABI flags record; ELF for the Arm Architecture (IHI 0044), table 4-2; RISC-V psABI, ELF
// header; 64-bit ELF V2 ABI for Power, 4.1.1.
#include "formats/elf_machine.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::formats {
namespace {

struct NamedMachine {
  std::uint16_t number;
  std::string_view name;
};

constexpr NamedMachine machines[] = {
    {2, "sparc"},        {3, "x86"},          {4, "m68k"},         {8, "mips"},
    {10, "mips_rs3_le"}, {15, "parisc"},      {18, "sparc32plus"}, {20, "ppc"},
    {21, "ppc64"},       {22, "s390"},        {40, "arm"},         {42, "sh"},
    {43, "sparcv9"},     {50, "ia64"},        {62, "x86_64"},      {76, "cris"},
    {83, "avr"},         {88, "m32r"},        {92, "openrisc"},    {93, "arc"},
    {94, "xtensa"},      {105, "msp430"},     {106, "blackfin"},   {113, "nios2"},
    {140, "ti_c6000"},   {164, "hexagon"},    {167, "nds32"},      {183, "aarch64"},
    {188, "tilepro"},    {189, "microblaze"}, {191, "tilegx"},     {195, "arcv2"},
    {243, "riscv"},      {247, "bpf"},        {252, "csky"},       {258, "loongarch"},
    {0x9026, "alpha"},
};

constexpr std::string_view mips_isas[] = {"mips1",    "mips2",    "mips3",   "mips4",
                                          "mips5",    "mips32",   "mips64",  "mips32r2",
                                          "mips64r2", "mips32r6", "mips64r6"};

std::string_view mips_abi(const Elf& elf) {
  if (elf.bits == 64) return "n64";
  if ((elf.flags & 0x20U) != 0) return "n32";
  switch (elf.flags & 0xf000U) {
    case 0x1000:
      return "o32";
    case 0x2000:
      return "o64";
    case 0x3000:
      return "eabi32";
    case 0x4000:
      return "eabi64";
    default:
      return "not stated";
  }
}

// The floating-point ABI as .MIPS.abiflags states it: version u16 | 2 ISA level u8 | 3 ISA revision
// | 4 register sizes, 3 bytes | 7 floating-point ABI u8 | 8 ISA extension u32 | ...
void add_mips_float(const ElfView& view, Elf& elf) {
  constexpr std::uint32_t segment_abi_flags = 0x70000003;
  constexpr std::uint32_t section_abi_flags = 0x7000002a;
  constexpr std::string_view names[] = {"any",           "hard double", "hard single", "soft",
                                        "hard 64 (old)", "hard xx",     "hard 64",     "hard 64a"};
  Range range;
  if (const ElfSegment* segment = find_segment(elf, segment_abi_flags)) {
    range = segment->file;
  } else if (const ElfSection* section = find_section(elf, section_abi_flags)) {
    range = section->file;
  } else {
    return;
  }
  const auto record = slice(view.bytes(), {range.offset, 24});
  if (!record || (*record)[7] >= std::size(names)) return;
  elf.traits.push_back({"float", std::string(names[(*record)[7]]), {range.offset + 7, 1}});
}

void add_mips(const ElfView& view, Range flags, Elf& elf) {
  const std::uint32_t isa = elf.flags >> 28U;
  elf.traits.push_back({"abi", std::string(mips_abi(elf)), flags});
  if (isa < std::size(mips_isas)) elf.traits.push_back({"isa", std::string(mips_isas[isa]), flags});
  if ((elf.flags & 0x04000000U) != 0) elf.traits.push_back({"ase", "mips16", flags});
  if ((elf.flags & 0x02000000U) != 0) elf.traits.push_back({"ase", "micromips", flags});
  add_mips_float(view, elf);
}

void add_arm(Range flags, Elf& elf) {
  const std::uint32_t eabi = elf.flags >> 24U;
  elf.traits.push_back({"abi", eabi == 0 ? "oabi" : fmt::format("eabi{}", eabi), flags});
  if (eabi == 5 && (elf.flags & 0x400U) != 0) elf.traits.push_back({"float", "hard", flags});
  if (eabi == 5 && (elf.flags & 0x200U) != 0) elf.traits.push_back({"float", "soft", flags});
  if ((elf.flags & 0x00800000U) != 0) elf.traits.push_back({"code order", "be8", flags});
}

void add_riscv(Range flags, Elf& elf) {
  constexpr std::string_view floats[] = {"soft", "hard single", "hard double", "hard quad"};
  elf.traits.push_back({"float", std::string(floats[elf.flags >> 1U & 3U]), flags});
  if ((elf.flags & 1U) != 0) elf.traits.push_back({"isa", "compressed", flags});
  if ((elf.flags & 8U) != 0) elf.traits.push_back({"abi", "rve", flags});
}

}  // namespace

std::string elf_machine_name(std::uint16_t machine) {
  const auto* found = std::ranges::find(machines, machine, &NamedMachine::number);
  if (found != std::end(machines)) return std::string(found->name);
  return fmt::format("machine {}", machine);
}

void read_elf_machine(const ElfView& view, Elf& elf) {
  const Range flags{view.is_64() ? 48U : 36U, 4};
  elf.machine_name = elf_machine_name(elf.machine);
  if (elf.machine_name == "mips") add_mips(view, flags, elf);
  if (elf.machine_name == "arm") add_arm(flags, elf);
  if (elf.machine_name == "riscv") add_riscv(flags, elf);
  if (elf.machine_name == "ppc64" && (elf.flags & 3U) != 0)
    elf.traits.push_back({"abi", (elf.flags & 3U) == 2 ? "elfv2" : "elfv1", flags});
}

}  // namespace assay::formats
