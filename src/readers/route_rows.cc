#include "readers/route_rows.h"

#include <algorithm>
#include <array>

namespace assay::readers {
namespace {

bool is_path(std::string_view name) {
  if (name.starts_with("/") || name.find("cgi-bin/") != std::string_view::npos) return true;
  for (const std::string_view end : {".cgi", ".asp", ".htm", ".html", ".php", ".xml", ".json"})
    if (name.ends_with(end)) return true;
  return false;
}

// All bytes of a program are looked at, so what each may be part of stands in a table.
constexpr std::uint8_t of_text = 1;
constexpr std::uint8_t of_word = 2;
constexpr auto parts = [] {
  std::array<std::uint8_t, 256> all{};
  for (unsigned c = ' '; c <= '~'; c++) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-' || c == '.' || c == '/';
    all[c] = word ? of_text | of_word : of_text;
  }
  return all;
}();

bool is_of(char c, std::uint8_t part) { return (parts[static_cast<std::uint8_t>(c)] & part) != 0; }

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
  const code::Program& program = survey_.program();
  std::uint64_t lengths = 0;  // of the names that are looked for
  for (const Row& row : rows_) lengths |= length_bit(row.name.size());
  for (const auto& segment : program.elf().segments) {
    if (segment.type != 1) continue;
    const Bytes bytes = program.at(segment.address);
    const std::string_view all =
        as_text(bytes.first(std::min<std::uint64_t>(bytes.size(), segment.file.size)));
    // Texts end at the first byte that is none of a text.
    for (std::size_t at = 0; at < all.size();) {
      std::size_t end = at;
      while (end < all.size() && is_of(all[end], of_text)) end++;
      if (end - at > 3) note_words(all.substr(at, end - at), lengths);
      at = end + 1;
    }
  }
}

void RouteRows::note_words(std::string_view text, std::uint64_t lengths) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_of(text[end], of_word)) end++;
    const std::string_view word = text.substr(at, end - at);
    if (end - at >= 2 && word.size() < text.size() && (lengths & length_bit(word.size())) != 0)
      if (const auto found = mentioned_.find(word); found != mentioned_.end()) found->second = true;
    at = end + 1;
  }
}

}  // namespace assay::readers
