#include "rules/run.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/digest.h"
#include "base/quote.h"
#include "casefile/evidence.h"
#include "rules/needed_rows.h"
#include "rules/select.h"

namespace assay::rules {
namespace {

using casefile::Database;
using casefile::EvidenceReader;
using casefile::Statement;

constexpr std::size_t problems_max = 8;  // told of one rule; the rest is counted
constexpr std::size_t message_size_max = 4096;

// What a column of a rule is for.
enum class Role : std::uint8_t { evidence, evidence_node, message, activation, further };

Role role_of(std::string_view column) {
  if (column == "message") return Role::message;
  if (column == "activation") return Role::activation;
  const auto numbered = [&](std::string_view name) {
    return column == name || (column.starts_with(name) && column.size() > name.size() + 1 &&
                              column[name.size()] == '_' &&
                              std::ranges::all_of(column.substr(name.size() + 1),
                                                  [](char c) { return c >= '0' && c <= '9'; }));
  };
  if (numbered("evidence")) return Role::evidence;
  if (numbered("evidence_node")) return Role::evidence_node;
  return Role::further;
}

struct Cited {
  bool is_node = false;
  Value id;
  friend auto operator<=>(const Cited&, const Cited&) = default;
};

struct Row {
  std::vector<Cited> cited;
  std::string message;
  std::string activation;
  Fields columns;
};

// A message for a terminal: what a rule forgot to quote is escaped, what it quoted is left alone.
std::string shown(std::string_view message) {
  std::string text;
  for (std::size_t start = 0;;) {
    const std::size_t end = std::min(message.find('\\', start), message.size());
    text += quote(message.substr(start, end - start), message_size_max);
    if (end == message.size() || text.size() > message_size_max) return text;
    text += '\\';
    start = end + 1;
  }
}

// Names a finding by what shows it, so that it keeps its name while anything else changes.
std::string finding_id(const Rule& rule, const std::vector<Evidence>& all) {
  std::string text;
  const auto put = [&](std::string_view part) { text += fmt::format("{}:{},", part.size(), part); };
  for (const Evidence& evidence : all) {
    put(evidence.table);
    put(evidence.locator);
    for (const Field& field : evidence.columns) {
      put(field.name);
      const auto* number = std::get_if<std::int64_t>(&field.value);
      if (number) put(fmt::format("i{}", *number));
      if (const auto* bytes = std::get_if<std::string>(&field.value)) put("t" + *bytes);
    }
    put("");
  }
  return rule.id + "-" + to_hex(sha256(as_bytes(text))).substr(0, 16);
}

class RuleRun {
 public:
  RuleRun(const Database& database, EvidenceReader& reader, const Rule& rule,
          const RunLimits& limits, Outcome& outcome)
      : database_(database), reader_(reader), rule_(rule), limits_(limits), outcome_(outcome) {}

  void run() {
    if (!ask()) return;
    std::ranges::stable_sort(rows_, [](const Row& a, const Row& b) {
      return std::tie(a.cited, a.message, a.activation) <
             std::tie(b.cited, b.message, b.activation);
    });
    for (Row& row : rows_) judge(row);
    if (untold_ > 0) wrong(fmt::format("{} further rows went wrong", untold_));
  }

 private:
  // Tells a problem; always false, for those who then give up.
  bool wrong(std::string sentence, std::uint32_t line = 0) {
    outcome_.problems.push_back({rule_.id, rule_.file, line, std::move(sentence)});
    return false;
  }
  void wrong_row(std::string_view why) {
    if (told_++ < problems_max)
      wrong(fmt::format("a row is left out: {}", why));
    else
      untold_++;
  }

  bool ask();
  std::string read_columns(const Statement& statement);
  void read_row(const Statement& statement);
  void judge(Row& row);

