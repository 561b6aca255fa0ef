#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/temporary_folder.h"
#include "rules/rule.h"

namespace assay::rules {
namespace {

constexpr std::string_view good =
    "-- id: some_rule\n"
    "-- title: A title: with a colon\n"
    "-- severity: high\n"
    "-- confidence: strong\n"
    "-- weakness: CWE-258; CWE-1\n"
    "-- clauses: A 1; B 2\n"
    "-- why: because\n"
    "--      of this\n"
    "--\n"
    "-- refuted by: that\n"
    "-- activation: started\n"
    "-- not claimed: more\n"
    "SELECT 1 AS evidence, 'x' AS message -- id: not a key\n";

TEST(Parse, ReadsEveryKey) {
  const auto rule = parse("ts-1/deep/some_rule.sql", good);
  ASSERT_TRUE(rule) << rule.error().sentence;
  EXPECT_EQ(rule->id, "some_rule");
  EXPECT_EQ(rule->standard, "ts-1/deep");
  EXPECT_EQ(rule->title, "A title: with a colon");
  EXPECT_EQ(rule->severity, Severity::high);
  EXPECT_EQ(rule->confidence, Confidence::strong);
  EXPECT_EQ(rule->weakness, "CWE-258; CWE-1");
  EXPECT_EQ(rule->clauses, "A 1; B 2");
  EXPECT_EQ(rule->why, "because of this");
  EXPECT_EQ(rule->refuted_by, "that");
  EXPECT_EQ(rule->activation, Activation::started);
  EXPECT_EQ(rule->not_claimed, "more");
  EXPECT_EQ(rule->alternatives, "");
  EXPECT_EQ(rule->version.size(), 16U);
  EXPECT_EQ(rule->text, good);
  EXPECT_NE(parse("some_rule.sql", std::string(good) + " ")->version, rule->version);
  EXPECT_EQ(parse("some_rule.sql", good)->standard, "");
}

// The good text with its first `from` replaced by `to`.
RuleProblem problem_with(std::string_view from, std::string_view to) {
  std::string text(good);
  text.replace(text.find(from), from.size(), to);
  const auto rule = parse("x/some_rule.sql", text);
  EXPECT_FALSE(rule) << from << " -> " << to;
  return rule ? RuleProblem{} : rule.error();
}

TEST(Parse, SaysFileLineAndWhatIsWrong) {
  EXPECT_EQ(problem_with("severity: high", "severity: huge"),
            (RuleProblem{"", "x/some_rule.sql", 3,
                         "severity is 'huge', not one of info, low, medium, high, critical"}));
  EXPECT_EQ(problem_with("id: some_rule", "id: other").line, 1U);
  EXPECT_EQ(problem_with("id: some_rule", "id: Some Rule").line, 1U);
  EXPECT_EQ(problem_with("title:", "titel:").sentence, "'titel' is no key of a rule");
  EXPECT_EQ(problem_with("-- clauses: A 1", "-- title: again").sentence, "'title' stands twice");
  EXPECT_EQ(problem_with("-- why: because\n--      of this\n", "").sentence, "'why' is missing");
  EXPECT_EQ(problem_with("CWE-258", "CWE-x").line, 5U);
  EXPECT_EQ(problem_with("-- title", "--      title").sentence, "'title' is missing");
  EXPECT_EQ(problem_with("-- refuted by", "--      refuted by").sentence,
            "a line that continues no key");
  EXPECT_EQ(problem_with("started", "running").line, 11U);
  EXPECT_EQ(problem_with("-- why: because", "-- why").sentence, "'why' is no key of a rule");
  EXPECT_EQ(problem_with("because", "b\xff").sentence, "its text is not UTF-8");
  EXPECT_EQ(problem_with("because", std::string(70000, 'b')).line, 0U);
  EXPECT_FALSE(parse("x/some_rule.sql", ""));
}

TEST(Parse, TakesLinesOfOtherSystems) {
  std::string text;
  for (const char c : good) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const auto rule = parse("some_rule.sql", text);
  ASSERT_TRUE(rule) << rule.error().sentence;
  EXPECT_EQ(rule->why, "because of this");
}

TEST(RuleSet, ShippedRulesAreWhole) {
  const RuleSet set = shipped_rules();
  for (const RuleProblem& problem : set.problems)
    ADD_FAILURE() << problem.file << ":" << problem.line << ": " << problem.sentence;
  EXPECT_GE(set.rules.size(), 2U);
  for (const Rule& rule : set.rules) {
    EXPECT_NE(rule.standard, "") << rule.id;
    EXPECT_NE(rule.clauses, "") << rule.id;
    EXPECT_NE(rule.weakness, "") << rule.id;
    EXPECT_EQ(rule.title.find("ackdoor"), std::string::npos) << rule.id;
  }
}

TEST(RuleSet, AFolderIsReadInOrderAndItsFaultsAreTold) {
  const TemporaryFolder temporary;
  const std::filesystem::path& folder = temporary.path();
  const auto put = [&](const std::string& path, const std::string& text) {
    create_directories((folder / path).parent_path());
    std::ofstream(folder / path) << text;
  };
  const auto named = [](const std::string& id) {
    return "-- id: " + id + std::string(good.substr(good.find('\n')));
  };
  put("b/two.sql", named("two"));
  put("a/three.sql", named("three"));
  put("c/two.sql", named("two"));
  put("a/broken.sql", "SELECT 1");
  put("a/notes.txt", "no rule");
  std::filesystem::create_symlink("/etc/passwd", folder / "a" / "link.sql");

  RuleSet set;
  add_folder(set, folder);
  ASSERT_EQ(set.rules.size(), 2U);
  EXPECT_EQ(set.rules[0].id, "three");
  EXPECT_EQ(set.rules[1].file, "b/two.sql");
  ASSERT_EQ(set.problems.size(), 2U);
  EXPECT_EQ(set.problems[0].file, "a/broken.sql");
  EXPECT_EQ(set.problems[1], (RuleProblem{"", "c/two.sql", 1, "b/two.sql has the id two already"}));

  add_folder(set, folder / "none");
  EXPECT_EQ(set.problems.size(), 3U);
}

}  // namespace
}  // namespace assay::rules
