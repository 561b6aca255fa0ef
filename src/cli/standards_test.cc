// Standards, clauses, metrics, declarations and reports, by the program itself over an image that
// mksquashfs made.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/program_test.h"

namespace assay::cli {
namespace {

using Json = nlohmann::json;

class Standards : public testing::Test {
 protected:
  // A root file system with an account that needs no password, and telnet at boot.
  static void SetUpTestSuite() {
    image_folder_ = new TestFolder;
    const Ran made = shell("cd '" + image_folder_->path() + R"(' && mkdir -p root/etc root/bin &&
      printf 'root:x:0:0:root:/root:/bin/sh\ndebug::500:0::/:/bin/sh\n' > root/etc/passwd &&
      printf '::sysinit:/usr/sbin/telnetd -l /bin/login\n' > root/etc/inittab &&
      printf '#!/bin/sh\n' > root/bin/hello && chmod 644 root/etc/* && chmod 755 root/bin/hello &&
      mksquashfs root fw.bin -quiet -no-progress -all-root -all-time 1000000000 \
        -mkfs-time 1000000000 -comp gzip)");
    ASSERT_TRUE(std::filesystem::exists(*image_folder_ / "fw.bin")) << made.err;
  }
  static void TearDownTestSuite() { delete image_folder_; }

  Standards() { shell("cp '" + *image_folder_ / "fw.bin" + "' '" + folder_ / "fw.bin" + "'"); }
  Ran run(const std::string& line) const { return shell("cd '" + folder_.path() + "'\n" + line); }

  static const Json* clause(const Json& scan, const std::string& id) {
    for (const Json& list : scan["clauses"])
      for (const Json& one : list["clauses"])
        if (one["clause"] == id) return &one;
    return nullptr;
  }

  static inline TestFolder* image_folder_ = nullptr;
  TestFolder folder_;
};

TEST_F(Standards, EveryClauseHasAResult) {
  const Ran ran = run("$ASSAY scan --json --fail-on never fw.bin");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json scan = Json::parse(ran.out);
  ASSERT_EQ(scan["clauses"].size(), 1U);
  EXPECT_EQ(scan["clauses"][0]["clauses"].size(), 73U);
  for (const Json& one : scan["clauses"][0]["clauses"]) {
    EXPECT_NE(one["result"], "") << one;
    EXPECT_NE(one["reason"], "") << one;
  }
  const Json* open_account = clause(scan, "4.2.3.4.2.1");
  ASSERT_NE(open_account, nullptr);
  EXPECT_EQ((*open_account)["result"], "fail");
  EXPECT_EQ((*open_account)["findings"][0]["weight"], "breaks");
  const Json* numbers = clause(scan, "4.2.4.2.2");
  ASSERT_NE(numbers, nullptr);
  EXPECT_EQ((*numbers)["result"], "pass") << *numbers;
  EXPECT_FALSE(scan["metrics"].empty());
  const Ran listed = run("$ASSAY clauses -l fw.bin.assay");
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_NE(listed.out.find("4.2.3.4.2.1"), std::string::npos);
  EXPECT_NE(listed.out.find("live test: "), std::string::npos);
  EXPECT_EQ(run("$ASSAY metrics fw.bin.assay").code, 0);
}

TEST_F(Standards, OneStandardIsChosen) {
  ASSERT_EQ(run("$ASSAY scan -q --fail-on never --standard engineering fw.bin").code, 0);
  const std::string query = "$ASSAY sql fw.bin.assay 'SELECT DISTINCT standard FROM rule'";
  EXPECT_EQ(run(query).out, "engineering\n");
  ASSERT_EQ(run("$ASSAY scan -q --fail-on never --standard ts-33.117 fw.bin").code, 0);
  EXPECT_NE(run(query).out.find("no-backdoor"), std::string::npos) << "its clauses ask them";
  EXPECT_EQ(run("$ASSAY verify -q fw.bin.assay fw.bin").code, 0);
  const Ran wrong = run("$ASSAY scan -q --standard nonesuch fw.bin");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("no-backdoor, "), std::string::npos) << wrong.err;
}

TEST_F(Standards, ABrokenRuleIsToldAndStopsNothing) {
  folder_.write("own.sql",
                "-- id: own\n-- title: t\n-- severity: low\n-- confidence: likely\n-- why: w\n"
                "-- refuted by: r\nSELECT id AS evidence,\n  nonesuch AS message FROM account\n");
  ASSERT_EQ(run("mkdir rules && mv own.sql rules/ && printf 'SELECT 1' > rules/head.sql").code, 0);
  const Ran ran = run("$ASSAY scan --json --fail-on never --rules rules fw.bin");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json scan = Json::parse(ran.out);
  EXPECT_FALSE(scan["findings"].empty());
  ASSERT_EQ(scan["rule_problems"].size(), 2U);
  EXPECT_EQ(scan["rule_problems"][0]["file"], "head.sql");
  EXPECT_EQ(scan["rule_problems"][1]["file"], "own.sql");
  EXPECT_EQ(scan["rule_problems"][1]["line"], 8);
  EXPECT_EQ(scan["rule_problems"][1]["sentence"], "SQL: no such column: nonesuch");
  const Ran screen = run("$ASSAY scan --fail-on never --rules rules fw.bin");
  EXPECT_NE(screen.out.find("own"), std::string::npos);
  EXPECT_EQ(run("$ASSAY verify -q fw.bin.assay fw.bin").code, 0) << "the same again";
  EXPECT_EQ(run("$ASSAY scan --rules nonesuch fw.bin").code, 2);
}

TEST_F(Standards, ADeclarationIsHeldAgainstFindings) {
  folder_.write("services.yaml",
                "declaration: 1\nservices:\n  - program: telnetd\n    purpose: service access\n");
  const Ran ran = run("$ASSAY scan --json --fail-on never --declared services.yaml fw.bin");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json scan = Json::parse(ran.out);
  std::string telnet;
  std::string account;
  for (const Json& finding : scan["findings"]) {
    if (finding["rule"] == "telnet_at_boot") telnet = finding["declaration"];
    if (finding["rule"] == "account_without_password") account = finding["declaration"];
    if (finding["standard"] == "engineering") {
      EXPECT_EQ(finding["declaration"], "");
    }
  }
  EXPECT_EQ(telnet, "documented (line 3)");
  EXPECT_EQ(account, "not in the declaration");
  EXPECT_EQ(scan["case_info"]["declaration_sha256"].get<std::string>().size(), 64U);
  EXPECT_EQ(run("rm services.yaml; $ASSAY verify -q fw.bin.assay fw.bin").code, 0)
      << "the case has the declaration";
  ASSERT_EQ(run("$ASSAY scan -q --fail-on never fw.bin").code, 0);
  EXPECT_NE(run("$ASSAY scan --json --fail-on never fw.bin").out.find("no declaration supplied"),
            std::string::npos);
}

TEST_F(Standards, AWrongDeclarationIsToldWithItsLine) {
  folder_.write("services.yaml", "declaration: 1\nservices:\n  - programme: telnetd\n");
  const Ran ran = run("$ASSAY scan --declared services.yaml fw.bin");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "assay: services.yaml: line 3: 'programme' is no key of services\n");
  EXPECT_EQ(run("$ASSAY scan --declared nonesuch fw.bin").code, 2);
}

TEST_F(Standards, AReportOfEachFormat) {
  ASSERT_EQ(run("$ASSAY scan -q --fail-on never fw.bin").code, 0);
  for (const std::string format : {"html", "json", "markdown", "sarif", "pdf"}) {
    const Ran ran = run("$ASSAY report fw.bin.assay --format " + format);
    EXPECT_EQ(ran.code, 0) << format << ": " << ran.err;
    const std::string name = "report." + (format == "markdown" ? "md" : format);
    const std::string text = read_all(folder_ / name);
    EXPECT_GT(text.size(), 1000U) << name;
    if (format == "pdf") continue;
    const bool escaped = format == "markdown";
    for (const char* part : {escaped ? "account\\_without\\_password" : "account_without_password",
                             "confined at level"})
      EXPECT_NE(text.find(part), std::string::npos) << name << " lacks " << part;
  }
  const Json json = Json::parse(read_all(folder_ / "report.json"));
  EXPECT_TRUE(json["limits"].contains("sandbox"));
  EXPECT_EQ(Json::parse(read_all(folder_ / "report.sarif"))["version"], "2.1.0");
  EXPECT_EQ(run("$ASSAY report fw.bin.assay --format doc").code, 2);
  EXPECT_EQ(run("$ASSAY report fw.bin.assay --format sarif -o -").out,
            read_all(folder_ / "report.sarif"));
}

TEST_F(Standards, RulesAreListedWithTheirCount) {
  const Ran all = run("$ASSAY rules");
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_NE(all.out.find("no-backdoor: "), std::string::npos);
  EXPECT_NE(all.out.find(" rules"), std::string::npos);
  const Ran clauses = run("$ASSAY rules --clauses");
  EXPECT_EQ(clauses.code, 0) << clauses.err;
  EXPECT_NE(clauses.out.find("4.3.2.1"), std::string::npos);
  EXPECT_NE(clauses.out.find("telnet_at_boot"), std::string::npos);
}

}  // namespace
}  // namespace assay::cli
