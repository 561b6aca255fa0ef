// Source: execve(2), "Interpreter scripts"; the Filesystem Hierarchy Standard, 4.11 (/usr/share).
#include "readers/script_file.h"

#include <algorithm>

#include "readers/path.h"

namespace assay::readers {
namespace {

template <std::size_t n>
bool is_one_of(std::string_view text, const std::string_view (&list)[n]) {
  return std::ranges::find(list, text) != std::end(list);
}

std::string_view first_line(const Leaf& leaf) {
  const std::string_view text = as_text(leaf.bytes).substr(0, 256);
  return text.substr(0, text.find('\n'));
}

// Whether the interpreter of a "#!" line, or the program that env starts, is a shell.
bool is_shell_line(std::string_view line) {
  constexpr std::string_view shells[] = {"sh", "ash", "bash", "dash", "ksh", "hush", "haserl"};
  line.remove_prefix(2);
  while (!line.empty()) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
    if (is_one_of(base_of(word), shells)) return true;
    if (base_of(word) != "env" && base_of(word) != "busybox") return false;
    line.remove_prefix(word.size());
  }
  return false;
}

}  // namespace

bool is_documentation(std::string_view path) {
  constexpr std::string_view folders[] = {"share/doc/",
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
  constexpr std::string_view starts[] = {
      "LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "README",  "CHANGELOG", "ChangeLog",
      "NEWS",    "AUTHORS", "Changes", "CREDITS",   "INSTALL", "license",   "copyright"};
  // Most paths have none of what one of these folders must have.
  constexpr std::string_view parts[] = {"share/", "lib/", "dpkg/", "common-licenses/"};
  const auto is_in = [&](auto one) { return path.find(one) != path.npos; };
  const std::string_view base = base_of(path);
  return (std::ranges::any_of(parts, is_in) && std::ranges::any_of(folders, is_in)) ||
         std::ranges::any_of(starts, [&](auto one) { return base.starts_with(one); });
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
  const std::string_view line = first_line(leaf);
  if (line.starts_with("#!")) return is_shell_line(line);
  if (as_text(leaf.bytes).substr(0, 512).find('\0') != std::string_view::npos) return false;
  constexpr std::string_view names[] = {"rcS",     "rc.local", "rc.sysinit", "rc.boot",  "preinit",
                                        "profile", "inittab",  "crontab",    ".profile", "rcK"};
  constexpr std::string_view folders[] = {"init.d",    "cron.d",      "crontabs", "rc.d",
                                          "rcS.d",     "ppp",         "ip-up.d",  "ip-down.d",
                                          "profile.d", "uci-defaults"};
  const std::string_view base = base_of(leaf.name);
  return base.ends_with(".sh") || base.ends_with(".service") || base == "firewall.user" ||
         is_one_of(base, names) || is_one_of(base_of(folder_of(leaf.name)), folders);
}

}  // namespace assay::readers
