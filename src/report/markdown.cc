// Source: CommonMark 0.31, clause 2.4: any ASCII punctuation behind a backslash is that character
// and no markup.
#include "report/markdown.h"

#include <fmt/core.h>

#include "base/quote.h"
#include "report/limits.h"

namespace assay::report {
namespace {

std::string escaped(std::string_view printable) {
  constexpr std::string_view special = "!\"#$%&'()*+-.:;<=>?@[\\]^_`{|}~";
  std::string out;
  for (const char c : printable) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string head(const Content& content) {
  std::string text = fmt::format("# Assay: {}\n\n", escaped(content.image_name));
  text += fmt::format("{} bytes, SHA-256 {}\n\n", content.image_size,
                      content.image_sha256.empty() ? "not stated" : escaped(content.image_sha256));
  text += std::string(what_a_finding_is()) + "\n\n| severity | findings |\n|---|---|\n";
  for (int severity = static_cast<int>(Severity::critical); severity >= 0; severity--)
    text += fmt::format("| {} | {} |\n", severity_names[severity],
                        count_of(content, static_cast<Severity>(severity)));
  return text + "\n";
}

std::string limits(const Content& content) {
  std::string text = "## Limits\n\n| | |\n|---|---|\n";
  for (const LimitLine& line : limits_statement(content))
    text += fmt::format("| {} | {} |\n", line.name, escaped(line.text));
  for (const Field& field : content.provenance)
    text += fmt::format("| {} | {} |\n", markdown(field.name), markdown(text_of(field.value)));
  return text + "\n";
}

std::string clauses(const Content& content) {
  std::string text;
  for (const ClauseList& list : content.clause_lists) {
    text += fmt::format("## {}: {}\n\n| clause | result | why | findings |\n|---|---|---|---|\n",
                        markdown(list.name), markdown(list.title));
    for (const ClauseResult& result : content.clauses) {
      if (result.standard != list.standard) continue;
      text +=
          fmt::format("| {} {} | {} | {} | {} |\n", markdown(result.clause), markdown(result.title),
                      clause_outcome_names[static_cast<std::size_t>(result.result)],
                      markdown(result.reason), result.findings.size());
    }
    text += "\n";
  }
  return text;
}

std::string findings(const Content& content) {
  std::string text = "## Findings\n\n";
  if (content.findings.empty()) text += "No rule found anything; see the limits.\n\n";
  for (const Finding& finding : content.findings) {
    text +=
        fmt::format("### {}: {}\n\n", severity_names[static_cast<std::size_t>(finding.severity)],
                    escaped(message_text(finding.message)));
    const auto line = [&](std::string_view name, std::string_view value) {
      if (!value.empty()) text += fmt::format("* {}: {}\n", name, markdown(value));
    };
    line("id", finding.id);
    line("confidence", confidence_names[static_cast<std::size_t>(finding.confidence)]);
    line("activation", activation_text(finding));
    if (const auto rule = content.rules.find(finding.rule); rule != content.rules.end()) {
      line("rule", rule->second.title);
      line("why", rule->second.why);
      line("refuted by", rule->second.refuted_by);
      line("weakness", rule->second.weakness);
      line("clauses", rule->second.clauses);
    }
    line("declaration", finding.declaration);
    line("other readings", finding.alternatives);
    line("not claimed", finding.not_claimed);
    for (const Evidence& evidence : finding.evidence) {
      line("evidence", evidence.table + " at " + evidence.locator);
    }
    text += "\n";
  }
  return text;
}

std::string metrics(const Content& content) {
  if (content.metrics.empty()) return {};
  std::string text = "## Metrics\n\n";
  for (const Metric& metric : content.metrics) {
    text += fmt::format("### {}\n\n{}\n\n", markdown(metric.title), markdown(metric.counting));
    bool any = false;
    for (const MetricValue& value : content.metric_values) {
      if (value.metric != metric.id) continue;
      if (!any) text += "| | |\n|---|---|\n";
      any = true;
      text += fmt::format("| {} | {} |\n", escaped(message_text(value.name)),
                          escaped(amount_text(value)));
    }
    text += any ? "\n" : "None.\n\n";
  }
  return text;
}

std::string problems(const Content& content) {
  if (content.problems.empty() && content.rule_problems.empty()) return {};
  std::string text = "## What could not be looked at\n\n| why | where | what |\n|---|---|---|\n";
  for (const casefile::CaseProblem& problem : content.problems)
    text += fmt::format("| {} | {} | {} |\n", to_string(problem.problem.code),
                        markdown(problem.locator), markdown(problem.problem.sentence));
  for (const RuleProblem& problem : content.rule_problems)
    text += fmt::format("| rule | {}, line {} | {} |\n", markdown(problem.file), problem.line,
                        markdown(problem.sentence));
  return text + "\n";
}

}  // namespace

std::string markdown(std::string_view text) { return escaped(quote(text)); }

std::string markdown_report(const Content& content) {
  return head(content) + limits(content) + clauses(content) + findings(content) + metrics(content) +
         problems(content);
}

}  // namespace assay::report
