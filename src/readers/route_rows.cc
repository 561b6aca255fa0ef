#include "readers/route_rows.h"

#include <algorithm>
#include <bitset>

#include "readers/word_runs.h"

namespace assay::readers {
namespace {

bool is_path(std::string_view name) {
  if (name.starts_with("/") || name.find("cgi-bin/") != std::string_view::npos) return true;
  for (const std::string_view end : {".cgi", ".asp", ".htm", ".html", ".php", ".xml", ".json"})
    if (name.ends_with(end)) return true;
  return false;
}

bool is_of_text(char c) { return c >= ' ' && c <= '~'; }

std::uint64_t length_bit(std::size_t length) {
  return std::uint64_t{1} << std::min<std::size_t>(length, 63);
}

}  // namespace

void RouteRows::add(Fact fact, std::uint32_t index, std::string_view name, std::uint64_t handler,
                    const Opened& opened) {
  fact.set("entry", index).set("route", name).set("handler", handler);
  fact.set("is_path", is_path(name) ? 1 : 0);
  const auto* function = survey_.function_at(handler);
  if (function != nullptr && function->start.address == handler && !function->name.empty())
    fact.set("handler_name", function->name);
  if (opened.address != 0) {
    fact.set("runs", opened.families).set("runs_call", opened.call);
    if (opened.constant) fact.set("runs_argument", opened.argument);
  }
  mentioned_.try_emplace(std::string(name), false);
  rows_.push_back({std::move(fact), std::string(name)});
}

void RouteRows::finish() {
  if (rows_.empty()) return;
  note_mentions();
  for (Row& row : rows_) {
    row.fact.set("mentioned", mentioned_.find(row.name)->second ? 1 : 0);
    out_.facts.push_back(std::move(row.fact));
  }
  rows_.clear();
}

// The words of all texts of the file that are more than a word. Linear.
void RouteRows::note_mentions() {
  constexpr std::size_t text_size_min = 4;
  const code::Program& program = survey_.program();
  std::uint64_t lengths = 0;  // of the names that are looked for
  std::bitset<1U << 16U> starts;
  const auto start_of = [](std::string_view word) {
    return static_cast<std::uint8_t>(word[0]) * 256U + static_cast<std::uint8_t>(word[1]);
  };
  for (const Row& row : rows_) {
    if (row.name.size() < word_size_min) continue;
    lengths |= length_bit(row.name.size());
    starts.set(start_of(row.name));
  }
  for (const auto& segment : program.elf().segments) {
    if (segment.type != 1) continue;
    const Bytes bytes = program.at(segment.address);
    const std::string_view all =
        as_text(bytes.first(std::min<std::uint64_t>(bytes.size(), segment.file.size)));
    for_each_word(all, [&](std::size_t start, std::size_t end) {
      const std::string_view word = all.substr(start, end - start);
      if ((lengths & length_bit(word.size())) == 0 || !starts.test(start_of(word))) return;
      const auto found = mentioned_.find(word);
      if (found == mentioned_.end() || found->second) return;
      // As far as it takes to tell: texts end at the first byte that is none of a text.
      const std::size_t enough = std::max(word.size() + 1, text_size_min);
      while (end - start < enough && start > 0 && is_of_text(all[start - 1])) start--;
      while (end - start < enough && end < all.size() && is_of_text(all[end])) end++;
      found->second = end - start == enough;
    });
  }
}

}  // namespace assay::readers
