#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/quote.h"
#include "rules/clauses.h"
#include "rules/metric.h"
#include "rules/rule.h"

namespace assay::rules {

std::span<const EmbeddedFile> shipped_files();

namespace {

constexpr std::size_t files_max = 10'000;
constexpr std::size_t bytes_max = (1U << 20U) + 1;  // read of one file; parsing refuses less
constexpr int depth_max = 8;

// Puts `item` among `items`, which are sorted by `key`; where one has its key already, that is a
// problem.
template <class Item, class Key>
void insert(RuleSet& set, std::vector<Item>& items, Item item, Key key, std::string_view what) {
  const auto& name = item.*key;
  const auto at = std::ranges::lower_bound(items, name, {}, key);
  if (at != items.end() && (*at).*key == name)
    set.problems.push_back(
        {"", item.file, 1, fmt::format("{} has the {} {} already", at->file, what, name)});
  else
    items.insert(at, std::move(item));
}

void add(RuleSet& set, std::string_view file, std::string_view text) {
  const auto take = [&](auto parsed, auto& items, auto key, std::string_view what) {
    if (parsed)
      insert(set, items, *std::move(parsed), key, what);
    else
      set.problems.push_back(std::move(parsed).error());
  };
  if (file == clauses_name || file.ends_with("/" + std::string(clauses_name)))
    take(parse_clauses(file, text), set.clause_lists, &ClauseList::standard, "clauses of");
  else if (is_metric(text))
    take(parse_metric(file, text), set.metrics, &Metric::id, "id");
  else
    take(parse(file, text), set.rules, &Rule::id, "id");
}

// The paths of the .sql files and lists of clauses below `folder`, from it, sorted.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (auto at = std::filesystem::recursive_directory_iterator(folder); at != end(at); ++at) {
    if (at.depth() >= depth_max) at.disable_recursion_pending();
    if ((at->path().extension() == ".sql" || at->path().filename() == clauses_name) &&
        at->symlink_status().type() == std::filesystem::file_type::regular)
      files.push_back(at->path().lexically_relative(folder));
    if (files.size() > files_max) break;
  }
  std::ranges::sort(files, {}, [](const auto& path) { return path.native(); });
  return files;
}

}  // namespace

void add_files(RuleSet& set, std::span<const EmbeddedFile> files) {
  for (const EmbeddedFile& file : files) add(set, file.path, file.text);
}

RuleSet shipped_rules() {
  RuleSet set;
  add_files(set, shipped_files());
  for (Rule& rule : set.rules) rule.is_shipped = true;
  return set;
}

void add_folder(RuleSet& set, const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  try {
    files = files_below(folder);
  } catch (const std::filesystem::filesystem_error& error) {
    set.problems.push_back(
        {"", folder.native(), 0, fmt::format("cannot be read: {}", error.code().message())});
    return;
  }
  if (files.size() > files_max) {
    set.problems.push_back(
        {"", folder.native(), 0, fmt::format("more than {} rules below it", files_max)});
    return;
  }
  for (const std::filesystem::path& path : files) {
    std::ifstream stream(folder / path, std::ios::binary);
    std::string text(bytes_max, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    if (stream.bad() || (text.empty() && !stream.eof()))
      set.problems.push_back({"", path.native(), 0, "cannot be read"});
    else
      add(set, path.native(), text);
  }
}

}  // namespace assay::rules
