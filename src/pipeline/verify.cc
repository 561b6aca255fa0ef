#include "pipeline/verify.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <system_error>

#include "base/quote.h"
#include "base/temporary_folder.h"
#include "formats/declaration.h"
#include "pipeline/scan.h"
#include "rules/clauses.h"
#include "rules/rule.h"

namespace assay::pipeline {
namespace {

std::optional<Value> value_of(const Fields& fields, std::string_view name) {
  for (const Field& field : fields)
    if (field.name == name) return field.value;
  return std::nullopt;
}

std::string text_of(const Fields& fields, std::string_view name) {
  const auto value = value_of(fields, name);
  if (!value) return {};
  if (const auto* text = std::get_if<std::string>(&*value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&*value)) return std::to_string(*number);
  return {};
}

// A limit that the case says its scan had.
void take_limit(const Fields& info, std::string_view name, auto& limit) {
  const auto value = value_of(info, name);
  if (!value) return;
  if (const auto* number = std::get_if<std::int64_t>(&*value); number != nullptr && *number > 0)
    limit = static_cast<std::remove_reference_t<decltype(limit)>>(*number);
}

unpack::Limits limits_of(const Fields& info) {
  unpack::Limits limits;
  take_limit(info, "limit_plain_size_max", limits.plain_size_max);
  take_limit(info, "limit_plain_total_max", limits.plain_total_max);
  take_limit(info, "limit_ratio_max", limits.ratio_max);
  take_limit(info, "limit_members_max", limits.members_max);
  take_limit(info, "limit_nodes_max", limits.nodes_max);
  take_limit(info, "limit_depth_max", limits.depth_max);
  return limits;
}

// The rules, metrics and lists of clauses that the case was judged by, as it has them. What could
// not be read then was never in force, and is told again.
Result<rules::RuleSet> rules_of(const casefile::Case& stated, const std::vector<Rule>& rules) {
  struct File {
    std::string path;
    std::string text;
  };
  std::vector<File> files;
  const auto path = [](const std::string& standard, const std::string& name) {
    return (standard.empty() ? "" : standard + "/") + name;
  };
  for (const Rule& rule : rules)
    files.push_back({path(rule.standard, rule.id + ".sql"), rule.text});
  for (Metric& metric : TRY(stated.metrics()))
    files.push_back({path(metric.standard, metric.id + ".sql"), std::move(metric.text)});
  for (ClauseList& list : TRY(stated.clause_lists()))
    files.push_back({path(list.standard, std::string(rules::clauses_name)), std::move(list.text)});
  std::vector<EmbeddedFile> embedded;
  for (const File& file : files) embedded.push_back({file.path, file.text});
  rules::RuleSet set;
  rules::add_files(set, embedded);
  for (RuleProblem& problem : TRY(stated.rule_problems()))
    if (problem.rule.empty()) set.problems.push_back(std::move(problem));
  return set;
}

std::vector<std::string> foreign(const std::vector<Rule>& stated) {
  std::map<std::string, std::string> shipped;
  for (const Rule& rule : rules::shipped_rules().rules) shipped[rule.id] = rule.version;
  std::vector<std::string> ids;
  for (const Rule& rule : stated) {
    const auto own = shipped.find(rule.id);
    if (own == shipped.end())
      ids.push_back(rule.id + " is not shipped with this version");
    else if (own->second != rule.version)
      ids.push_back(rule.id + " differs from the one shipped with this version");
  }
  return ids;
}

Result<void> compare_image(const casefile::Case& stated, const casefile::Case& found,
                           VerifyReport& report) {
  const Fields was = TRY(stated.info());
  const Fields is = TRY(found.info());
  report.image_is_the_same = text_of(was, "image_sha256") == text_of(is, "image_sha256") &&
                             text_of(was, "image_size") == text_of(is, "image_size");
  const auto old_chunks = TRY(stated.image_chunks());
  const auto new_chunks = TRY(found.image_chunks());
  for (std::size_t i = 0; i < std::min(old_chunks.size(), new_chunks.size()); i++) {
    if (old_chunks[i] == new_chunks[i]) continue;
    report.image_is_the_same = false;
    if (!report.altered.empty() && report.altered.back().end() == new_chunks[i].range.offset)
      report.altered.back().size += new_chunks[i].range.size;
    else
      report.altered.push_back(new_chunks[i].range);
  }
  if (report.image_is_the_same) return {};
  report.image_difference =
      fmt::format("the case is about {} bytes with SHA-256 {}, this is {} bytes with {}",
                  text_of(was, "image_size"), quote(text_of(was, "image_sha256")),
                  text_of(is, "image_size"), text_of(is, "image_sha256"));
  return {};
}

Result<void> compare_findings(const casefile::Case& stated, const casefile::Case& found,
                              VerifyReport& report) {
  std::map<std::string, Finding> again;
  for (Finding& finding : TRY(found.findings())) {
    const std::string id = finding.id;
    again.emplace(id, std::move(finding));
  }
  for (Finding& finding : TRY(stated.findings())) {
    VerifiedFinding verified{std::move(finding), Verification::confirmed, ""};
    const auto other = again.find(verified.finding.id);
    if (other == again.end()) {
      verified.verification = Verification::refuted;
      verified.reason = "the image does not show this evidence";
    } else if (!(other->second == verified.finding)) {
      verified.verification = Verification::refuted;
      verified.reason = "the image gives it as: " + other->second.message;
    }
    if (other != again.end()) again.erase(other);
    report.findings.push_back(std::move(verified));
  }
  for (auto& [id, finding] : again) report.missing.push_back(std::move(finding));
  return {};
}

std::string shown(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return quote(*text, 60);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return "NULL";
}

std::string shown(const std::vector<Value>& row) {
  std::string text;
  for (const Value& value : row) text += (text.empty() ? "" : ", ") + shown(value);
  return quote(text, 300);
}

// The tables that a scan fills from the image alone.
Result<std::vector<std::string>> tables_of(const casefile::Case& file) {
  const casefile::Rows rows =
      TRY(file.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                     "'sqlite%' AND name NOT "
                     "IN ('provenance', 'answer', 'case_info') ORDER BY name"));
  std::vector<std::string> names;
  for (const auto& row : rows.rows)
    if (const auto* name = std::get_if<std::string>(&row[0])) names.push_back(*name);
  return names;
}

Result<void> compare_tables(const casefile::Case& stated, const casefile::Case& found,
                            VerifyReport& report) {
  for (const std::string& table : TRY(tables_of(found))) {
    const std::string sql = fmt::format("SELECT * FROM \"{}\"", table);
    const casefile::Rows was = TRY(stated.query(sql));
    const casefile::Rows is = TRY(found.query(sql));
    const std::size_t both = std::min(was.rows.size(), is.rows.size());
    std::size_t row = 0;
    while (row < both && was.rows[row] == is.rows[row]) row++;
    if (row == both && was.rows.size() == is.rows.size()) continue;
    report.differences.push_back(
        fmt::format("table {}, row {}: the case has {}; the image gives {}", table, row + 1,
                    row < was.rows.size() ? shown(was.rows[row]) : "no such row",
                    row < is.rows.size() ? shown(is.rows[row]) : "no such row"));
  }
  return {};
}

}  // namespace

