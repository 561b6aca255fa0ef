// Source: Linux manual pages system(3), popen(3), exec(3), posix_spawn(3); GLib's gspawn.h. The
// others are what firmware kits name their own: Ralink's and Tenda's doSystem, TP-Link's
// util_execSystem, D-Link's lxmldbc_system, TRENDnet's _system, TOTOLINK's CsteSystem, Wavlink's
// twsystem.
#include "readers/command_call.h"

#include <algorithm>

#include "base/name_table.h"

namespace assay::readers {
namespace {

using C = CommandCall;

constexpr C shell(std::string_view name) { return {name}; }
constexpr C prints(std::string_view name, std::int8_t format) { return {name, true, format, true}; }
constexpr C words(std::string_view name) { return {name, false, 0, false, C::none, 1}; }
constexpr C list(std::string_view name, std::int8_t path, std::int8_t array) {
  return {name, false, path, false, array};
}

constexpr NameTable calls(std::to_array<C>({
    shell("system"),
    shell("popen"),
    shell("CsteSystem"),
    shell("twsystem"),
    prints("doSystem", 0),
    prints("doSystemCmd", 0),
    prints("do_system", 0),
    prints("lxmldbc_system", 0),
    prints("lxmldbc_run_shell", 2),
    prints("_system", 0),
    prints("util_execSystem", 1),
    words("execl"),
    words("execlp"),
    words("execle"),
    list("execv", 0, 1),
    list("execvp", 0, 1),
    list("execve", 0, 1),
    list("execvpe", 0, 1),
    list("posix_spawn", 1, 4),
    list("posix_spawnp", 1, 4),
    {"g_spawn_command_line_sync", false},
    {"g_spawn_command_line_async", false},
}));

}  // namespace

const CommandCall* command_call(std::string_view name) { return calls.find(name); }

bool is_shell_path(std::string_view path) {
  constexpr std::string_view shells[] = {"sh",       "ash",       "bash",     "/bin/sh",
                                         "/bin/ash", "/bin/bash", "/bin/dash"};
  return std::ranges::find(shells, path) != std::end(shells);
}

}  // namespace assay::readers
