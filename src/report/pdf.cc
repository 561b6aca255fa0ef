#include "report/pdf.h"

#include <fmt/core.h>

#include "base/quote.h"
#include "report/limits.h"
#include "report/pdf_pages.h"

namespace assay::report {
namespace {

constexpr std::size_t problems_max = 500;  // told; the rest is counted

PdfTone tone_of(Severity severity) {
  if (severity >= Severity::high) return PdfTone::bad;
  return severity == Severity::medium ? PdfTone::warning : PdfTone::dim;
}

PdfTone tone_of(ClauseOutcome outcome) {
  switch (outcome) {
    case ClauseOutcome::pass:
      return PdfTone::good;
    case ClauseOutcome::fail:
      return PdfTone::bad;
    case ClauseOutcome::inconclusive:
      return PdfTone::warning;
    case ClauseOutcome::not_decidable:
      return PdfTone::dim;
  }
  return PdfTone::dim;
}

void write_head(const Content& content, PdfPages& pages) {
  pages.title(content.image_name);
  pages.paragraph(fmt::format("{} bytes, SHA-256 {}", content.image_size,
                              content.image_sha256.empty() ? "not stated" : content.image_sha256),
                  PdfTone::dim);
  pages.gap();
  pages.paragraph(what_a_finding_is());
  pages.gap();
  for (int severity = static_cast<int>(Severity::critical); severity >= 0; severity--)
    pages.entry(severity_names[severity],
                fmt::format("{}", count_of(content, static_cast<Severity>(severity))),
                tone_of(static_cast<Severity>(severity)));
  pages.heading("Limits");
  for (const LimitLine& line : limits_statement(content)) pages.entry(line.name, line.text);
  for (const Field& field : content.provenance)
    pages.entry(quote(field.name, 40), quote(text_of(field.value), 500));
}

void write_clauses(const Content& content, PdfPages& pages) {
  for (const ClauseList& list : content.clause_lists) {
    pages.heading(quote(list.name, 100));
    for (const ClauseResult& result : content.clauses) {
      if (result.standard != list.standard) continue;
      const std::string_view name =
          result.result == ClauseOutcome::not_decidable
              ? "not decidable"
              : clause_outcome_names[static_cast<std::size_t>(result.result)];
      pages.entry(name,
                  fmt::format("{}  {} ({})", quote(result.clause, 40), quote(result.title, 300),
                              quote(result.reason, 500)),
                  tone_of(result.result));
    }
  }
}

void write_findings(const Content& content, PdfPages& pages) {
  pages.heading("Findings");
  if (content.findings.empty()) pages.paragraph("No rule found anything; see the limits.");
  for (const Finding& finding : content.findings) {
    if (pages.full()) return;
    pages.subheading(message_text(finding.message));
    const auto entry = [&](std::string_view name, std::string_view text) {
      if (!text.empty()) pages.entry(name, quote(text));
    };
    pages.entry(severity_names[static_cast<std::size_t>(finding.severity)],
                fmt::format("{}; {}; {}", quote(finding.id, 120),
                            confidence_names[static_cast<std::size_t>(finding.confidence)],
                            activation_text(finding)),
                tone_of(finding.severity));
    if (const auto rule = content.rules.find(finding.rule); rule != content.rules.end()) {
      entry("rule", rule->second.title);
      entry("clauses", rule->second.clauses);
      entry("refuted by", rule->second.refuted_by);
    }
    entry("declaration", finding.declaration);
    entry("other readings", finding.alternatives);
    entry("not claimed", finding.not_claimed);
    for (const Evidence& evidence : finding.evidence) pages.code(quote(evidence.locator));
    pages.gap();
  }
}

void write_metrics(const Content& content, PdfPages& pages) {
  if (content.metrics.empty()) return;
  pages.heading("Metrics");
  for (const Metric& metric : content.metrics) {
    pages.subheading(quote(metric.title, 300));
    pages.paragraph(quote(metric.counting), PdfTone::dim);
    for (const MetricValue& value : content.metric_values)
      if (value.metric == metric.id) pages.entry(amount_text(value), message_text(value.name));
  }
}

void write_problems(const Content& content, PdfPages& pages) {
  if (content.problems.empty() && content.rule_problems.empty()) return;
  pages.heading("What could not be looked at");
  std::size_t told = 0;
  for (const casefile::CaseProblem& problem : content.problems) {
    if (told++ == problems_max) {
      pages.paragraph(
          fmt::format("and {} more, in the case file", content.problems.size() - problems_max));
      break;
    }
    pages.entry(to_string(problem.problem.code), quote(problem.problem.sentence, 500));
    if (!problem.locator.empty()) pages.code(quote(problem.locator, 500));
  }
  for (const RuleProblem& problem : content.rule_problems)
    pages.entry("rule", fmt::format("{}:{}: {}", quote(problem.file, 200), problem.line,
                                    quote(problem.sentence, 500)));
}

}  // namespace

Result<std::string> pdf_report(const Content& content) {
  PdfPages pages(fmt::format("Assay: {}", quote(text_of(content.info, "image_name"), 60)));
  write_head(content, pages);
  write_clauses(content, pages);
  write_findings(content, pages);
  write_metrics(content, pages);
  write_problems(content, pages);
  return pages.finish();
}

}  // namespace assay::report
