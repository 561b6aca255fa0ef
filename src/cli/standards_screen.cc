#include "cli/standards_screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/quote.h"
#include "cli/amounts.h"
#include "cli/columns.h"
#include "cli/words.h"

namespace assay::cli {
namespace {

constexpr std::size_t samples_max = 3;  // findings named of one clause

std::string_view name_of(ClauseOutcome outcome) {
  return clause_outcome_names[static_cast<std::size_t>(outcome)];
}

Tone tone_of(ClauseOutcome outcome) {
  switch (outcome) {
    case ClauseOutcome::pass:
      return Tone::good;
    case ClauseOutcome::fail:
      return Tone::high;
    case ClauseOutcome::inconclusive:
      return Tone::medium;
    case ClauseOutcome::not_decidable:
      return Tone::dim;
  }
  return Tone::dim;
}

// "fail 9, inconclusive 5, pass 3, not decidable from an image 56"
std::string counts_of(const CaseView& view, const std::string& standard) {
  constexpr std::array order = {ClauseOutcome::fail, ClauseOutcome::inconclusive,
                                ClauseOutcome::pass, ClauseOutcome::not_decidable};
  std::string text;
  for (const ClauseOutcome outcome : order) {
    const auto count = std::ranges::count_if(view.clauses, [&](const ClauseResult& result) {
      return result.standard == standard && result.result == outcome;
    });
    if (count > 0)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name_of(outcome));
  }
  return text;
}

void print_clause(const ClauseResult& result, const std::map<std::string, std::string>& ids,
                  bool details, Output& out) {
  constexpr std::size_t indent = 17;
  const std::string blank(indent, ' ');
  const std::string_view name =
      result.result == ClauseOutcome::not_decidable ? "not decidable" : name_of(result.result);
  out.print("  {} {}", out.paint(tone_of(result.result), pad_right(name, indent - 3)),
            wrap_behind(fmt::format("{}  {}", quote(result.clause, 40), quote(result.title, 300)),
                        indent, out.width));
  out.print("{}{}", blank,
            out.paint(Tone::dim, wrap_behind(quote(result.reason, 500), indent, out.width)));
  std::size_t told = 0;
  for (const ClauseFinding& finding : result.findings) {
    const auto id = ids.find(finding.finding);
    if (told++ == samples_max) {
      out.print("{}and {} more\n", blank, result.findings.size() - samples_max);
      break;
    }
    out.print("{}{}\n", blank, quote(id == ids.end() ? finding.finding : id->second, 100));
  }
  if (details && !result.live_test.empty())
    out.print("{}{}", blank,
              wrap_behind("live test: " + quote(result.live_test, 1000), indent, out.width));
}

}  // namespace

std::string amount_text(const MetricValue& value) {
  const auto number = [](std::int64_t n) {
    return n < 0 ? std::to_string(n) : count_text(static_cast<std::uint64_t>(n));
  };
  if (value.total)
    return fmt::format("{} of {} {}", number(value.value), number(*value.total), value.unit);
  return fmt::format("{} {}", number(value.value), value.unit);
}

void print_standards(const CaseView& view, Output& out) {
  if (view.clause_lists.empty()) return;
  out.print("\n{}\n", out.paint(Tone::heading, "Standards"));
  for (const ClauseList& list : view.clause_lists)
    out.print("  {}  {}\n", quote(list.name, 80), counts_of(view, list.standard));
}

void print_clauses(const CaseView& view, bool details, Output& out) {
  const auto ids = short_ids(view.findings);
  if (view.clause_lists.empty())
    out.write("The case was held against no standard that has a list of clauses.\n");
  for (const ClauseList& list : view.clause_lists) {
    out.print("{}\n", out.paint(Tone::heading, fmt::format("{}: {}", quote(list.name, 80),
                                                           quote(list.title, 300))));
    out.print("  {}\n\n", counts_of(view, list.standard));
    for (const ClauseResult& result : view.clauses)
      if (result.standard == list.standard) print_clause(result, ids, details, out);
  }
}

void print_metrics(const CaseView& view, bool details, Output& out) {
  if (view.metrics.empty()) out.write("The case has no metrics.\n");
  for (const Metric& metric : view.metrics) {
    out.print("{}\n", out.paint(Tone::heading, quote(metric.title, 300)));
    if (details)
      out.print("  {}", out.paint(Tone::dim,
                                  wrap_behind("counted: " + quote(metric.counting), 2, out.width)));
    bool any = false;
    for (const MetricValue& value : view.metric_values) {
      if (value.metric != metric.id) continue;
      any = true;
      out.print("  {}  {}\n", pad_right(escaped_once(value.name), 48), amount_text(value));
    }
    if (!any) out.write("  none\n");
  }
}

Json json_of_clauses(const CaseView& view) {
  Json lists = Json::array();
  for (const ClauseList& list : view.clause_lists) {
    Json object = {{"standard", list.standard}};
    set_text(object, "name", list.name);
    set_text(object, "title", list.title);
    object["version"] = list.version;
    object["clauses"] = Json::array();
    for (const ClauseResult& result : view.clauses) {
      if (result.standard != list.standard) continue;
      Json item = Json::object();
      set_text(item, "clause", result.clause);
      set_text(item, "title", result.title);
      item["kind"] = clause_kind_names[static_cast<std::size_t>(result.kind)];
      set_text(item, "test_case", result.test_case);
      item["result"] = name_of(result.result);
      set_text(item, "reason", result.reason);
      item["examined"] = result.examined ? Json(*result.examined) : Json();
      set_text(item, "things", result.things);
      set_text(item, "live_test", result.live_test);
      item["rules"] = Json::array();
      for (const ClauseRule& rule : result.rules) item["rules"].push_back(quote(rule.rule));
      item["findings"] = Json::array();
      for (const ClauseFinding& finding : result.findings)
        item["findings"].push_back(
            {{"id", quote(finding.finding)}, {"weight", finding.breaks ? "breaks" : "hints"}});
      object["clauses"].push_back(std::move(item));
    }
    lists.push_back(std::move(object));
  }
  return lists;
}

Json json_of_metrics(const CaseView& view) {
  Json list = Json::array();
  for (const Metric& metric : view.metrics) {
    Json object = {{"metric", metric.id}, {"standard", metric.standard}};
    set_text(object, "title", metric.title);
    set_text(object, "counting", metric.counting);
    object["version"] = metric.version;
    object["values"] = Json::array();
    for (const MetricValue& value : view.metric_values) {
      if (value.metric != metric.id) continue;
      Json item = Json::object();
      set_text(item, "name", value.name);
      item["value"] = value.value;
      item["total"] = value.total ? Json(*value.total) : Json();
      set_text(item, "unit", value.unit);
      object["values"].push_back(std::move(item));
    }
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace assay::cli
