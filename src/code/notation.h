// Notation: one instruction as people write what it does, the same for all architectures:
// "r3 = r4 + 16", "[sp + 8] = r0 (4 bytes)", "if eq, to 0x10432".
#pragma once

#include <string>

#include "code/decoder.h"

namespace assay::code {

// Registers are numbered as the architecture numbers them; "sp" is its stack pointer. What the form
// has no word for reads "changes r1, r2".
std::string notation(const Decoder& decoder, const Instruction& instruction);

}  // namespace assay::code
