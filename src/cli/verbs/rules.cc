#include <fmt/format.h>

#include <algorithm>

#include "base/quote.h"
#include "cli/amounts.h"
#include "cli/arguments.h"
#include "cli/columns.h"
#include "cli/json_text.h"
#include "cli/output.h"
#include "cli/standard_options.h"
#include "cli/words.h"
#include "rules/choose.h"
#include "rules/clause_results.h"
#include "rules/rule.h"

namespace assay::cli {
namespace {

constexpr Operand operands[] = {
    {"ID", ValueKind::text, "one rule, whole; left out: all, one a line", false}};

constexpr Option options[] = {
    {.name = "rules",
     .letter = 'r',
     .kind = ValueKind::folder,
     .value = "FOLDER",
     .help = "add the rules in this folder to the shipped ones",
     .repeated = true},
    {.name = "standard",
     .kind = ValueKind::text,
     .value = "NAME",
     .help = "only what this standard asks",
     .repeated = true},
    {.name = "clauses", .help = "list the clauses, and the rules that speak about each"},
    {.name = "sql", .help = "with an id: print the rule's file as it stands"},
};

constexpr Example examples[] = {
    {"assay rules", "what scan holds an image against"},
    {"assay rules --clauses", "which rule answers which clause of a catalogue"},
    {"assay rules account_without_password", "one rule: why, which clauses, what refutes it"},
    {"assay rules --rules my-rules", "whether rules of your own can be read"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "rules were printed"},
    {ExitCode::usage, "there is no rule of this id, or a rule file is wrong"},
};

// The clauses that the lists of the set hold the rule against: 'ts-33.117 4.3.2.1'.
std::vector<std::string> clauses_asking(const rules::RuleSet& set, const std::string& id) {
  const rules::RulesByClause by_clause(set);
  std::vector<std::string> asking;
  for (const ClauseList& list : set.clause_lists)
    for (const Clause& clause : list.clauses)
      if (const auto asked = by_clause.of(list, clause);
          std::ranges::find(asked, id, &ClauseRule::rule) != asked.end())
        asking.push_back(list.standard + " " + clause.id);
  return asking;
}

Json json_of(const Rule& rule) {
  Json object = {{"id", rule.id},
                 {"standard", rule.standard},
                 {"title", rule.title},
                 {"severity", severity_names[static_cast<std::size_t>(rule.severity)]},
                 {"confidence", confidence_names[static_cast<std::size_t>(rule.confidence)]},
                 {"weakness", rule.weakness},
                 {"clauses", rule.clauses},
                 {"why", rule.why},
                 {"refuted_by", rule.refuted_by},
                 {"version", rule.version}};
  object["activation"] =
      rule.activation ? Json(activation_names[static_cast<std::size_t>(*rule.activation)]) : Json();
  object["alternatives"] = rule.alternatives;
  object["not_claimed"] = rule.not_claimed;
  return object;
}

std::string severity_text(const Rule& rule, const Paint& paint) {
  const auto name = severity_names[static_cast<std::size_t>(rule.severity)];
  return paint(tone_of(rule.severity), fmt::format("{:<8}", name));
}

void print_one(const Rule& rule, Output& out) {
  const auto row = [&](std::string_view name, std::string_view text) {
    if (!text.empty()) out.print("  {:<12} {}", name, wrap_behind(quote(text), 15, out.width));
  };
  out.print("{} {}\n", severity_text(rule, out.paint), out.paint(Tone::heading, quote(rule.title)));
  row("id", fmt::format("{}, version {}", rule.id, rule.version));
  row("standard", rule.standard);
  row("confidence", words_of(rule.confidence));
  row("clauses", rule.clauses);
  row("weakness", rule.weakness);
  row("why", rule.why);
  row("refuted by", rule.refuted_by);
  row("alternatives", rule.alternatives);
  row("not claimed", rule.not_claimed);
}

// A standard's name and how much it holds: "no-backdoor: 18 rules".
std::string heading_of(const rules::RuleSet& set, const std::string& standard) {
  const auto of_it = [&](const auto& item) { return item.standard == standard; };
  std::string text = standard.empty() ? "no standard" : quote(standard);
  const auto rules = static_cast<std::uint64_t>(std::ranges::count_if(set.rules, of_it));
  const auto metrics = static_cast<std::uint64_t>(std::ranges::count_if(set.metrics, of_it));
  text += ": " + things(rules, "rule");
  if (metrics > 0) text += ", " + things(metrics, "metric");
  for (const ClauseList& list : set.clause_lists)
    if (of_it(list)) text += ", " + things(list.clauses.size(), "clause");
  return text;
}

void print_metrics_of(const rules::RuleSet& set, const std::string& standard, std::size_t id_width,
                      Output& out) {
  for (const Metric& metric : set.metrics)
    if (metric.standard == standard)
      out.print("  {} {} {}\n", out.paint(Tone::dim, "metric  "),
                pad_right(quote(metric.id), id_width + 1), quote(metric.title));
}

void print_clauses_of(const rules::RuleSet& set, Output& out) {
  const rules::RulesByClause by_clause(set);
  for (const ClauseList& list : set.clause_lists) {
    out.print("{}\n", out.paint(Tone::heading,
                                fmt::format("{} ({}), {}", quote(list.name), quote(list.standard),
                                            things(list.clauses.size(), "clause"))));
    for (const Clause& clause : list.clauses) {
      const auto asked = by_clause.of(list, clause);
      out.print(
          "  {} {} {}", pad_right(quote(clause.id), 12),
          out.paint(Tone::dim,
                    pad_right(clause_kind_names[static_cast<std::size_t>(clause.kind)], 10)),
          wrap_behind(fmt::format("{} ({})", quote(clause.title), things(asked.size(), "rule")), 26,
                      out.width));
      std::string names;
      for (const ClauseRule& rule : asked)
        names += (names.empty() ? "" : ", ") + quote(rule.rule) +
                 (rule.weight == RuleWeight::hints ? " (hints)" : "");
      if (!names.empty())
        out.print("{}{}", std::string(26, ' '),
                  out.paint(Tone::dim, wrap_behind(names, 26, out.width)));
    }
  }
}

// Standard by standard, the severest rules first.
void print_all(const rules::RuleSet& set, std::vector<const Rule*> rules, Output& out) {
  std::ranges::stable_sort(rules, [](const Rule* a, const Rule* b) {
    if (a->standard != b->standard) return a->standard < b->standard;
    return a->severity > b->severity;
  });
  std::size_t id_width = 0;
  for (const Rule* rule : rules) id_width = std::max(id_width, rule->id.size());
  for (const Metric& metric : set.metrics) id_width = std::max(id_width, metric.id.size());
  bool is_first = true;
  for (const std::string& standard : rules::standards_of(set)) {
    out.print("{}{}\n", is_first ? "" : "\n", out.paint(Tone::heading, heading_of(set, standard)));
    is_first = false;
    for (const Rule* rule : rules) {
      if (rule->standard != standard) continue;
      out.print("  {} {} {}\n", severity_text(*rule, out.paint),
                pad_right(quote(rule->id), id_width + 1), quote(rule->title));
      if (!rule->clauses.empty())
        out.print("           {}",
                  out.paint(Tone::dim, wrap_behind(quote(rule->clauses), 11, out.width)));
    }
    print_metrics_of(set, standard, id_width, out);
  }
  out.print("\n{}, {}\n", things(set.rules.size(), "rule"), things(set.metrics.size(), "metric"));
}

Outcome run(const Arguments& arguments, Output& out) {
  const auto folders = rule_folders_of(arguments);
  if (!folders) return tl::unexpected(folders.error());
  const auto standards = standards_of(arguments, *folders);
  if (!standards) return tl::unexpected(standards.error());
  rules::RuleSet set = rules::shipped_rules();
  for (const auto& folder : *folders) rules::add_folder(set, folder);
  if (!standards->empty()) rules::choose(set, *standards);
  for (const RuleProblem& problem : set.problems)
    say(fmt::format("{}:{}: {}", quote(problem.file, 500), problem.line, quote(problem.sentence)));
  const std::string_view id = arguments.operand(0);
  std::vector<const Rule*> chosen;
  for (const Rule& rule : set.rules)
    if (id.empty() || rule.id == id) chosen.push_back(&rule);
  if (chosen.empty() && !id.empty())
    return give_up(ExitCode::usage,
                   fmt::format("there is no rule '{}'; assay rules lists them", quote(id, 100)));
  if (arguments.given("sql")) {
    if (id.empty()) return give_up(ExitCode::usage, "--sql wants an ID: assay rules ID --sql");
    out.write(chosen[0]->text);
  } else if (arguments.json()) {
    Json list = Json::array();
    for (const Rule* rule : chosen) {
      list.push_back(json_of(*rule));
      list.back()["asked_by"] = clauses_asking(set, rule->id);
    }
    out.write(document(list));
  } else if (!arguments.quiet()) {
    if (arguments.given("clauses"))
      print_clauses_of(set, out);
    else if (id.empty())
      print_all(set, chosen, out);
    else
      print_one(*chosen[0], out);
  }
  return set.problems.empty() ? ExitCode::ok : ExitCode::usage;
}

}  // namespace

extern const Command rules = {
    .name = "rules",
    .summary = "list the rules that scan holds an image against",
    .description =
        "A rule is a text file: a question in SQL to the facts that were read, with the clauses "
        "of published standards that it answers, why it matters, and what would refute it. "
        "This verb lists the rules, standard by standard, or shows one. A metric is such a "
        "question whose answer is numbers; a list of clauses says of each clause of a catalogue "
        "whether bytes can decide it, and what a test of the running device must still show.\n\n"
        "Rules of your own are .sql files in a folder (--rules FOLDER, also for scan). A file "
        "that cannot be read as a rule is told on standard error with its line.",
    .operands = operands,
    .options = options,
    .examples = examples,
    .exit_codes = exit_codes,
    .json = true,
    .order = 95,
    .run = run,
};

}  // namespace assay::cli
