// Source: Linux manual pages, sections 2 and 3; for ioctl requests include/uapi/mtd/mtd-abi.h.
#include "readers/capability.h"

#include <algorithm>

#include "base/name_table.h"

namespace assay::readers {
namespace {

using code::Value;

constexpr NameTable known_calls(std::to_array<Capability>({
    {"system", "shell", 0},
    {"popen", "shell", 0},
    {"wordexp", "shell", 0},
    {"execl", "execute", 0},
    {"execle", "execute", 0},
    {"execlp", "execute", 0},
    {"execv", "execute", 0},
    {"execve", "execute", 0},
    {"execvp", "execute", 0},
    {"execvpe", "execute", 0},
    {"fexecve", "execute"},
    {"posix_spawn", "execute", 1},
    {"posix_spawnp", "execute", 1},
    {"setuid", "privilege"},
    {"seteuid", "privilege"},
    {"setreuid", "privilege"},
    {"setresuid", "privilege"},
    {"setgid", "privilege"},
    {"setegid", "privilege"},
    {"setregid", "privilege"},
    {"setresgid", "privilege"},
    {"setgroups", "privilege"},
    {"capset", "privilege"},
    {"chroot", "privilege", 0},
    {"ptrace", "trace"},
    {"process_vm_writev", "trace"},
    {"mount", "mount", 1},
    {"umount", "mount", 0},
    {"umount2", "mount", 0},
    {"init_module", "module"},
    {"finit_module", "module"},
    {"delete_module", "module", 0},
    {"reboot", "reboot"},
    {"kexec_load", "reboot"},
    {"unlink", "delete", 0},
    {"remove", "delete", 0},
    {"rmdir", "delete", 0},
    {"pcap_open_live", "capture", 0},
    {"pcap_loop", "capture"},
    {"dlopen", "load_code", 0},
    {"crypt", "password"},
    {"getspnam", "password", 0},
    {"getpwnam", "password", 0},
    {"pam_authenticate", "password"},
    {"iptc_commit", "firewall"},
    {"iptc_init", "firewall", 0},
}));

constexpr std::uint64_t family_packet = 17;  // AF_PACKET
constexpr std::uint64_t kind_raw = 3;        // SOCK_RAW, but 2 on MIPS is SOCK_STREAM
constexpr std::uint64_t kind_packet = 10;    // SOCK_PACKET

// Requests of ioctl that write to flash, by type 'M' and number.
bool writes_flash(std::uint64_t request) {
  const std::uint64_t type = request >> 8U & 0xffU;
  const std::uint64_t number = request & 0xffU;
  constexpr std::uint64_t numbers[] = {2, 3, 4, 5, 6, 12, 20, 24};  // erase, write, lock, unlock
  return type == 'M' && std::ranges::find(numbers, number) != std::end(numbers) &&
         (request >> 16U) != 0;
}

// The family of a call whose numbers decide; empty where they do not say.
std::string_view family_by_numbers(const code::Call& call) {
  const auto& arguments = call.arguments;
  if (call.callee.name == "socket") {
    if (arguments[0].is(Value::Kind::number) && arguments[0].number == family_packet)
      return "raw_socket";
    if (!arguments[1].is(Value::Kind::number)) return {};
    const std::uint64_t kind = arguments[1].number & 15U;
    return kind == kind_raw || kind == kind_packet ? "raw_socket" : "";
  }
  if (call.callee.name == "ioctl" && arguments[1].is(Value::Kind::number) &&
      writes_flash(arguments[1].number))
    return "flash";
  return {};
}

}  // namespace

bool may_be_capability(std::string_view name) {
  return known_calls.find(name) != nullptr || name == "socket" || name == "ioctl";
}

Capability capability_of(const code::Call& call) {
  if (const Capability* known = known_calls.find(call.callee.name); known != nullptr) return *known;
  return {call.callee.name, family_by_numbers(call)};
}

}  // namespace assay::readers
