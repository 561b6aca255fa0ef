// The applets that a busybox was built with, whether or not a link names them. Its program calls
// itself "BusyBox v", and holds their names in order:
//
//   from 1.12 on   one text, a NUL behind each name
//   before         one text a name, with NULs up to a multiple of four behind it where the compiler
//                  aligned them
//
// The table is the longest run of names in order that has names which every busybox has. Bytes in
// front of the first name can look like a part of it; then the run begins with the second.
//
// Source: BusyBox, libbb/appletlib.c and applets/applet_tables.c (applet_names); applets/applets.c
// of 1.4.
#include <algorithm>

#include "readers/reader.h"

namespace assay::readers {
namespace {

constexpr std::string_view words[] = {"BusyBox v"};
constexpr std::size_t applets_min = 8;
constexpr std::size_t applets_max = 1024;
constexpr std::size_t name_size_max = 32;
constexpr std::size_t padding_max = 3;
constexpr std::size_t usual_min = 3;
constexpr std::string_view usual[] = {"ash",      "cat",  "chmod", "cp", "echo",  "grep",
                                      "ifconfig", "kill", "ln",    "ls", "mkdir", "mount",
                                      "mv",       "ping", "rm",    "sh", "sleep", "umount"};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
         c == '[';
}

bool is_table(std::string_view text, const std::vector<Range>& names) {
  if (names.size() < applets_min) return false;
  const auto is_usual = [&](const Range& name) {
    return std::ranges::find(usual, text.substr(name.offset, name.size)) != std::end(usual);
  };
  return static_cast<std::size_t>(std::ranges::count_if(names, is_usual)) >= usual_min;
}

// The longest table in `text`, in one pass: a name ends at a NUL and takes the characters of names
// in front of it; it goes on a run where nothing but padding lies between, and it is the next.
std::vector<Range> longest_table(std::string_view text) {
  std::vector<Range> best;
  std::vector<Range> run;
  const auto finish = [&] {
    if (run.size() > best.size() && is_table(text, run)) best = run;
    run.clear();
  };
  std::size_t start = 0;  // of the name that may end at i
  for (std::size_t i = 0; i < text.size(); i++) {
    if (is_name_character(text[i])) continue;
    const Range name = {start, i - start};
    start = i + 1;
    const bool is_name = text[i] == '\0' && name.size != 0 && name.size <= name_size_max;
    if (!is_name) {
      // NULs are padding, as long as they are few.
      const bool padding = text[i] == '\0' && name.size == 0 && !run.empty() &&
                           i - (run.back().offset + run.back().size) <= padding_max;
      if (!padding) finish();
      continue;
    }
    const bool next =
        !run.empty() && run.size() < applets_max &&
        text.substr(run.back().offset, run.back().size) < text.substr(name.offset, name.size);
    if (!next) finish();
    run.push_back(name);
  }
  finish();
  return best;
}

void read_content(const Leaf& leaf, Reading& out) {
  const std::string_view text = as_text(leaf.bytes);
  if (leaf.hits.empty() || !text.starts_with("\x7f"
                                             "ELF"))
    return;
  for (const Range& range : longest_table(text)) {
    Fact fact("applet", range, "table of a busybox");
    fact.set("name", text.substr(range.offset, range.size));
    out.facts.push_back(std::move(fact));
  }
}

}  // namespace

extern const Reader applets = {
    .id = "applets",
    .title = "Applets that a busybox was built with",
    .source = "BusyBox, libbb/appletlib.c (applet_names), applets/applets.c",
    .words = words,
    .read_content = read_content,
};

}  // namespace assay::readers
