// Relocation entries, 32-bit and 64-bit:
//
//   REL    0 offset | 4/8 info          RELA   0 offset | 4/8 info | 8/16 addend
//   info   32: symbol 24 | type 8       64: symbol 32 | type 32
//          64, MIPS: symbol u32 | special u8 | type3 u8 | type2 u8 | type u8, as bytes in the file
//   RELR   words: an even one is the address of a place, an odd one a bit map of those behind it
//
// The addend of REL, and of RELR, stands at the place. But in a slot of the GOT of i386 and Arm
// there stands what binding it later needs, and the slot's relocation has no addend. DT_JMPREL may
// be a part of the table of DT_RELA: a place that is told twice is told the same twice.
//
// Source: gABI chapter 4 and 5, with RELR; the psABI supplements of the processors for the types.
#include "formats/elf_relocations.h"

#include <fmt/core.h>

#include <algorithm>

namespace assay::formats {
namespace {

constexpr std::uint16_t relocatable = 1;
constexpr std::uint16_t machine_i386 = 3;
constexpr std::uint16_t machine_mips = 8;
constexpr std::uint16_t machine_arm = 40;

// The types that give a whole address, by machine.
struct MachineTypes {
  std::uint16_t machine;
  std::uint32_t symbol[4];  // S or S + A
  std::uint32_t relative;
  std::uint32_t chosen;
};

constexpr std::uint32_t no_type = 0xffffffff;
constexpr MachineTypes machine_types[] = {
    {3, {1, 6, 7, no_type}, 8, 42},                 // i386
    {8, {2, 3, 127, no_type}, no_type, 128},        // MIPS; REL32 without a symbol is relative
    {20, {1, 20, 21, no_type}, 22, 248},            // PowerPC
    {21, {38, 20, 21, no_type}, 22, 248},           // PowerPC64
    {40, {2, 21, 22, no_type}, 23, 160},            // Arm
    {62, {1, 6, 7, no_type}, 8, 37},                // x86-64
    {183, {257, 1025, 1026, no_type}, 1027, 1032},  // AArch64
    {243, {1, 2, 5, no_type}, 3, 58},               // RISC-V
};

// Whether the place of a relocation without an addend field holds none either.
bool is_slot(const Elf& elf, const ElfRelocation& relocation) {
  for (const MachineTypes& types : machine_types) {
    if (types.machine != elf.machine) continue;
    if (elf.machine == machine_mips) return relocation.type == types.symbol[2];
    if (elf.machine != machine_i386 && elf.machine != machine_arm) return false;
    return relocation.type == types.symbol[1] || relocation.type == types.symbol[2];
  }
  return false;
}

ElfRelocationKind kind_of(const Elf& elf, const ElfRelocation& relocation) {
  for (const MachineTypes& types : machine_types) {
    if (types.machine != elf.machine) continue;
    if (relocation.type == types.relative) return ElfRelocationKind::relative;
    if (relocation.type == types.chosen) return ElfRelocationKind::chosen;
    if (std::ranges::find(types.symbol, relocation.type) != std::end(types.symbol)) {
      const bool mips_relative = elf.machine == machine_mips && relocation.symbol == 0;
      return mips_relative ? ElfRelocationKind::relative : ElfRelocationKind::symbol;
    }
  }
  return elf.type == relocatable && relocation.symbol != 0 ? ElfRelocationKind::code
                                                           : ElfRelocationKind::other;
}

class Walk {
 public:
  Walk(const ElfView& view, const Elf& elf, const std::function<void(const ElfRelocation&)>& visit)
      : view_(view), elf_(elf), visit_(visit) {}

  // A table at `table` of the file; `base` is added to the places that its entries name.
  Result<void> entries(Range table, bool addends, std::uint64_t base) {
    const std::uint64_t word = view_.word_size();
    const std::uint64_t entry_size = word * (addends ? 3 : 2);
    const Bytes rest = TRY(slice_from(view_.bytes(), table.offset));
    const std::uint64_t stated = table.size / entry_size;
    const std::uint64_t count = std::min<std::uint64_t>(stated, rest.size() / entry_size);
    for (std::uint64_t i = 0; i < count; i++) {
      const Bytes entry = rest.subspan(i * entry_size, entry_size);
      ElfRelocation relocation;
      relocation.range = {table.offset + i * entry_size, entry_size};
      relocation.address = view_.field(entry, 0, word) + base;
      read_info(entry, relocation);
      relocation.kind = kind_of(elf_, relocation);
      if (addends)
        relocation.addend = static_cast<std::int64_t>(view_.field(entry, word * 2, word));
      else if (relocation.kind != ElfRelocationKind::code && !is_slot(elf_, relocation))
        relocation.addend = at_place(relocation.address);
      if (addends && !view_.is_64())
        relocation.addend = static_cast<std::int32_t>(relocation.addend);
      TRY(say(relocation));
    }
    if (count < stated)
      return fail(ErrorCode::truncated, fmt::format("{} of {} relocations at {:#x} are in the file",
                                                    count, stated, table.offset));
    return {};
  }

