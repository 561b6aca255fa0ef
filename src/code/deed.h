// What functions of a statically linked program are by what they do, where no symbol tells: those
// that only hand their arguments on to the kernel have the name of that system call, and those that
// have a shell carry out a text are called system.
#pragma once

#include "code/function.h"
#include "code/step.h"

namespace assay::code {

// The name under which C libraries have the function at `address`, or the one that it does no more
// than go on to; empty where it does something else. `decoder` is worked with. A few hundred
// instructions at most are looked at. Only the calls of code/system_call.h are known.
std::string_view name_by_deed(const Machine& machine, std::uint64_t address,
                              FunctionDecoder& decoder);

}  // namespace assay::code
