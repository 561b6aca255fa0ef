// Names of processors, and what an ELF file states about the variant it was built for.
#pragma once

#include "formats/elf_view.h"

namespace assay::formats {

// "mips", "arm", "aarch64", "x86_64" ...; "machine 1234" where we have no name.
std::string elf_machine_name(std::uint16_t machine);

// Fills machine_name and traits of `elf`, whose headers were read.
void read_elf_machine(const ElfView& view, Elf& elf);

}  // namespace assay::formats
