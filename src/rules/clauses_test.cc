#include "rules/clauses.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "rules/choose.h"
#include "rules/clause_results.h"

namespace assay::rules {
namespace {

using casefile::Database;

constexpr std::string_view good =
    "# a remark\n"
    "name: Catalogue 1\n"
    "title: A title: with a colon\n"
    "\n"
    "clause: 1.1\n"
    "title: Accounts\n"
    "  are protected\n"
    "kind: decided\n"
    "decided by: weak; weaker\n"
    "hinted by: odd\n"
    "examined: SELECT count(*)\n"
    "  FROM account\n"
    "things: accounts\n"
    "\n"
    "\n"
    "clause: 1.2\n"
    "title: Sessions end\n"
    "kind: supported\n"
    "live test: Wait.\n";

TEST(Clauses, AListIsRead) {
  const auto list = parse_clauses("s/clauses.txt", good);
  ASSERT_TRUE(list) << list.error().sentence;
  EXPECT_EQ(list->standard, "s");
  EXPECT_EQ(list->name, "Catalogue 1");
  EXPECT_EQ(list->title, "A title: with a colon");
  ASSERT_EQ(list->clauses.size(), 2U);
  const Clause& clause = list->clauses[0];
  EXPECT_EQ(clause.id, "1.1");
  EXPECT_EQ(clause.line, 5U);
  EXPECT_EQ(clause.title, "Accounts are protected");
  EXPECT_EQ(clause.kind, ClauseKind::decided);
  EXPECT_EQ(clause.decided_by, (std::vector<std::string>{"weak", "weaker"}));
  EXPECT_EQ(clause.hinted_by, (std::vector<std::string>{"odd"}));
  EXPECT_EQ(clause.examined, "SELECT count(*) FROM account");
  EXPECT_EQ(clause.examined_line, 11U);
  EXPECT_EQ(list->clauses[1].live_test, "Wait.");
}

TEST(Clauses, WhatIsWrongIsToldWithItsLine) {
  const auto problem_with = [](std::string_view from, std::string_view to) {
    std::string text(good);
    text.replace(text.find(from), from.size(), to);
    const auto list = parse_clauses("s/clauses.txt", text);
    EXPECT_FALSE(list) << from << " -> " << to;
    return list ? RuleProblem{} : list.error();
  };
  EXPECT_EQ(problem_with("clause: 1.2", "clause: 1.1"),
            (RuleProblem{"", "s/clauses.txt", 16, "clause 1.1 stands twice"}));
  EXPECT_EQ(problem_with("kind: decided", "kind: maybe").line, 8U);
  EXPECT_EQ(problem_with("things: accounts\n", "").line, 5U);
  EXPECT_EQ(problem_with("live test: Wait.\n", "").line, 16U);
  EXPECT_EQ(problem_with("name:", "nome:").sentence, "'nome' is no key of a list of clauses");
  EXPECT_EQ(problem_with("title: Accounts\n  are protected\n", "").sentence, "'title' is missing");
  EXPECT_EQ(problem_with("Wait", "W\xff").sentence, "its text is not UTF-8");
  EXPECT_FALSE(parse_clauses("clauses.txt", ""));
  EXPECT_FALSE(parse_clauses("clauses.txt", "# nothing\n\n"));
  for (std::size_t size = 0; size < good.size(); size++)
    (void)parse_clauses("clauses.txt", good.substr(0, size));
}

// Holds one clause against rules and findings that a test makes up.
class ClauseResultTest : public testing::Test {
 protected:
  ClauseResultTest() {
    database_.run(
        "INSERT INTO coverage VALUES ('files', 9, '', ''), ('files_unread', 0, '', ''),"
        " ('bytes_known', 900, '', ''), ('bytes_padding', 50, '', ''),"
        " ('bytes_unknown', 50, '', ''), ('bytes_encrypted', 0, '', '');"
        "INSERT INTO account (id, name) VALUES (1, 'root'), (2, 'admin')");
    list_.standard = "s";
    list_.file = "s/clauses.txt";
    list_.name = "Catalogue 1";
    clause_.id = "1.1";
    clause_.kind = ClauseKind::decided;
    clause_.examined = "SELECT count(*) FROM account";
    clause_.things = "accounts";
    add_rule("named", "Other 2; Catalogue 1 1.1");
    add_rule("other", "Catalogue 1 1.10");
  }

