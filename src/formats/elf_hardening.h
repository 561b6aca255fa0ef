// Which hardening an ELF file was built with, each property with the bytes that show it.
#pragma once

#include "formats/elf_view.h"

namespace assay::formats {

// Fills `elf.hardening`, but for what notes show. All else of `elf` was read before.
void read_elf_hardening(const ElfView& view, Elf& elf);

}  // namespace assay::formats
