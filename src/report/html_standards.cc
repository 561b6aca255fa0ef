#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/quote.h"
#include "report/html_sections.h"
#include "report/html_text.h"
#include "report/limits.h"

namespace assay::report {
namespace {

constexpr std::size_t findings_max = 8;  // linked from one clause

constexpr std::array outcomes = {ClauseOutcome::fail, ClauseOutcome::inconclusive,
                                 ClauseOutcome::pass, ClauseOutcome::not_decidable};

std::string_view name_of(ClauseOutcome outcome) {
  return clause_outcome_names[static_cast<std::size_t>(outcome)];
}

// As a class of the style.
std::string_view style_of(ClauseOutcome outcome) {
  constexpr std::string_view styles[] = {"pass", "fail", "unsure", "none"};
  return styles[static_cast<std::size_t>(outcome)];
}

// One strip with a cell for each clause, so that the whole standard is seen at once.
std::string strip(const Content& content, const ClauseList& list) {
  std::string text = "<p class=\"strip\">";
  for (const ClauseResult& result : content.clauses)
    if (result.standard == list.standard)
      text += fmt::format("<a class=\"{}\" href=\"#{}\" title=\"{}: {}\"></a>",
                          style_of(result.result), html("c-" + list.standard + "-" + result.clause),
                          html(result.clause + " " + result.title), name_of(result.result));
  return text + "</p>\n";
}

std::string counts(const Content& content, const ClauseList& list) {
  std::string text = "<p class=\"results\">";
  for (const ClauseOutcome outcome : outcomes) {
    const auto count = std::ranges::count_if(content.clauses, [&](const ClauseResult& result) {
      return result.standard == list.standard && result.result == outcome;
    });
    text += fmt::format("<span class=\"{}\">{}</span> {} &nbsp; ", style_of(outcome), count,
                        name_of(outcome));
  }
  return text + "</p>\n";
}

std::string links(const ClauseResult& result) {
  std::string text = "<td>";
  for (std::size_t i = 0; i < result.findings.size() && i < findings_max; i++) {
    const std::string& id = result.findings[i].finding;
    text +=
        fmt::format("<a href=\"#{0}\">{1}</a>{2}<br>", html(id), html(id.substr(0, id.rfind('-'))),
                    result.findings[i].breaks ? "" : " (a hint)");
  }
  if (result.findings.size() > findings_max)
    text += fmt::format("and {} more", result.findings.size() - findings_max);
  if (result.findings.empty() && !result.rules.empty())
    text += fmt::format("<span class=\"dim\">{} rule{} asked</span>", result.rules.size(),
                        result.rules.size() == 1 ? "" : "s");
  return text + "</td>";
}

}  // namespace

std::string html_standards(const Content& content) {
  std::string text;
  for (const ClauseList& list : content.clause_lists) {
    text +=
        fmt::format("<h2 id=\"standards\">{}</h2>\n<p>{}</p>\n", html(list.name), html(list.title));
    text += counts(content, list) + strip(content, list);
    HtmlTable table({"clause", "", "result", "why", "evidence", "a live test must still show"},
                    "matrix");
    for (const ClauseResult& result : content.clauses) {
      if (result.standard != list.standard) continue;
      table.row()
          .markup(fmt::format("<td id=\"{}\">{}</td>",
                              html("c-" + list.standard + "-" + result.clause),
                              html(result.clause)))
          .cell(result.title)
          .markup(fmt::format("<td><span class=\"{}\">{}</span></td>", style_of(result.result),
                              result.result == ClauseOutcome::not_decidable
                                  ? "not decidable"
                                  : name_of(result.result)))
          .cell(result.reason)
          .markup(links(result))
          .cell(result.live_test, "dim");
    }
    text += "<details><summary>every clause</summary>\n" + table.finish() + "</details>\n";
  }
  return text;
}

std::string html_metrics(const Content& content) {
  if (content.metrics.empty()) return {};
  std::string text = "<h2 id=\"metrics\">Metrics</h2>\n";
  for (const Metric& metric : content.metrics) {
    text += fmt::format("<section><h3>{}</h3><p class=\"dim\">{}</p>\n", html(metric.title),
                        html(metric.counting));
    HtmlTable table({"", "", ""}, "numbers");
    for (const MetricValue& value : content.metric_values) {
      if (value.metric != metric.id) continue;
      table.row()
          .markup("<td>" + html_printable(message_text(value.name)) + "</td>")
          .cell(amount_text(value), "number");
      if (value.total && *value.total > 0 && value.value >= 0 && value.value <= *value.total)
        table.markup(fmt::format("<td><meter min=\"0\" max=\"{}\" value=\"{}\"></meter></td>",
                                 *value.total, value.value));
      else
        table.cell("");
    }
    text += table.empty() ? "<p>none</p>" : table.finish();
    text += "</section>\n";
  }
  return text;
}

std::string html_limits(const Content& content) {
  HtmlTable table({"", ""});
  for (const LimitLine& line : limits_statement(content))
    table.row().cell(line.name).markup("<td>" + html_printable(line.text) + "</td>");
  return "<h2 id=\"limits\">Limits of this report</h2>\n" + table.finish();
}

}  // namespace assay::report
