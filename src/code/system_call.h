// System calls of Linux that readers of code ask for, with their numbers on each architecture.
#pragma once

#include <array>

#include "code/decoder.h"

namespace assay::code {

struct SystemCall {
  std::string_view name;   // of the C library's function that only asks for it
  unsigned arguments = 0;  // how many both have in the same order; three at most
  // x86-64, i386, Arm; AArch64 and RISC-V; MIPS o32 and n64; PowerPC.
  std::array<std::uint16_t, 7> numbers{};
  // Of a call whose first argument is a folder: the name of the function that asks for it in the
  // folder that the program is in, and how many arguments of its own follow.
  std::string_view here{};
  unsigned here_arguments = 0;
};

// nullptr where none of that number is known.
const SystemCall* system_call(Architecture architecture, std::uint64_t number);
// In which register the kernel looks for the number.
Register system_call_register(Architecture architecture);

// i386 has one call for all of sockets, whose first argument tells which; the others are in memory
// that the second one points to.
constexpr std::uint64_t socketcall = 102;
// Empty where none of that number is known.
std::string_view socket_call(std::uint64_t which);

}  // namespace assay::code
