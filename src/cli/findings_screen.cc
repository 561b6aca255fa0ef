#include "cli/findings_screen.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/quote.h"
#include "cli/amounts.h"
#include "cli/columns.h"
#include "cli/short_locator.h"
#include "cli/words.h"
#include "model/declaration.h"

namespace assay::cli {
namespace {

constexpr std::size_t indent = 10;  // behind the severity

// How much is told of the findings of one rule: the graver, the more.
struct Told {
  std::size_t findings;
  std::size_t places;  // of each
};

Told told_of(Severity severity) {
  switch (severity) {
    case Severity::critical:
    case Severity::high:
      return {4, 3};
    case Severity::medium:
      return {2, 2};
    case Severity::low:
    case Severity::info:
      return {1, 1};
  }
  return {1, 1};
}

struct OfRule {
  const Finding* first;
  std::vector<const Finding*> all;
};

// By severity, then by the rule's id: the order in which the case keeps them.
std::vector<OfRule> by_rule(const std::vector<Finding>& findings) {
  std::vector<OfRule> groups;
  for (const Finding& finding : findings) {
    const auto group = std::ranges::find_if(groups, [&](const OfRule& g) {
      return g.first->rule == finding.rule && g.first->severity == finding.severity;
    });
    if (group == groups.end())
      groups.push_back({&finding, {&finding}});
    else
      group->all.push_back(&finding);
  }
  return groups;
}

void print_one(const CaseView& view, const Finding& finding, const std::string& id,
               std::size_t places, Output& out) {
  const std::string blank(indent, ' ');
  out.print("{}{}", blank, wrap_behind(escaped_once(finding.message), indent, out.width));
  std::string how =
      fmt::format("{}; {}; {}", id, words_of(finding.confidence), words_of(finding.activation));
  // That there is no declaration need not be said of each.
  if (!finding.declaration.empty() && finding.declaration != no_declaration)
    how += "; " + quote(finding.declaration, 60);
  out.print("{}{}\n", blank, out.paint(Tone::dim, how));
  for (std::size_t i = 0; i < finding.evidence.size() && i < places; i++) {
    const Evidence& evidence = finding.evidence[i];
    const std::string where =
        fitting_locator(view, evidence.node, evidence.locator, out.width - indent);
    out.print("{}{}\n", blank, out.paint(Tone::dim, where));
  }
}

void print_group(const OfRule& group, const CaseView& view,
                 const std::map<std::string, std::string>& ids, Output& out) {
  const Severity severity = group.first->severity;
  const Told told = told_of(severity);
  const auto rule = view.rules.find(group.first->rule);
  std::string title = rule == view.rules.end() ? group.first->rule : rule->second.title;
  if (group.all.size() > 1) title += fmt::format(" ({})", things(group.all.size(), "finding"));
  const std::string name(severity_names[static_cast<std::size_t>(severity)]);
  out.print("\n{}{}\n", out.paint(tone_of(severity), pad_right(name, indent)),
            out.paint(Tone::heading, quote(title, 200)));
  for (std::size_t i = 0; i < group.all.size() && i < told.findings; i++)
    print_one(view, *group.all[i], ids.at(group.all[i]->id), told.places, out);
  if (group.all.size() > told.findings)
    out.print("{}{}\n", std::string(indent, ' '),
              out.paint(Tone::dim, fmt::format("and {} more: assay explain CASE {}",
                                               count_text(group.all.size() - told.findings),
                                               quote(group.first->rule))));
}

}  // namespace

std::string counts_by_severity(const std::vector<Finding>& findings) {
  std::string text;
  for (std::size_t severity = std::size(severity_names); severity-- > 0;) {
    const auto count =
        std::ranges::count(findings, static_cast<Severity>(severity), &Finding::severity);
    if (count == 0) continue;
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {}", count_text(static_cast<std::uint64_t>(count)),
                        severity_names[severity]);
  }
  return text.empty() ? "none" : text;
}

void print_findings(const CaseView& view, Output& out) {
  out.print("\n{} {}\n", out.paint(Tone::heading, "Findings:"), counts_by_severity(view.findings));
  if (view.findings.empty())
    out.print("  None of the {} that were run found anything in what could be looked at.\n",
              things(view.rules.size(), "rule"));
  const auto ids = short_ids(view.findings);
  for (const OfRule& group : by_rule(view.findings)) print_group(group, view, ids, out);
}

}  // namespace assay::cli
