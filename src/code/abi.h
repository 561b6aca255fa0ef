// Abi: what calls keep to on one architecture, as far as values depend on it.
#pragma once

#include "code/decoder.h"

namespace assay::code {

constexpr Register register_count = 48;  // all that decoders number, condition fields among them

struct Abi {
  Register registers = register_count;  // that its decoders number, from 0 on, and `scratch`
  Register scratch = no_register;       // none of the processor's: where the interpreter keeps the
                                        // memory operand of an operation (x86 alone has these)
  std::uint64_t preserved = 0;  // registers that a called function gives back as they were, as bits
  std::int64_t stack_first = 0;  // bytes from the stack pointer, at the call, to the first argument
                                 // that is passed there
  std::int64_t pushed = 0;       // bytes that the call itself pushes
  Register start = no_register;  // holds the function's own address at its start
  Register table = no_register;  // holds Program::table_pointer() at its start
  std::int64_t table_saved = 0;  // where on the stack a stub leaves that register, from its pointer
  Register stub = no_register;   // stubs of the linker read it: the caller's base of the GOT
  bool link_kept = false;        // functions return through the link register itself
  bool extends_sign = false;     // results of 4-byte operations are extended by sign, else by zeros
};

const Abi& abi_of(Architecture architecture);

}  // namespace assay::code
