#include "cli/findings_screen.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/quote.h"
#include "cli/amounts.h"
#include "cli/columns.h"
#include "cli/words.h"

namespace assay::cli {
namespace {

constexpr std::size_t told_max = 3;  // findings of one rule that are told one by one
constexpr std::size_t indent = 10;   // behind the severity

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

void print_one(const Finding& finding, const std::string& id, Output& out) {
  const std::string blank(indent, ' ');
  out.print("{}{}", blank, wrap_behind(escaped_once(finding.message), indent, out.width));
  out.print("{}{}\n", blank,
            out.paint(Tone::dim, fmt::format("{}; {}; {}", id, words_of(finding.confidence),
                                             words_of(finding.activation))));
  for (const Evidence& evidence : finding.evidence) {
    if (&evidence - finding.evidence.data() == static_cast<std::ptrdiff_t>(told_max)) {
      out.print(
          "{}{}\n", blank,
          out.paint(Tone::dim, fmt::format("and {} more",
                                           things(finding.evidence.size() - told_max, "place"))));
      break;
    }
    out.print("{}{}\n", blank, out.paint(Tone::dim, quote(evidence.locator)));
  }
}

void print_group(const OfRule& group, const CaseView& view,
                 const std::map<std::string, std::string>& ids, Output& out) {
  const Severity severity = group.first->severity;
  const auto rule = view.rules.find(group.first->rule);
  std::string title = rule == view.rules.end() ? group.first->rule : rule->second.title;
  if (group.all.size() > 1) title += fmt::format(" ({})", things(group.all.size(), "finding"));
  const std::string name(severity_names[static_cast<std::size_t>(severity)]);
  out.print("\n{}{}", out.paint(tone_of(severity), pad_right(name, indent)),
            out.paint(Tone::heading, quote(title, 200)));
  out.write("\n");
  for (std::size_t i = 0; i < group.all.size() && i < told_max; i++)
    print_one(*group.all[i], ids.at(group.all[i]->id), out);
  if (group.all.size() > told_max)
    out.print("{}{}\n", std::string(indent, ' '),
              out.paint(Tone::dim,
                        fmt::format("and {} more; assay explain lists them: {}",
                                    count_text(group.all.size() - told_max), group.first->rule)));
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
