#include <fmt/format.h>

#include <algorithm>

#include "base/quote.h"
#include "cli/arguments.h"
#include "cli/columns.h"
#include "cli/json_text.h"
#include "cli/output.h"
#include "cli/words.h"
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
    {.name = "sql", .help = "with an id: print the rule's file as it stands"},
};

constexpr Example examples[] = {
    {"assay rules", "what scan holds an image against"},
    {"assay rules account_without_password", "one rule: why, which clauses, what refutes it"},
    {"assay rules --rules my-rules", "whether rules of your own can be read"},
};

constexpr ExitMeaning exit_codes[] = {
    {ExitCode::ok, "rules were printed"},
    {ExitCode::usage, "there is no rule of this id, or a rule file is wrong"},
};

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

// Standard by standard, the severest rules first.
void print_all(std::vector<const Rule*> rules, Output& out) {
  std::ranges::stable_sort(rules, [](const Rule* a, const Rule* b) {
    if (a->standard != b->standard) return a->standard < b->standard;
    return a->severity > b->severity;
  });
  std::size_t id_width = 0;
  for (const Rule* rule : rules) id_width = std::max(id_width, rule->id.size());
  const std::string* standard = nullptr;
  for (const Rule* rule : rules) {
    if (standard == nullptr || *standard != rule->standard)
      out.print(
          "{}{}\n", standard == nullptr ? "" : "\n",
          out.paint(Tone::heading, rule->standard.empty() ? "no standard" : quote(rule->standard)));
    standard = &rule->standard;
    out.print("  {} {} {}\n", severity_text(*rule, out.paint), pad_right(rule->id, id_width + 1),
              quote(rule->title));
    if (!rule->clauses.empty())
      out.print("           {}",
                out.paint(Tone::dim, wrap_behind(quote(rule->clauses), 11, out.width)));
  }
}

Outcome run(const Arguments& arguments, Output& out) {
  rules::RuleSet set = rules::shipped_rules();
  for (const std::string_view folder : arguments.texts("rules"))
    rules::add_folder(set, std::string(folder));
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
    for (const Rule* rule : chosen) list.push_back(json_of(*rule));
    out.write(document(list));
  } else if (!arguments.quiet()) {
    if (id.empty())
      print_all(chosen, out);
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
        "This verb lists the rules, standard by standard, or shows one.\n\n"
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
