// Source: libubootenv (libuboot_set_env), u-boot-tools (fw_env_write), SWUpdate
// (bootloader_env_set), strverscmp(3), rpmvercmp of RPM, pkg_compare_versions of opkg.
#include "readers/rollback.h"

#include <algorithm>

#include "base/lower_case.h"
#include "base/name_table.h"
#include "readers/call_site.h"

namespace assay::readers {
namespace {

// A function that sets a variable of the boot loader.
struct Setter {
  std::string_view name;
  std::int8_t variable = 0;      // argument
  bool of_all_settings = false;  // not only of the boot loader
};
constexpr NameTable setters(std::to_array<Setter>({
    {"fw_env_write"},
    {"fw_setenv"},
    {"libuboot_set_env", 1},
    {"bootloader_env_set"},
    {"nvram_set", 0, true},
    {"nvram_bufset", 1, true},
}));

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
}

}  // namespace

bool compares_versions(std::string_view name, bool imported) {
  constexpr std::string_view known[] = {"strverscmp", "rpmvercmp", "pkg_compare_versions"};
  if (std::ranges::find(known, name) != std::end(known)) return true;
  if (name.starts_with("__")) return false;
  const std::string lower = lower_case(name);
  if (has_any(lower, {"rollback", "downgrade"}))
    return has_any(lower, {"check", "chk", "verif", "allow", "is_", "anti"});
  if (imported && !has_any(lower, {"fw", "firm", "image", "img", "upgrade", "update"}))
    return false;
  return has_any(lower, {"version", "_ver", "vercmp"}) &&
         has_any(lower, {"cmp", "compar", "check", "chk", "newer", "older"});
}

std::optional<BootChoice> boot_choice(const code::Survey& survey,
                                      std::span<const UpdateCommand> commands) {
  for (const UpdateCommand& command : commands)
    if (command.step.action == "environment" && chooses_boot(command.step.object))
      return BootChoice{command.step.object, command.program};
  const auto sets = [](std::string_view name) { return setters.find(name) != nullptr; };
  for (const std::uint32_t place : survey.calls_named(sets)) {
    const code::Call& call = survey.calls()[place];
    const Setter* setter = setters.find(call.callee.name);
    const auto variable = constant_text(survey.program(), argument(call, setter->variable));
    if (variable && chooses_boot(*variable) &&
        (!setter->of_all_settings || has_any(*variable, {"boot", "BOOT"})))
      return BootChoice{std::string(*variable), std::string(call.callee.name)};
  }
  return std::nullopt;
}

}  // namespace assay::readers
