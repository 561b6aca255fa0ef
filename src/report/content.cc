#include "report/content.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/quote.h"

namespace assay::report {
namespace {

std::uint64_t number_of(const Fields& fields, std::string_view name) {
  for (const Field& field : fields)
    if (const auto* number = std::get_if<std::int64_t>(&field.value); number && field.name == name)
      return static_cast<std::uint64_t>(std::max<std::int64_t>(*number, 0));
  return 0;
}

bool has_field(const Fields& fields, std::string_view name) {
  return std::ranges::find(fields, name, &Field::name) != fields.end();
}

}  // namespace

std::string text_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return "-";
}

std::string text_of(const Fields& fields, std::string_view name) {
  for (const Field& field : fields)
    if (field.name == name) return text_of(field.value);
  return "-";
}

Result<Content> load_content(const casefile::Case& file) {
  Content content;
  content.root = file.seal().root;
  content.info = TRY(file.info());
  content.image_name = quote(text_of(content.info, "image_name"), 300);
  content.image_size = number_of(content.info, "image_size");
  if (has_field(content.info, "image_sha256"))
    content.image_sha256 = quote(text_of(content.info, "image_sha256"), 64);
  content.provenance = TRY(file.provenance());
  for (casefile::CaseNode& node : TRY(file.nodes())) {
    if (node.node.id == 0 || node.node.range.size > 0)
      node.node.regions = TRY(file.regions(node.node.id));
    content.nodes.push_back(std::move(node.node));
    content.locators.push_back(std::move(node.locator));
  }
  content.findings = TRY(file.findings());
  content.secrets = TRY(Secrets::of(file));
  content.secrets.hide_in(content.findings);
  for (Rule& rule : TRY(file.rules())) {
    const std::string id = rule.id;
    content.rules.emplace(id, std::move(rule));
  }
  content.problems = TRY(file.problems());
  content.rule_problems = TRY(file.rule_problems());
  content.coverage = TRY(file.coverage());
  content.chunks = TRY(file.image_chunks());
  content.clause_lists = TRY(file.clause_lists());
  content.clauses = TRY(file.clause_results());
  content.metrics = TRY(file.metrics());
  content.metric_values = TRY(file.metric_values());
  return content;
}

std::size_t count_of(const Content& content, Severity severity) {
  return static_cast<std::size_t>(
      std::ranges::count(content.findings, severity, &Finding::severity));
}

std::string message_text(std::string_view message) {
  std::string text = quote(message);
  for (std::size_t at = text.find("\\\\"); at != std::string::npos; at = text.find("\\\\", at + 1))
    text.erase(at, 1);
  return text;
}

std::string amount_text(const MetricValue& value) {
  if (value.total)
    return fmt::format("{} of {} {}", value.value, *value.total, quote(value.unit, 64));
  return fmt::format("{} {}", value.value, quote(value.unit, 64));
}

std::string_view activation_text(const Finding& finding) {
  if (!finding.activation) return "not shown";
  return activation_names[static_cast<std::size_t>(*finding.activation)];
}

}  // namespace assay::report