  const Database& database_;
  EvidenceReader& reader_;
  const Rule& rule_;
  const RunLimits& limits_;
  Outcome& outcome_;
  std::vector<std::string> names_;
  std::vector<Role> roles_;
  std::vector<Row> rows_;
  std::map<std::string, std::size_t> found_;  // finding id -> place in outcome_
  std::size_t told_ = 0;
  std::size_t untold_ = 0;
};

// Gives the rule its rows. False, with a problem told, where it has none to be believed.
bool RuleRun::ask() {
  const auto problem = run_select(
      database_, rule_.text, limits_,
      [&](const Statement& statement) { return read_columns(statement); },
      [&](const Statement& statement) { read_row(statement); });
  return !problem || wrong(problem->sentence, problem->line);
}

// Says what is wrong with the columns, or nothing.
std::string RuleRun::read_columns(const Statement& statement) {
  std::set<std::string> seen;
  for (int at = 0; at < statement.columns(); at++) {
    names_.push_back(statement.column_name(at));
    roles_.push_back(role_of(names_.back()));
    if (!seen.insert(names_.back()).second)
      return fmt::format("two columns are named {}", quote(names_.back(), 64));
  }
  if (std::ranges::find(roles_, Role::message) == roles_.end())
    return "it has no column named message";
  if (std::ranges::none_of(roles_, [](Role role) { return role <= Role::evidence_node; }))
    return "it has no column named evidence or evidence_node";
  return "";
}

void RuleRun::read_row(const Statement& statement) {
  Row row;
  for (int at = 0; at < statement.columns(); at++) {
    const auto place = static_cast<std::size_t>(at);
    switch (roles_[place]) {
      case Role::evidence:
      case Role::evidence_node:
        if (!statement.is_null(at))
          row.cited.push_back({roles_[place] == Role::evidence_node, statement.value(at)});
        break;
      case Role::message:
        row.message = statement.text(at);
        break;
      case Role::activation:
        row.activation = statement.text(at);
        break;
      case Role::further:
        row.columns.push_back({names_[place], statement.value(at)});
        break;
    }
  }
  rows_.push_back(std::move(row));
}

void RuleRun::judge(Row& row) {
  Finding finding;
  for (const Cited& cited : row.cited) {
    const auto* id = std::get_if<std::int64_t>(&cited.id);
    std::optional<Evidence> evidence;
    if (id) evidence = cited.is_node ? reader_.node(*id) : reader_.fact(*id);
    if (!evidence) {
      const auto* text = std::get_if<std::string>(&cited.id);
      return wrong_row(fmt::format("its evidence '{}' is no {}",
                                   text ? quote(*text, 64) : fmt::format("{}", id ? *id : 0),
                                   cited.is_node ? "node" : "fact"));
    }
    finding.evidence.push_back(*std::move(evidence));
  }
  if (finding.evidence.empty()) return wrong_row("it has no evidence");
  if (row.message.empty()) return wrong_row("its message is empty");
  finding.activation = rule_.activation;
  if (!row.activation.empty()) {
    finding.activation = from_name<Activation>(activation_names, row.activation);
    if (!finding.activation)
      return wrong_row(fmt::format("'{}' is no activation", quote(row.activation, 64)));
  }
  finding.id = finding_id(rule_, finding.evidence);
  finding.rule = rule_.id;
  finding.rule_version = rule_.version;
  finding.severity = rule_.severity;
  finding.confidence = rule_.confidence;
  finding.message = shown(row.message);
  finding.alternatives = rule_.alternatives;
  finding.not_claimed = rule_.not_claimed;
  finding.columns = std::move(row.columns);

  const auto [at, is_new] = found_.try_emplace(finding.id, outcome_.findings.size());
  if (is_new)
    outcome_.findings.push_back(std::move(finding));
  else if (outcome_.findings[at->second].message != finding.message)
    wrong_row("another with the same evidence says something else");
}

}  // namespace

Outcome run(const Database& database, std::span<const Rule> rules, const RunLimits& limits) {
  EvidenceReader reader(database);
  Outcome outcome;
  // To plan a question costs more than to answer it, and most have nothing to answer. A stranger's
  // rule is always asked, so that what is wrong with it is told.
  std::vector<std::string_view> own;
  for (const Rule& rule : rules)
    if (rule.is_shipped) own.push_back(rule.text);
  const std::vector<bool> lack = lack_rows(database, own);
  auto lacks = lack.begin();
  for (const Rule& rule : rules)
    if (!rule.is_shipped || !*lacks++) RuleRun(database, reader, rule, limits, outcome).run();
  return outcome;
}

}  // namespace assay::rules
