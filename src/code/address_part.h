// AddressPart: how the code of an architecture puts addresses together, as far as it shows in the
// instructions: the parts that change when a function is linked elsewhere.
#pragma once

#include "code/abi.h"
#include "code/instruction.h"

namespace assay::code {

struct AddressForm {
  std::uint64_t bases = 0;  // registers that always hold an address of the file or of the thread,
                            // as bits: $gp, the TOC pointer, tp
  Register restored =
      no_register;            // of these the one that functions set and restore, as calls need
  bool in_parts = false;      // upper and lower part in two instructions; else one has all of it
  bool counter_base = false;  // the program counter, once it is read, leads to the base of a table
  bool pages = false;         // a word that is loaded from the table may be an upper part (MIPS)
  bool counter_sum = false;   // an offset from a literal is added to the program counter (Arm)
  std::uint64_t loaded_step = 0;  // a number that is loaded is an upper part where it is a multiple
  std::uint64_t upper_step = 0;   // and one that is added
  Register counter = no_register;  // reads as the program counter
};

const AddressForm& address_form_of(Architecture architecture);

// What an Op::constant is, by the bytes of the instruction.
enum class AddressPart : std::uint8_t {
  none,   // no address that follows from the place of the instruction
  upper,  // the upper part of one
  whole,
};
AddressPart address_part(const Decoder& decoder, const Instruction& in, Bytes bytes);

// The register that i386 code at `bytes` fills with its return address before it returns;
// no_register where it does something else.
Register own_address_register(const Decoder& decoder, Bytes bytes);

// The register that the instruction fills with the address of the thread's own data; no_register
// where it does something else.
Register thread_register(const Decoder& decoder, Bytes bytes);

// The base of a memory operand behind fs or gs, which a distance in the thread's own data may stand
// in; no_register where there is none.
Register thread_distance(const Decoder& decoder, Bytes bytes);

// What an instruction that the shared form has no word for does, as a number: its bytes, without
// distances of 32 bits in memory operands of x86, and without the distance of a load behind one of
// `parts`.
std::uint64_t untold_form(const Decoder& decoder, Bytes bytes, std::uint64_t parts);

// Whether an Op::nop is one: the shared form has no other word for loads of floating point.
bool does_nothing(const Decoder& decoder, Bytes bytes);

}  // namespace assay::code