bool VerifyReport::confirmed() const {
  return image_is_the_same && missing.empty() && differences.empty() &&
         std::all_of(findings.begin(), findings.end(), [](const VerifiedFinding& finding) {
           return finding.verification == Verification::confirmed;
         });
}

Result<VerifyReport> verify(const casefile::Case& stated, const unpack::Source& source,
                            const VerifyOptions& options) {
  VerifyReport report;
  const Fields info = TRY(stated.info());
  const std::vector<Rule> rules = TRY(stated.rules());
  report.foreign_rules = foreign(rules);
  if (const std::string wrote = text_of(info, "tool_version"); wrote != options.tool_version) {
    report.tool_difference = fmt::format("version {} wrote the case, this is version {}",
                                         quote(wrote), options.tool_version);
  }

  const TemporaryFolder folder;  // of the second case file
  ScanOptions again;
  again.case_path = folder.path() / "again.assay";
  again.threads = options.threads;
  again.limits = limits_of(info);
  again.isolation = options.isolation;
  again.code = !text_of(info, "machine_code").starts_with("not read");
  again.judge.rule_set = TRY(rules_of(stated, rules));
  again.judge.end_of_support =
      rules::EndOfSupportData{text_of(info, "data_end_of_support"), TRY(stated.end_of_support())};
  if (const auto text = TRY(stated.declaration()))
    again.judge.declaration = TRY(formats::parse_declaration(*text));
  again.image_name = text_of(info, "image_name");
  again.tool_version = options.tool_version;
  TRY(scan(source, again));
  const casefile::Case found = TRY(casefile::Case::open(again.case_path));

  TRY(compare_image(stated, found, report));
  TRY(compare_findings(stated, found, report));
  TRY(compare_tables(stated, found, report));
  return report;
}

}  // namespace assay::pipeline