  void add_rule(const std::string& id, const std::string& clauses) {
    Rule rule;
    rule.id = id;
    rule.clauses = clauses;
    set_.rules.push_back(rule);
    std::ranges::sort(set_.rules, {}, &Rule::id);
  }

  void find(const std::string& rule, Severity severity, Confidence confidence) {
    Finding finding;
    finding.id = rule + "-1";
    finding.rule = rule;
    finding.severity = severity;
    finding.confidence = confidence;
    outcome_.findings.push_back(finding);
  }

  ClauseResult result() {
    set_.clause_lists = {list_};
    set_.clause_lists[0].clauses = {clause_};
    const auto outcomes = judge_clauses(database_, set_, outcome_);
    problems_ = outcomes.problems;
    return outcomes.results.at(0);
  }

  Database database_{Database::Mode::memory, ""};
  RuleSet set_;
  ClauseList list_;
  Clause clause_;
  Outcome outcome_;
  std::vector<RuleProblem> problems_;
};

TEST_F(ClauseResultTest, PassesWhereThereWasSomethingToLookAt) {
  const ClauseResult passed = result();
  EXPECT_EQ(passed.result, ClauseOutcome::pass) << passed.reason;
  EXPECT_EQ(passed.examined, 2);
  EXPECT_EQ(passed.rules, (std::vector<ClauseRule>{{"named", RuleWeight::counts}}));
  database_.run("DELETE FROM account");
  EXPECT_EQ(result().result, ClauseOutcome::inconclusive);
  EXPECT_EQ(result().reason, "the image has no accounts to judge it by");
}

TEST_F(ClauseResultTest, AWeightyFindingBreaksIt) {
  find("named", Severity::medium, Confidence::strong);
  const ClauseResult failed = result();
  EXPECT_EQ(failed.result, ClauseOutcome::fail);
  EXPECT_EQ(failed.findings, (std::vector<ClauseFinding>{{"named-1", true}}));
  clause_.kind = ClauseKind::supported;
  EXPECT_EQ(result().result, ClauseOutcome::fail);
}

TEST_F(ClauseResultTest, ALightOneOnlyHints) {
  find("named", Severity::low, Confidence::proven);
  EXPECT_EQ(result().result, ClauseOutcome::inconclusive);
  outcome_.findings[0].severity = Severity::high;
  outcome_.findings[0].confidence = Confidence::likely;
  EXPECT_EQ(result().result, ClauseOutcome::inconclusive);
  clause_.decided_by = {"named"};
  EXPECT_EQ(result().result, ClauseOutcome::fail);
  outcome_.findings[0].confidence = Confidence::proven;
  clause_.decided_by = {};
  clause_.hinted_by = {"named"};
  EXPECT_EQ(result().result, ClauseOutcome::inconclusive);
}

TEST_F(ClauseResultTest, AFindingOfAnotherClauseSaysNothing) {
  find("other", Severity::critical, Confidence::proven);
  EXPECT_EQ(result().result, ClauseOutcome::pass);
}

TEST_F(ClauseResultTest, DarkPartsLetNothingPass) {
  for (const char* change :
       {"UPDATE coverage SET value = 1 WHERE name = 'files_unread'",
        "UPDATE coverage SET value = 7 WHERE name = 'bytes_encrypted'",
        "UPDATE coverage SET value = 900 WHERE name = 'bytes_unknown'",
        "UPDATE coverage SET value = 0 WHERE name = 'files'", "DELETE FROM coverage"}) {
    database_.run("SAVEPOINT before");
    database_.run(change);
    EXPECT_EQ(result().result, ClauseOutcome::inconclusive) << change;
    EXPECT_NE(result().reason, "") << change;
    database_.run("ROLLBACK TO before; RELEASE before");
  }
  EXPECT_EQ(result().result, ClauseOutcome::pass);
}

TEST_F(ClauseResultTest, ARuleThatDidNotRunLetsNothingPass) {
  outcome_.problems = {{"named", "s/named.sql", 3, "no such column"}};
  EXPECT_EQ(result().reason, "the rule named did not run");
  outcome_.problems.clear();
  clause_.decided_by = {"missing"};
  EXPECT_EQ(result().reason, "the rule missing did not run");
  clause_.decided_by = {};
  set_.rules.clear();
  EXPECT_EQ(result().result, ClauseOutcome::not_decidable);
}

TEST_F(ClauseResultTest, ASelectThatGoesWrongIsToldAndPassesNothing) {
  for (const char* sql : {"SELECT nonesuch FROM account", "SELECT 1, 2", "DELETE FROM account",
                          "SELECT count(*) FROM finding", "SELECT random()"}) {
    clause_.examined = sql;
    clause_.examined_line = 7;
    EXPECT_EQ(result().result, ClauseOutcome::inconclusive) << sql;
    ASSERT_EQ(problems_.size(), 1U) << sql;
    EXPECT_EQ(problems_[0].file, "s/clauses.txt");
    EXPECT_EQ(problems_[0].line, 7U);
    EXPECT_EQ(problems_[0].rule, "clause 1.1");
  }
}

TEST_F(ClauseResultTest, WhatIsNotDecidedIsNeverBlank) {
  clause_.kind = ClauseKind::supported;
  clause_.examined = "";
  EXPECT_EQ(result().result, ClauseOutcome::not_decidable);
  EXPECT_EQ(result().reason, "1 rule found nothing against it");
  clause_.kind = ClauseKind::live;
  EXPECT_EQ(result().result, ClauseOutcome::not_decidable);
  EXPECT_EQ(result().reason, "only a running device shows it");
}

TEST(Choose, LeavesWhatAStandardAsks) {
  RuleSet set = shipped_rules();
  const auto all = standards_of(set);
  EXPECT_NE(std::ranges::find(all, "no-backdoor"), all.end());
  const auto known = [&](std::string_view id) {
    return std::ranges::find(set.rules, id, &Rule::id) != set.rules.end();
  };
  choose(set, std::vector<std::string>{"ts-33.117"});
  EXPECT_TRUE(known("account_without_password"));
  EXPECT_FALSE(known("certificate_weak_key"));
  EXPECT_EQ(set.clause_lists.size(), 1U);
  EXPECT_TRUE(set.metrics.empty());
  choose(set, std::vector<std::string>{"none"});
  EXPECT_TRUE(set.rules.empty());
}

TEST(ShippedClauses, EachIsWholeAndItsRulesAreThere) {
  const RuleSet set = shipped_rules();
  const auto exists = [&](std::string_view id) {
    return std::ranges::find(set.rules, id, &Rule::id) != set.rules.end();
  };
  const Database database(Database::Mode::memory, "");
  const auto outcomes = judge_clauses(database, set, {});
  for (const RuleProblem& problem : outcomes.problems)
    ADD_FAILURE() << problem.file << ":" << problem.line << ": " << problem.sentence;
  for (const ClauseList& list : set.clause_lists) {
    std::set<std::string> ids;
    for (const Clause& clause : list.clauses) {
      SCOPED_TRACE(list.name + " " + clause.id);
      ids.insert(list.name + " " + clause.id);
      EXPECT_NE(clause.live_test, "");
      for (const std::string& id : clause.decided_by) EXPECT_TRUE(exists(id)) << id;
      for (const std::string& id : clause.hinted_by) EXPECT_TRUE(exists(id)) << id;
    }
    for (const Rule& rule : set.rules)
      for (std::string_view rest = rule.clauses; !rest.empty();) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        std::string_view one = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        if (!one.starts_with(list.name)) continue;
        EXPECT_TRUE(ids.contains(std::string(one))) << rule.id << ": " << one;
      }
  }
}

// The catalogue as 3GPP TS 33.117 has it from Release 17 on: 73 cases.
TEST(ShippedClauses, TheCatalogueIsWhole) {
  const RuleSet set = shipped_rules();
  const auto list = std::ranges::find(set.clause_lists, "ts-33.117", &ClauseList::standard);
  ASSERT_NE(list, set.clause_lists.end());
  const auto count = [&](ClauseKind kind) {
    return std::ranges::count(list->clauses, kind, &Clause::kind);
  };
  EXPECT_EQ(count(ClauseKind::decided), 28);
  EXPECT_EQ(count(ClauseKind::supported), 38);
  EXPECT_EQ(count(ClauseKind::live), 7);
}

}  // namespace
}  // namespace assay::rules
