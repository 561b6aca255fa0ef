// Source: execve(2), "Interpreter scripts"; the Filesystem Hierarchy Standard, 4.11 (/usr/share).
#include "readers/script_file.h"

#include <algorithm>

#include "base/word_table.h"
#include "readers/path.h"

namespace assay::readers {
namespace {

constexpr std::size_t head_size = 512;            // bytes that tell a script from a program
constexpr std::size_t first_line_size_max = 256;  // bytes that are read of it

constexpr std::string_view shells[] = {"sh", "ash", "bash", "dash", "ksh", "hush", "haserl"};
constexpr WordTable shell_names(shells);

// Scripts without a "#!" line, by their name and by the folder that they are in.
constexpr std::string_view script_files[] = {"rcS",      "rc.local", "rc.sysinit", "rc.boot",
                                             "preinit",  "profile",  "inittab",    "crontab",
                                             ".profile", "rcK"};
constexpr std::string_view script_folders[] = {"init.d",    "cron.d",      "crontabs", "rc.d",
                                               "rcS.d",     "ppp",         "ip-up.d",  "ip-down.d",
                                               "profile.d", "uci-defaults"};
constexpr WordTable script_file_names(script_files);
constexpr WordTable script_folder_names(script_folders);

// Whether the interpreter of a "#!" line, or the program that env starts, is a shell.
bool is_shell_line(std::string_view line) {
  line.remove_prefix(2);
  while (!line.empty()) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
    if (shell_names.contains(base_of(word))) return true;
    if (base_of(word) != "env" && base_of(word) != "busybox") return false;
    line.remove_prefix(word.size());
  }
  return false;
}

// Every one of the folders begins with one of these, every name with one of these letters.
constexpr std::string_view documentation_roots[] = {"share", "lib", "dpkg", "common-licenses"};
constexpr std::string_view documentation_folders[] = {"share/doc/",
                                                      "share/man/",
                                                      "share/info/",
                                                      "share/licenses/",
                                                      "common-licenses/",
                                                      "share/locale/",
                                                      "share/i18n/",
                                                      "lib/opkg/info/",
                                                      "lib/opkg/status",
                                                      "dpkg/info/",
                                                      "dpkg/status",
                                                      "dpkg/available",
                                                      "share/zoneinfo/",
                                                      "lib/apt/lists/",
                                                      "lib/rpm/",
                                                      "share/common-lisp/",
                                                      "share/perl/",
                                                      "share/perl5/",
                                                      "lib/python3/dist-packages/debian",
                                                      "share/bug/",
                                                      "share/lintian/",
                                                      "share/mime/",
                                                      "lib/apk/db/"};
constexpr std::string_view documentation_letters = "LCRNAIlc";
constexpr std::string_view documentation_names[] = {
    "LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "README",  "CHANGELOG", "ChangeLog",
    "NEWS",    "AUTHORS", "Changes", "CREDITS",   "INSTALL", "license",   "copyright"};

bool is_in_documentation(std::string_view path) {
  for (std::size_t at = path.find('/'); at != path.npos; at = path.find('/', at + 1)) {
    for (const std::string_view root : documentation_roots) {
      if (!path.substr(0, at).ends_with(root)) continue;
      const std::string_view rest = path.substr(at - root.size());
      if (std::ranges::any_of(documentation_folders,
                              [&](auto folder) { return rest.starts_with(folder); }))
        return true;
    }
  }
  return false;
}

}  // namespace

bool is_documentation(std::string_view path) {
  if (is_in_documentation(path)) return true;
  const std::string_view base = base_of(path);
  return !base.empty() && documentation_letters.find(base[0]) != base.npos &&
         std::ranges::any_of(documentation_names, [&](auto one) { return base.starts_with(one); });
}

void drop_documentation(std::vector<Node>& nodes) {
  for (Node& node : nodes) {
    if (node.kind != NodeKind::file || !is_documentation(node.name)) continue;
    std::erase_if(node.facts, [](const Fact& fact) {
      return fact.table == "endpoint" || fact.table == "leftover";
    });
  }
}

bool is_shell_text(const Leaf& leaf) {
  if (leaf.bytes.empty() || leaf.file_type == "elf") return false;
  const std::string_view head = as_text(leaf.bytes).substr(0, head_size);
  if (head.starts_with("#!")) {
    const std::string_view line = head.substr(0, first_line_size_max);
    return is_shell_line(line.substr(0, line.find('\n')));
  }
  const std::string_view base = base_of(leaf.name);
  const bool named = base.ends_with(".sh") || base.ends_with(".service") ||
                     base == "firewall.user" || script_file_names.contains(base) ||
                     script_folder_names.contains(base_of(folder_of(leaf.name)));
  return named && head.find('\0') == head.npos;
}

}  // namespace assay::readers
