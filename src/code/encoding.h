// How the code of an ELF file is encoded, where its processor has more than one encoding, and
// whether a decoder reads it. Code that none reads is told as such and counted as not decoded.
#pragma once

#include <cstdint>
#include <string_view>

#include "code/decoder.h"
#include "formats/elf.h"

namespace assay::code {

enum class Encoding : std::uint8_t {
  plain,    // what the architecture's decoder reads
  thumb,    // read by the decoder of Thumb
  mips_r6,  // MIPS release 6 gives old words new meanings
  mips16,   // halfwords
  micromips,
  vle,  // PowerPC's encoding of variable length
};
std::string_view to_string(Encoding encoding);

// What the header of an ELF file says. The numbers are those of the file.
struct ElfCode {
  std::uint16_t machine = 0;  // e_machine
  std::uint32_t flags = 0;    // e_flags
  bool wide = false;          // of 64 bits
  bool big = false;           // big-endian data
};

ElfCode elf_code(const formats::Elf& elf);

// The decoder of its plain code; nullptr for a processor that none reads, and where all of its code
// is in an encoding that none reads (release 6).
const Decoder* decoder_of(const ElfCode& code);

// Of the whole file; `plain` where functions may differ. A file that says it has microMIPS is not
// read at all: which functions are, only symbols tell.
Encoding encoding_of(const ElfCode& code);

// Of a function: `other` is st_other of its symbol, `address` the symbol's value or a target of a
// jump, `section_flags` those of its section (0 where not known).
Encoding encoding_of(const ElfCode& code, std::uint8_t other, std::uint64_t address,
                     std::uint64_t section_flags = 0);

// The decoder of one encoding of the file; nullptr where there is none.
const Decoder* decoder_of(const ElfCode& code, Encoding encoding);

// Whether a note section .PPC.EMB.apuinfo names SPE, whose vectors use opcode 4 and share the
// general registers: PowerPC's decoder reads the rest, and knows no value that SPE writes.
bool names_spe(Bytes apuinfo, ByteOrder order);

}  // namespace assay::code