  Result<void> packed(Range table) {
    const std::uint64_t word = view_.word_size();
    const Bytes rest = TRY(slice_from(view_.bytes(), table.offset));
    const std::uint64_t count = std::min<std::uint64_t>(table.size, rest.size()) / word;
    std::uint64_t place = 0;
    for (std::uint64_t i = 0; i < count; i++) {
      std::uint64_t value = view_.field(rest, i * word, word);
      const Range range{table.offset + i * word, word};
      if ((value & 1U) == 0) {
        TRY(relative(value, range));
        place = value + word;
        continue;
      }
      for (std::uint64_t at = place; (value >>= 1U) != 0; at += word)
        if ((value & 1U) != 0) TRY(relative(at, range));
      place += (word * 8 - 1) * word;
    }
    return {};
  }

 private:
  void read_info(Bytes entry, ElfRelocation& relocation) const {
    const std::uint64_t word = view_.word_size();
    if (!view_.is_64()) {
      const std::uint64_t info = view_.field(entry, 4, 4);
      relocation.symbol = static_cast<std::uint32_t>(info >> 8U);
      relocation.type = static_cast<std::uint32_t>(info & 0xffU);
    } else if (elf_.machine == machine_mips) {
      relocation.symbol = static_cast<std::uint32_t>(view_.field(entry, word, 4));
      relocation.type = static_cast<std::uint32_t>(view_.field(entry, 15, 1));
    } else {
      const std::uint64_t info = view_.field(entry, word, 8);
      relocation.symbol = static_cast<std::uint32_t>(info >> 32U);
      relocation.type = static_cast<std::uint32_t>(info & 0xffffffffU);
    }
  }

  std::int64_t at_place(std::uint64_t address) const {
    const auto offset = elf_file_offset(elf_, address);
    if (!offset) return 0;
    return static_cast<std::int64_t>(view_.word(*offset).value_or(0));
  }

  Result<void> relative(std::uint64_t address, Range range) {
    ElfRelocation relocation;
    relocation.address = address;
    relocation.kind = ElfRelocationKind::relative;
    relocation.addend = at_place(address);
    relocation.range = range;
    return say(relocation);
  }

  Result<void> say(const ElfRelocation& relocation) {
    if (++count_ > elf_relocations_max)
      return fail(ErrorCode::limit,
                  fmt::format("only the first {} relocations are read", elf_relocations_max));
    visit_(relocation);
    return {};
  }

  const ElfView& view_;
  const Elf& elf_;
  const std::function<void(const ElfRelocation&)>& visit_;
  std::uint64_t count_ = 0;
};

// Where a dynamic table stands: the tags of its address and of its size.
std::optional<Range> dynamic_table(const Elf& elf, std::uint64_t address, std::uint64_t size) {
  const ElfDynamicEntry* start = find_dynamic(elf, address);
  const ElfDynamicEntry* bytes = find_dynamic(elf, size);
  if (start == nullptr || bytes == nullptr) return std::nullopt;
  const auto offset = elf_file_offset(elf, start->value);
  if (!offset) return std::nullopt;
  return Range{*offset, bytes->value};
}

}  // namespace

Result<void> walk_relocations(const ElfView& view, const Elf& elf,
                              const std::function<void(const ElfRelocation&)>& visit) {
  constexpr std::uint32_t section_rela = 4;
  constexpr std::uint32_t section_rel = 9;
  constexpr std::uint64_t flag_allocated = 2;
  Walk walk(view, elf, visit);
  if (elf.type == relocatable) {
    for (const ElfSection& section : elf.sections) {
      if (section.type != section_rela && section.type != section_rel) continue;
      if (section.info >= elf.sections.size()) continue;
      const ElfSection& target = elf.sections[section.info];
      if ((target.flags & flag_allocated) == 0) continue;
      TRY(walk.entries(section.file, section.type == section_rela, target.file.offset));
    }
    return {};
  }
  // A static program has what its own start carries out, which section headers alone tell.
  if (elf.dynamic.empty())
    for (const ElfSection& section : elf.sections)
      if ((section.flags & flag_allocated) != 0 &&
          (section.type == section_rela || section.type == section_rel))
        TRY(walk.entries(section.file, section.type == section_rela, 0));
  constexpr std::uint64_t tag_rela = 7;
  constexpr std::uint64_t tag_jump = 23;
  if (const auto table = dynamic_table(elf, tag_rela, tag_rela + 1))
    TRY(walk.entries(*table, true, 0));
  if (const auto table = dynamic_table(elf, 17, 18)) TRY(walk.entries(*table, false, 0));
  if (const auto table = dynamic_table(elf, tag_jump, 2)) {
    const ElfDynamicEntry* form = find_dynamic(elf, 20);
    TRY(walk.entries(*table, form != nullptr && form->value == tag_rela, 0));
  }
  if (const auto table = dynamic_table(elf, 36, 35)) TRY(walk.packed(*table));
  return {};
}

}  // namespace assay::formats
