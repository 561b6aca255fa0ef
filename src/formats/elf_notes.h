// The notes of an ELF file: build id and GNU properties.
#pragma once

#include "formats/elf_view.h"

namespace assay::formats {

// Fills build_id and the note-borne hardening marks (ibt, shadow_stack, bti, pac) of `elf`, whose
// headers were read.
void read_elf_notes(const ElfView& view, Elf& elf);

}  // namespace assay::formats
