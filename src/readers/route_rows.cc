#include "readers/route_rows.h"

#include <algorithm>

namespace assay::readers {
namespace {

bool is_path(std::string_view name) {
  if (name.starts_with("/") || name.find("cgi-bin/") != std::string_view::npos) return true;
  for (const std::string_view end : {".cgi", ".asp", ".htm", ".html", ".php", ".xml", ".json"})
    if (name.ends_with(end)) return true;
  return false;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-./").find(c) != std::string_view::npos;
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
  for (const auto& segment : program.elf().segments) {
    if (segment.type != 1) continue;
    const Bytes bytes = program.at(segment.address);
    const std::string_view all =
        as_text(bytes.first(std::min<std::uint64_t>(bytes.size(), segment.file.size)));
    // Texts end at the first byte that is none of a text.
    for (std::size_t at = 0; at < all.size();) {
      std::size_t end = at;
      while (end < all.size() && all[end] >= ' ' && all[end] <= '~') end++;
      if (end - at > 3) note_words(all.substr(at, end - at));
      at = end + 1;
    }
  }
}

void RouteRows::note_words(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) end++;
    const std::string_view word = text.substr(at, end - at);
    if (end - at >= 2 && word.size() < text.size())
      if (const auto found = mentioned_.find(word); found != mentioned_.end()) found->second = true;
    at = end + 1;
  }
}

}  // namespace assay::readers
