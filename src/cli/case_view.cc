#include "cli/case_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/quote.h"

namespace assay::cli {
namespace {

std::string text_of(const Fields& fields, std::string_view name) {
  for (const Field& field : fields)
    if (const auto* text = std::get_if<std::string>(&field.value); text && field.name == name)
      return *text;
  return {};
}

std::uint64_t number_of(const Fields& fields, std::string_view name) {
  for (const Field& field : fields)
    if (const auto* number = std::get_if<std::int64_t>(&field.value); number && field.name == name)
      return static_cast<std::uint64_t>(std::max<std::int64_t>(*number, 0));
  return 0;
}

Result<std::map<NodeId, BytesByKind>> load_regions(const casefile::Case& file) {
  std::map<NodeId, BytesByKind> regions;
  const auto sums = TRY(file.query("SELECT node, kind, sum(size) FROM region GROUP BY node, kind"));
  for (const auto& row : sums.rows) {
    const auto* node = std::get_if<std::int64_t>(&row[0]);
    const auto* kind = std::get_if<std::string>(&row[1]);
    const auto* size = std::get_if<std::int64_t>(&row[2]);
    if (node == nullptr || kind == nullptr || size == nullptr) continue;
    const auto named = std::ranges::find(region_kind_names, *kind);
    if (named == std::end(region_kind_names)) continue;
    regions[static_cast<NodeId>(*node)][static_cast<std::size_t>(named - region_kind_names)] =
        static_cast<std::uint64_t>(*size);
  }
  return regions;
}

Result<std::map<NodeId, RawNode>> load_raw_code(const casefile::Case& file) {
  std::map<NodeId, RawNode> found;
  const auto rows = TRY(file.query("SELECT node, processor, base FROM raw_code"));
  for (const auto& row : rows.rows) {
    const auto* node = std::get_if<std::int64_t>(&row[0]);
    const auto* processor = std::get_if<std::string>(&row[1]);
    const auto* base = std::get_if<std::int64_t>(&row[2]);
    if (node == nullptr || processor == nullptr || base == nullptr) continue;
    found[static_cast<NodeId>(*node)] = {*processor, static_cast<std::uint64_t>(*base)};
  }
  return found;
}

Result<void> load(CaseView& view, bool show_secrets) {
  view.info = TRY(view.file.info());
  view.image_name = text_of(view.info, "image_name");
  view.image_size = number_of(view.info, "image_size");
  view.image_sha256 = text_of(view.info, "image_sha256");
  view.nodes = TRY(view.file.nodes());
  if (view.nodes.empty()) return fail(ErrorCode::corrupt, "it has no nodes");
  view.coverage = TRY(view.file.coverage());
  view.problems = TRY(view.file.problems());
  view.findings = TRY(view.file.findings());
  if (!show_secrets) {
    view.secrets = TRY(report::Secrets::of(view.file));
    view.secrets.hide_in(view.findings);
  }
  for (Rule& rule : TRY(view.file.rules())) view.rules.emplace(rule.id, rule);
  view.rule_problems = TRY(view.file.rule_problems());
  view.clause_lists = TRY(view.file.clause_lists());
  view.clauses = TRY(view.file.clause_results());
  view.metrics = TRY(view.file.metrics());
  view.metric_values = TRY(view.file.metric_values());
  view.regions = TRY(load_regions(view.file));
  view.raw_code = TRY(load_raw_code(view.file));
  return {};
}

}  // namespace

std::optional<std::uint64_t> CaseView::measured(std::string_view name) const {
  for (const casefile::Coverage& row : coverage)
    if (row.name == name) return static_cast<std::uint64_t>(std::max<std::int64_t>(row.value, 0));
  return {};
}

BytesByKind CaseView::image_bytes() const {
  BytesByKind bytes{};
  bool all_measured = true;
  for (std::size_t kind = 0; kind < bytes.size(); kind++) {
    const auto value = measured(fmt::format("bytes_{}", region_kind_names[kind]));
    all_measured = all_measured && value.has_value();
    bytes[kind] = value.value_or(0);
  }
  if (all_measured) return bytes;
  const auto root = regions.find(0);
  return root == regions.end() ? BytesByKind{} : root->second;
}

bool is_case_file(const std::string& path) {
  // Source: https://www.sqlite.org/fileformat2.html, clause 1.3: text at 0, application id at 68.
  constexpr std::string_view sqlite("SQLite format 3\0", 16);
  std::array<char, 72> head{};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  const std::string_view text(head.data(), head.size());
  return file.gcount() == static_cast<std::streamsize>(head.size()) && text.starts_with(sqlite) &&
         text.substr(68) == "ASY1";
}

Failure about(const std::string& path, const Error& error) {
  return {ExitCode::unreadable,
          fmt::format("{}: {}: {}", quote(path, 500), to_string(error.code), error.detail)};
}

tl::expected<casefile::Case, Failure> open_case(const std::string& path) {
  auto opened = casefile::Case::open(path);
  if (!opened) return tl::unexpected(about(path, opened.error()));
  return *std::move(opened);
}

tl::expected<CaseView, Failure> load_case(const std::string& path, bool show_secrets) {
  auto opened = open_case(path);
  if (!opened) return tl::unexpected(opened.error());
  CaseView view(*std::move(opened));
  if (const auto loaded = load(view, show_secrets); !loaded)
    return tl::unexpected(about(path, loaded.error()));
  return view;
}

}  // namespace assay::cli
