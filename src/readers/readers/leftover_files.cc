// Files that development leaves behind, told by their names and, where a name could mean something
// else, by their first bytes: folders of version control, what editors keep, core dumps, histories
// of shells, folders' views, results of merges, test data.
//
//   .git/HEAD .git/config .git/index, .svn/entries .svn/wc.db, CVS/Entries CVS/Root, .hg/hgrc,
//   .bzr/ x~ x.swp x.orig x.rej x.bak x.old #x#           core core.1234 x.core (ELF of type core)
//   .bash_history .ash_history .lesshst .viminfo .mysql_history   .DS_Store Thumbs.db
//
// Source: gitrepository-layout(5); Subversion, "Inside the working copy"; cvs(5); core(5); Vim,
// ":help swap-file"; patch(1); bash(1), FILES.
#include <algorithm>

#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

template <std::size_t n>
bool is_one_of(std::string_view text, const std::string_view (&list)[n]) {
  return std::ranges::find(list, text) != std::end(list);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

bool is_version_control(std::string_view path) {
  const std::string_view base = base_of(path);
  const std::string_view folder = base_of(folder_of(path));
  constexpr std::string_view git[] = {"HEAD", "config", "index", "packed-refs"};
  constexpr std::string_view svn[] = {"entries", "wc.db", "format"};
  constexpr std::string_view cvs[] = {"Entries", "Root", "Repository"};
  if (folder == ".git") return is_one_of(base, git);
  if (folder == ".svn") return is_one_of(base, svn);
  if (folder == "CVS") return is_one_of(base, cvs);
  if (folder == ".hg") return base == "hgrc" || base == "requires";
  return folder == ".bzr" && base == "branch-format";
}

// What a name says that the file is; empty: nothing.
std::string_view kind_of(std::string_view path) {
  const std::string_view base = base_of(path);
  constexpr std::string_view histories[] = {".bash_history",   ".ash_history",  ".sh_history",
                                            ".lesshst",        ".viminfo",      ".mysql_history",
                                            ".python_history", ".psql_history", ".gdb_history",
                                            ".sqlite_history", ".wget-hsts"};
  if (is_version_control(path)) return "version control";
  if (is_one_of(base, histories)) return "history";
  if (base == ".DS_Store" || base == "Thumbs.db" || base == "desktop.ini") return "folder view";
  if (base == "core" || base.ends_with(".core") ||
      (base.starts_with("core.") && is_number(base.substr(5))))
    return "core dump";
  if (base.size() > 1 && (base.ends_with('~') || (base[0] == '#' && base.ends_with('#'))))
    return "editor backup";
  if (base[0] == '.' && (base.ends_with(".swp") || base.ends_with(".swo"))) return "editor backup";
  if (base.ends_with(".orig") || base.ends_with(".rej")) return "merge leftover";
  if (base.ends_with(".bak") || base.ends_with(".old") || base.ends_with(".save")) return "backup";
  constexpr std::string_view folders[] = {"testdata", "test_data", "test-data",
                                          "unittest", "unittests", "selftest"};
  return is_one_of(base_of(folder_of(path)), folders) ? "test data" : "";
}

// Whether the bytes are an ELF file of type core (4): any other "core" is a program or a module.
bool is_core(Bytes bytes) {
  if (bytes.size() < 18 || !as_text(bytes).starts_with("\x7f"
                                                       "ELF"))
    return false;
  const bool big = bytes[5] == 2;
  return bytes[big ? 17 : 16] == 4 && bytes[big ? 16 : 17] == 0;
}

bool wants(std::string_view name) { return !base_of(name).empty() && !kind_of(name).empty(); }

void read_named(const Leaf& leaf, Reading& out) {
  const std::string_view kind = kind_of(leaf.name);
  if (leaf.bytes.empty() || (kind == "core dump" && !is_core(leaf.bytes))) return;
  const std::size_t size = std::min<std::size_t>(leaf.bytes.size(), 64);
  out.facts.push_back(Fact("leftover", {0, size}, "name of the file")
                          .set("kind", kind)
                          .set("text", base_of(leaf.name)));
}

}  // namespace

extern const Reader leftover_files = {
    .id = "leftover_files",
    .title = "Files that development leaves behind",
    .source = "gitrepository-layout(5), cvs(5), core(5), patch(1), bash(1)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
