// Where functions begin by what an ELF file keeps for unwinding the stack, which `strip` leaves.
#pragma once

#include "formats/elf_view.h"

namespace assay::formats {

constexpr std::uint64_t elf_unwind_entries_max = 1U << 20U;

// Addresses of functions, sorted, each once: of the search table of PT_GNU_EH_FRAME, in a static
// program without one of the section .eh_frame itself, and of PT_ARM_EXIDX (where the bit that says
// Thumb is not set). Entries that lie outside are left out.
std::vector<std::uint64_t> unwind_starts(const ElfView& view, const Elf& elf);

}  // namespace assay::formats
