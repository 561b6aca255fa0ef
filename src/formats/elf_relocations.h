// The relocations of an ELF file, one at a time: where the loader (or, in a relocatable object, the
// linker) puts which address.
#pragma once

#include <functional>

#include "formats/elf_view.h"

namespace assay::formats {

constexpr std::uint64_t elf_relocations_max = 1U << 22U;

// What is written at the place, as far as it matters to a reader of code.
enum class ElfRelocationKind : std::uint8_t {
  symbol,    // the address of `symbol`, plus `addend`
  relative,  // the address `addend` of this file
  chosen,    // what the function at the address `addend` gives back (IRELATIVE)
  code,      // a part of an instruction, made from `symbol` plus `addend`
  other,
};

struct ElfRelocation {
  std::uint64_t address = 0;  // of what is changed; in a relocatable object its offset in the file
  std::uint32_t type = 0;     // by the processor's supplement
  std::uint32_t symbol = 0;   // index in the symbol table; 0 where there is none
  ElfRelocationKind kind = ElfRelocationKind::other;
  std::int64_t addend = 0;  // from the entry or from the place itself
  Range range;              // the entry
};

// Calls `visit` for each relocation that the dynamic section names, or, in a relocatable object,
// for each of a section that is loaded. Errors: truncated or limit; the part before was visited.
Result<void> walk_relocations(const ElfView& view, const Elf& elf,
                              const std::function<void(const ElfRelocation&)>& visit);

}  // namespace assay::formats
