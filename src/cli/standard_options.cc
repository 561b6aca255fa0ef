#include "cli/standard_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/quote.h"
#include "formats/declaration.h"
#include "rules/choose.h"

namespace assay::cli {

tl::expected<std::vector<std::filesystem::path>, Failure> rule_folders_of(
    const Arguments& arguments) {
  std::vector<std::filesystem::path> folders;
  for (const std::string_view folder : arguments.texts("rules")) {
    std::error_code error;
    folders.emplace_back(folder);
    if (!std::filesystem::is_directory(folders.back(), error))
      return give_up(ExitCode::usage,
                     fmt::format("--rules: there is no folder {}", quote(folder, 500)));
  }
  return folders;
}

tl::expected<std::vector<std::string>, Failure> standards_of(
    const Arguments& arguments, const std::vector<std::filesystem::path>& folders) {
  std::vector<std::string> names;
  for (const std::string_view name : arguments.texts("standard")) names.emplace_back(name);
  if (names.empty()) return names;
  rules::RuleSet set = rules::shipped_rules();
  for (const auto& folder : folders) rules::add_folder(set, folder);
  const std::vector<std::string> known = rules::standards_of(set);
  for (const std::string& name : names) {
    if (std::ranges::find(known, name) != known.end()) continue;
    std::string all;
    for (const std::string& one : known)
      if (!one.empty()) all += (all.empty() ? "" : ", ") + quote(one, 64);
    return give_up(ExitCode::usage,
                   fmt::format("there is no standard '{}'; there are {}", quote(name, 64), all));
  }
  return names;
}

tl::expected<std::optional<Declaration>, Failure> declaration_of(const Arguments& arguments) {
  const std::string path(arguments.text("declared"));
  if (path.empty()) return std::nullopt;
  constexpr std::size_t read_max = (1U << 20U) + 1;  // the parser refuses more than 1 MiB
  std::ifstream file(path, std::ios::binary);
  std::string text(read_max, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (!file.is_open() || file.bad())
    return give_up(ExitCode::usage, fmt::format("{}: cannot be read", quote(path, 500)));
  auto declaration = formats::parse_declaration(text);
  if (!declaration)
    return give_up(ExitCode::usage,
                   fmt::format("{}: {}", quote(path, 500), declaration.error().detail));
  return *std::move(declaration);
}

}  // namespace assay::cli
