// Options that a kernel was built with, where its configuration is in the image: /boot/config-*, or
// the compressed text behind "IKCFG_ST" in the kernel. Of some thousand options only those are rows
// that decide about protection; the others are noise to every question of these standards.
//
//   CONFIG_MODULES=y          # CONFIG_MODULE_SIG is not set
//
// Source: Documentation/kbuild/kconfig.rst of Linux; kernel/configs.c.
#include <algorithm>

#include "formats/lines.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

constexpr std::string_view words[] = {"CONFIG_MODULES=", "CONFIG_MODULES is not set"};

constexpr std::size_t head_size = 512;  // bytes in which a configuration says that it is one

// Sorted. Without "CONFIG_".
constexpr std::string_view options[] = {"AUDIT",
                                        "BPF_SYSCALL",
                                        "BPF_UNPRIV_DEFAULT_OFF",
                                        "CC_STACKPROTECTOR",
                                        "CC_STACKPROTECTOR_REGULAR",
                                        "CC_STACKPROTECTOR_STRONG",
                                        "CMDLINE",
                                        "COMPAT_BRK",
                                        "CRASH_DUMP",
                                        "CROSS_COMPILE",
                                        "DEBUG_FS",
                                        "DEBUG_KERNEL",
                                        "DEBUG_RODATA",
                                        "DEVKMEM",
                                        "DEVMEM",
                                        "DM_VERITY",
                                        "FORTIFY_SOURCE",
                                        "FTRACE",
                                        "GCOV_KERNEL",
                                        "HARDENED_USERCOPY",
                                        "IKCONFIG_PROC",
                                        "IMA",
                                        "IMA_APPRAISE",
                                        "IO_STRICT_DEVMEM",
                                        "KALLSYMS",
                                        "KEXEC",
                                        "KGDB",
                                        "KGDB_SERIAL_CONSOLE",
                                        "KPROBES",
                                        "LOCALVERSION",
                                        "LOCK_DOWN_KERNEL_FORCE_INTEGRITY",
                                        "MAGIC_SYSRQ",
                                        "MODULES",
                                        "MODULE_FORCE_LOAD",
                                        "MODULE_SIG",
                                        "MODULE_SIG_ALL",
                                        "MODULE_SIG_FORCE",
                                        "MODULE_SIG_HASH",
                                        "PROC_KCORE",
                                        "RANDOMIZE_BASE",
                                        "SECCOMP",
                                        "SECURITY",
                                        "SECURITY_APPARMOR",
                                        "SECURITY_DMESG_RESTRICT",
                                        "SECURITY_LOCKDOWN_LSM",
                                        "SECURITY_SELINUX",
                                        "SECURITY_YAMA",
                                        "SLAB_FREELIST_RANDOM",
                                        "SQUASHFS",
                                        "STACKPROTECTOR",
                                        "STACKPROTECTOR_STRONG",
                                        "STRICT_DEVMEM",
                                        "STRICT_KERNEL_RWX",
                                        "STRICT_MODULE_RWX",
                                        "SYN_COOKIES",
                                        "USER_NS"};
static_assert(std::ranges::is_sorted(options));

bool is_told(std::string_view name) {
  constexpr std::string_view prefix = "CONFIG_";
  return name.starts_with(prefix) &&
         std::ranges::binary_search(options, name.substr(prefix.size()));
}

void add(const formats::Line& line, std::string_view name, std::string_view value, Reading& out) {
  if (!is_told(name)) return;
  if (value.size() > 1 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  Fact fact("kernel_option", line.range, "line of a kernel's configuration");
  fact.set("name", name).set("value", value);
  out.facts.push_back(std::move(fact));
}

void read_content(const Leaf& leaf, Reading& out) {
  const std::string_view head = as_text(leaf.bytes).substr(0, head_size);
  const bool is_config = head.starts_with('#') && (head.find("onfiguration") != head.npos ||
                                                   head.find("CONFIG_") != head.npos);
  if (!is_config) return;
  constexpr std::string_view unset = " is not set";
  std::vector<formats::FormatProblem> problems;
  for (const formats::Line& line : formats::split_lines(leaf.bytes, problems)) {
    const auto equals = line.text.find('=');
    if (line.text.starts_with("# CONFIG_") && line.text.ends_with(unset))
      add(line, line.text.substr(2, line.text.size() - 2 - unset.size()), "n", out);
    else if (equals != line.text.npos)
      add(line, line.text.substr(0, equals), line.text.substr(equals + 1), out);
  }
  for (const formats::FormatProblem& problem : problems)
    out.problems.push_back({"read", problem.error.code, problem.error.detail, problem.range});
}

}  // namespace

extern const Reader kernel_config = {
    .id = "kernel_config",
    .title = "Options that a kernel was built with",
    .source = "Documentation/kbuild/kconfig.rst and kernel/configs.c of Linux",
    .words = words,
    .read_content = read_content,
};

}  // namespace assay::readers
