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
#include <array>

#include "base/byte_block.h"
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

// Every byte of a busybox is asked.
constexpr auto name_characters = [] {
  std::array<bool, 256> table{};
  for (char c = 'a'; c <= 'z'; c++) table[static_cast<unsigned char>(c)] = true;
  for (char c = '0'; c <= '9'; c++) table[static_cast<unsigned char>(c)] = true;
  for (const char c : {'_', '-', '.', '['}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

bool is_name_character(char c) { return name_characters[static_cast<unsigned char>(c)]; }

bool is_table(std::string_view text, const std::vector<Range>& names) {
  if (names.size() < applets_min) return false;
  const auto is_usual = [&](const Range& name) {
    return std::ranges::find(usual, text.substr(name.offset, name.size)) != std::end(usual);
  };
  return static_cast<std::size_t>(std::ranges::count_if(names, is_usual)) >= usual_min;
}

// The longest table in `text`, in one pass over its NULs: a name takes the characters of names in
// front of one; it goes on a run where nothing but padding lies between, and it is the next.
std::vector<Range> longest_table(std::string_view text) {
  std::vector<Range> best;
  std::vector<Range> run;
  const auto finish = [&] {
    if (run.size() > best.size() && is_table(text, run)) best = run;
    run.clear();
  };
  std::size_t behind = 0;  // the last NUL
  const auto see = [&](std::size_t nul) {
    // In code a NUL ends no name, as a rule, and where no run is, that is nothing.
    if (run.empty() && (nul == 0 || !is_name_character(text[nul - 1]))) return;
    if (nul == behind) {
      // NULs are padding, as long as they are few.
      if (!run.empty() && nul - run.back().end() > padding_max) finish();
      return;
    }
    std::size_t start = nul;
    while (start > behind && nul - start <= name_size_max && is_name_character(text[start - 1]))
      start--;
    const Range name = {start, nul - start};
    const bool is_name = name.size != 0 && name.size <= name_size_max;
    const bool next =
        is_name && start == behind && !run.empty() && run.size() < applets_max &&
        text.substr(run.back().offset, run.back().size) < text.substr(name.offset, name.size);
    if (!next && !run.empty()) finish();
    if (is_name) run.push_back(name);
  };
  each_place(text, '\0', [&](std::size_t nul) {
    see(nul);
    behind = nul + 1;
    return true;
  });
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
