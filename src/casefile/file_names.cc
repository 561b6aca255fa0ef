// Source: POSIX.1-2017, 4.13 (Pathname Resolution); Shell Command Language, 2.13 (Pattern Matching
// Notation), 2.9.1.1 (Command Search and Execution).
#include "casefile/file_names.h"

#include <algorithm>
#include <tuple>

namespace assay::casefile {
namespace {

constexpr int links_max = 40;        // followed for one name, as Linux does
constexpr int parts_max = 512;       // of one name, with those of the links in it
constexpr std::size_t base_max = 8;  // files of one last part that are told

std::string_view base_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// Puts the parts of `path` on `parts`, the first one last.
void push_parts(std::string_view path, std::vector<std::string>& parts) {
  while (!path.empty()) {
    const std::size_t slash = path.rfind('/');
    const std::size_t start = slash == std::string_view::npos ? 0 : slash + 1;
    if (start < path.size()) parts.emplace_back(path.substr(start));
    path = path.substr(0, slash == std::string_view::npos ? 0 : slash);
  }
}

// The size of the bracket expression at the start of `pattern`, and whether `c` is in it; size 0
// where the bracket is a plain character.
std::pair<std::size_t, bool> fits_bracket(std::string_view pattern, char c) {
  std::size_t at = 1;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) at++;
  bool found = false;
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) return {at + 1, found != negated};
    if (at + 2 < pattern.size() && pattern[at + 1] == '-' && pattern[at + 2] != ']') {
      found = found || (pattern[at] <= c && c <= pattern[at + 2]);
      at += 3;
    } else {
      found = found || pattern[at] == c;
      at++;
    }
  }
  return {0, false};
}

// How much of `pattern` the character takes; 0 where it does not fit.
std::size_t taken_by(std::string_view pattern, char c) {
  if (pattern.empty() || pattern[0] == '*') return 0;
  if (pattern[0] == '?') return c == '/' ? 0 : 1;
  if (pattern[0] == '[') {
    const auto [size, fits] = fits_bracket(pattern, c);
    if (size != 0) return fits && c != '/' ? size : 0;
  }
  return pattern[0] == c ? 1 : 0;
}

}  // namespace

bool fits_pattern(std::string_view pattern, std::string_view text) {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = none;  // behind the last star, and where it began to take
  std::size_t star_text = 0;
  while (t < text.size()) {
    const std::size_t taken = taken_by(pattern.substr(p), text[t]);
    if (taken != 0) {
      p += taken;
      t++;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      star_text = t;
    } else if (star != none && text[star_text] != '/') {
      p = star;
      t = ++star_text;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') p++;
  return p == pattern.size();
}

void FileNames::add(Member member) { members_.push_back(std::move(member)); }

void FileNames::settle() {
  std::ranges::sort(members_, [](const Member& a, const Member& b) {
    return std::tie(a.path, a.node) < std::tie(b.path, b.node);
  });
  for (std::size_t i = 0; i < members_.size(); i++) {
    places_[members_[i].path] = i;  // of two with one name, the later one counts
    if (!members_[i].is_file && members_[i].link_target.empty()) continue;
    std::vector<std::size_t>& all = bases_[std::string(base_of(members_[i].path))];
    if (all.size() < base_max) all.push_back(i);
  }
}

const FileNames::Member* FileNames::at(const std::string& path) const {
  const auto place = places_.find(path);
  return place == places_.end() ? nullptr : &members_[place->second];
}

std::string FileNames::follow(std::string_view path) const {
  std::vector<std::string> parts;
  push_parts(path, parts);
  std::string current;
  int links = 0;
  for (int steps = 0; !parts.empty(); steps++) {
    const std::string part = std::move(parts.back());
    parts.pop_back();
    if (steps > parts_max || parts.size() > parts_max || part.size() > 4096) return "";
    if (part == ".") continue;
    if (part == "..") {
      current.erase(std::min(current.rfind('/'), current.size()));
      continue;
    }
    const std::string next = current + "/" + part;
    const Member* member = at(next);
    if (member != nullptr && !member->link_target.empty()) {
      if (++links > links_max) return "";
      if (member->link_target.starts_with('/')) current.clear();
      push_parts(member->link_target, parts);
    } else {
      current = next;
    }
  }
  return current;
}

std::int64_t FileNames::find(std::string_view path) const {
  const Member* member = at(follow(path));
  return member != nullptr && member->is_file ? member->node : -1;
}

std::int64_t FileNames::search(std::string_view name,
                               const std::vector<std::string>& folders) const {
  for (const std::string& folder : folders) {
    const std::int64_t node = find(folder + "/" + std::string(name));
    if (node >= 0) return node;
  }
  return -1;
}

std::vector<std::int64_t> FileNames::match(std::string_view pattern, std::uint64_t& steps) const {
  std::vector<std::int64_t> found;
  const auto take = [&](std::int64_t node) {
    if (node >= 0 && found.size() < matches_max && std::ranges::find(found, node) == found.end())
      found.push_back(node);
  };
  if (base_of(pattern).find_first_not_of("*?") == std::string_view::npos) return found;
  if (pattern.starts_with("*/") || pattern.starts_with("**/")) {
    const std::string_view tail = pattern.substr(pattern.find('/'));
    if (tail.find_first_of("*?[") != std::string_view::npos) return found;
    const auto all = bases_.find(std::string(base_of(tail)));
    if (all == bases_.end()) return found;
    for (const std::size_t i : all->second)
      if (members_[i].path.ends_with(tail)) take(find(members_[i].path));
    return found;
  }
  const std::string_view fixed = pattern.substr(0, pattern.find_first_of("*?["));
  auto member = std::ranges::lower_bound(members_, fixed, {},
                                         [](const Member& m) { return std::string_view(m.path); });
  for (; member != members_.end() && member->path.starts_with(fixed); ++member) {
    const std::uint64_t cost = (pattern.size() + 1) * (member->path.size() + 1);
    if (steps < cost) return found;
    steps -= cost;
    if (fits_pattern(pattern, member->path)) take(find(member->path));
  }
  return found;
}

std::vector<std::int64_t> FileNames::named(std::string_view base) const {
  std::vector<std::int64_t> found;
  const auto all = bases_.find(std::string(base));
  if (all == bases_.end()) return found;
  for (const std::size_t i : all->second) {
    const std::int64_t node = find(members_[i].path);
    if (node >= 0 && std::ranges::find(found, node) == found.end()) found.push_back(node);
  }
  return found;
}

}  // namespace assay::casefile
