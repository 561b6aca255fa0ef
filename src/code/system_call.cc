// Source: Linux, system call tables of each architecture (asm/unistd.h); man-pages, syscall(2) and
// socketcall(2). accept is accept4 without flags; exit_group is what _exit asks for.
#include "code/system_call.h"

#include <algorithm>

namespace assay::code {
namespace {

constexpr std::uint16_t none = 0xffff;

constexpr SystemCall calls[] = {
    {"socket", 3, {41, 359, 281, 198, 4183, 5040, 326}},
    {"bind", 3, {49, 361, 282, 200, 4169, 5048, 327}},
    {"connect", 3, {42, 362, 283, 203, 4170, 5041, 328}},
    {"listen", 2, {50, 363, 284, 201, 4174, 5049, 329}},
    {"accept", 3, {43, none, 285, 202, 4168, 5042, 330}},
    {"accept", 3, {288, 364, 366, 242, 4334, 5293, 344}},
    {"send", 3, {none, none, 289, none, 4178, none, 334}},
    {"sendto", 3, {44, 369, 290, 206, 4180, 5043, 335}},
    {"recv", 3, {none, none, 291, none, 4175, none, 336}},
    {"recvfrom", 3, {45, 371, 292, 207, 4176, 5044, 337}},
    {"recvmsg", 3, {47, 372, 297, 212, 4177, 5046, 342}},
    {"setsockopt", 3, {54, 366, 294, 208, 4181, 5053, 339}},
    {"read", 3, {0, 3, 3, 63, 4003, 5000, 3}},
    {"write", 3, {1, 4, 4, 64, 4004, 5001, 4}},
    {"open", 3, {2, 5, 5, none, 4005, 5002, 5}},
    {"openat", 3, {257, 295, 322, 56, 4288, 5247, 286}, "open", 1},
    {"execve", 3, {59, 11, 11, 221, 4011, 5057, 11}},
    {"access", 2, {21, 33, 33, none, 4033, 5020, 33}},
    {"faccessat", 3, {269, 307, 334, 48, 4300, 5259, 298}, "access", 2},
    {"unlink", 1, {87, 10, 10, none, 4010, 5085, 10}},
    {"unlinkat", 3, {263, 301, 328, 35, 4294, 5253, 292}, "unlink", 1},
    {"rename", 2, {82, 38, 38, none, 4038, 5080, 38}},
    {"setuid", 1, {105, 23, 23, 146, 4023, 5103, 23}},
    {"setgid", 1, {106, 46, 46, 144, 4046, 5104, 46}},
    {"mount", 3, {165, 21, 21, 40, 4021, 5160, 21}},
    {"ptrace", 3, {101, 26, 26, 117, 4026, 5099, 26}},
    {"init_module", 3, {175, 128, 128, 105, 4128, 5168, 128}},
    {"finit_module", 3, {313, 350, 379, 273, 4348, 5307, 353}},
    {"reboot", 3, {169, 88, 88, 142, 4088, 5164, 88}},
    {"ioctl", 3, {16, 54, 54, 29, 4054, 5015, 54}},
    {"dup2", 2, {33, 63, 63, none, 4063, 5032, 63}},
    {"dup3", 3, {292, 330, 358, 24, 4327, 5286, 316}},
    {"chroot", 1, {161, 61, 61, 51, 4061, 5156, 61}},
    {"kill", 2, {62, 37, 37, 129, 4037, 5060, 37}},
    {"chmod", 2, {90, 15, 15, none, 4015, 5088, 15}},
    {"fchmodat", 3, {268, 306, 333, 53, 4299, 5258, 297}, "chmod", 2},
    {"chown", 3, {92, 182, 182, none, 4202, 5090, 181}},
    {"getrandom", 3, {318, 355, 384, 278, 4353, 5313, 359}},
    {"_exit", 1, {231, 252, 248, 94, 4246, 5205, 234}},
};

// By the first argument of socketcall, from 1 on.
constexpr std::array<std::string_view, 12> socket_calls = {"socket", "bind", "connect", "listen",
                                                           "accept", "",     "",        "",
                                                           "send",   "recv", "sendto",  "recvfrom"};

// How a program of an architecture asks.
struct Convention {
  std::size_t column = 0;  // of SystemCall::numbers
  Register number = 0;
};

Convention convention_of(Architecture architecture) {
  switch (architecture) {
    case Architecture::x86_64:
      return {0, 0};
    case Architecture::x86:
      return {1, 0};
    case Architecture::arm:
    case Architecture::thumb:
    case Architecture::arm_big:
    case Architecture::thumb_big:
      return {2, 7};
    case Architecture::aarch64:
      return {3, 8};
    case Architecture::riscv32:
    case Architecture::riscv64:
      return {3, 17};
    case Architecture::mips:
    case Architecture::mipsel:
      return {4, 2};
    case Architecture::mips64:
    case Architecture::mips64el:
      return {5, 2};
    case Architecture::powerpc:
    case Architecture::powerpc64:
    case Architecture::powerpc64le:
      return {6, 0};
  }
  return {};
}

}  // namespace

const SystemCall* system_call(Architecture architecture, std::uint64_t number) {
  const std::size_t column = convention_of(architecture).column;
  const auto* found = std::ranges::find_if(
      calls, [&](const SystemCall& call) { return call.numbers[column] == number; });
  return found == std::end(calls) || number == none ? nullptr : found;
}

Register system_call_register(Architecture architecture) {
  return convention_of(architecture).number;
}

std::string_view socket_call(std::uint64_t which) {
  return which == 0 || which > socket_calls.size() ? std::string_view() : socket_calls[which - 1];
}

}  // namespace assay::code
