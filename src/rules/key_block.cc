#include "rules/key_block.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/quote.h"

namespace assay::rules {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const std::size_t start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return line;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view part = trimmed(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    text = text.substr(std::min(end + 1, text.size()));
  }
  return parts;
}

Result<void> KeyBlock::take(std::string_view line, std::uint32_t number) {
  if (trimmed(line).empty()) {
    open_.clear();
    return {};
  }
  if (line.starts_with("  ") || line.starts_with(" \t") || line.starts_with('\t')) {
    if (open_.empty()) return fail(ErrorCode::corrupt, "a line that continues no key");
    std::string& value = entries_.find(open_)->second.value;
    if (!value.empty()) value += ' ';
    value += trimmed(line);
    return {};
  }
  const std::size_t colon = line.find(':');
  const std::string_view key = trimmed(line.substr(0, colon));
  if (colon == std::string_view::npos || std::ranges::find(keys_, key, &Key::name) == keys_.end())
    return fail(ErrorCode::corrupt, fmt::format("'{}' is no key of a {}", quote(key, 64), what_));
  const auto [entry, is_new] = entries_.try_emplace(
      std::string(key), Entry{std::string(trimmed(line.substr(colon + 1))), number});
  if (!is_new) return fail(ErrorCode::corrupt, fmt::format("'{}' stands twice", key));
  open_ = key;
  return {};
}

const Entry& KeyBlock::at(std::string_view key) const {
  static const Entry none;
  const auto found = entries_.find(key);
  return found == entries_.end() ? none : found->second;
}

const Key* KeyBlock::missing() const {
  for (const Key& key : keys_)
    if (key.required && at(key.name).value.empty()) return &key;
  return nullptr;
}

Result<void> KeyBlock::check() const {
  if (const Key* key = missing())
    return fail(ErrorCode::corrupt, fmt::format("'{}' is missing", key->name));
  return {};
}

std::uint32_t KeyBlock::line_of_missing() const {
  const Key* key = missing();
  return key == nullptr ? 0 : at(key->name).line;
}

}  // namespace assay::rules
