// Groups: the lines of group(5) and gshadow(5), and of their copies.
//
//   group    name:password:gid:member,member
//   gshadow  name:password:administrators:members
//
// Source: group(5), gshadow(5).
#include <algorithm>

#include "formats/crypt_hash.h"
#include "formats/passwd.h"
#include "readers/left_out.h"
#include "readers/path.h"
#include "readers/reader.h"

namespace assay::readers {
namespace {

using formats::GroupEntry;
using formats::HashScheme;

constexpr std::size_t file_size_max = 1U << 20U;      // bytes
constexpr std::size_t groups_max = 4096;              // of one file
constexpr std::size_t members_size_max = 16U << 10U;  // bytes of the column

bool is_file_of(std::string_view path, std::string_view word) {
  std::string_view base = base_of(path);
  if (!base.starts_with(word)) return false;
  base.remove_prefix(word.size());
  constexpr std::string_view copies[] = {"",     "-",     "~",        ".bak",
                                         ".old", ".orig", "_default", ".default"};
  return std::ranges::find(copies, base) != std::end(copies) &&
         (folder_of(path).find("etc") != std::string_view::npos || base_of(path) != word);
}

bool wants(std::string_view name) {
  return is_file_of(name, "group") || is_file_of(name, "gshadow");
}

std::string_view state_of(std::string_view password) {
  const auto hash = formats::identify_crypt_hash(password);
  if (hash.scheme == HashScheme::empty) return "empty";
  if (hash.scheme == HashScheme::shadowed) return "shadowed";
  if (hash.scheme == HashScheme::locked || hash.disabled) return "locked";
  return hash.scheme == HashScheme::unknown ? "unknown" : "hash";
}

void read_named(const Leaf& leaf, Reading& out) {
  if (leaf.bytes.empty() || leaf.bytes[0] == 0x7f) return;
  if (is_too_large(leaf, file_size_max, "a group file", out)) return;
  const bool shadow = is_file_of(leaf.name, "gshadow");
  const auto file = formats::read_group(leaf.bytes);
  tell_limits(file.problems, out);
  for (const GroupEntry& entry : file.entries) {
    if ((!shadow && !entry.gid) || entry.line.size == 0 || entry.name.value.size() > 64) continue;
    if (out.facts.size() >= groups_max) {
      out.problems.push_back({"read", ErrorCode::limit, "more than 4096 groups", entry.line});
      return;
    }
    std::string members;
    for (const formats::Text& member : entry.members)
      if (members.size() < members_size_max && !member.value.empty())
        members += (members.empty() ? "" : " ") + member.value;
    Fact fact("user_group", entry.line, shadow ? "gshadow(5) line" : "group(5) line");
    fact.set("name", entry.name.value).set("state", state_of(entry.password.value));
    if (entry.gid && !shadow) fact.set("gid", *entry.gid);
    fact.set("members", members).set("file", shadow ? "gshadow" : "group");
    out.facts.push_back(std::move(fact));
  }
}

}  // namespace

extern const Reader groups = {
    .id = "groups",
    .title = "Groups and their members",
    .source = "group(5), gshadow(5)",
    .wants = wants,
    .read_named = read_named,
};

}  // namespace assay::readers
