// The applets that a busybox was built with, whether or not a link names them: the table of their
// names, in order, with a NUL behind each. It begins with "[" and "[[", as a rule.
//
// Source: BusyBox, libbb/appletlib.c and applets/applet_tables.c (applet_names).
#include <algorithm>

#include "readers/reader.h"

namespace assay::readers {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view words[] = {"\0[\0[["sv, "\0acpid\0add"sv, "\0arp\0arping\0"sv,
                                      "\0adduser\0"sv};
constexpr std::size_t applets_min = 8;
constexpr std::size_t applets_max = 1024;
constexpr std::size_t name_size_max = 32;

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= name_size_max && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
           c == '[';
  });
}

// The names from `at` on that stand in order.
std::vector<Range> names_at(std::string_view text, std::size_t at) {
  std::vector<Range> names;
  std::string_view last;
  while (at < text.size() && names.size() < applets_max) {
    const std::size_t size = text.substr(at, name_size_max + 1).find('\0');
    if (size == std::string_view::npos) break;
    const std::string_view name = text.substr(at, size);
    if (!is_name(name) || !(last < name)) break;
    names.push_back({at, size});
    last = name;
    at += size + 1;
  }
  return names;
}

void read_content(const Leaf& leaf, Reading& out) {
  const std::string_view text = as_text(leaf.bytes);
  if (!text.starts_with("\x7f"
                        "ELF"))
    return;
  std::vector<Range> best;
  std::size_t tries = 0;
  for (const Hit& hit : leaf.hits) {
    if (tries++ == 16) break;
    std::vector<Range> names = names_at(text, hit.offset + 1);
    if (names.size() > best.size()) best = std::move(names);
  }
  if (best.size() < applets_min) return;
  for (const Range& range : best) {
    Fact fact("applet", range, "table of a busybox");
    fact.set("name", text.substr(range.offset, range.size));
    out.facts.push_back(std::move(fact));
  }
}

}  // namespace

extern const Reader applets = {
    .id = "applets",
    .title = "Applets that a busybox was built with",
    .source = "BusyBox, libbb/appletlib.c (applet_names)",
    .words = words,
    .read_content = read_content,
};

}  // namespace assay::readers
