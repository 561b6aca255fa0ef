// Markdown, SARIF and PDF of a hostile case, read back by other programs.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "report/hostile_case_test.h"
#include "report/limits.h"
#include "report/markdown.h"
#include "report/pdf.h"
#include "report/sarif.h"

namespace assay::report {
namespace {

TEST(Markdown, NoTextOfTheImageIsMarkup) {
  EXPECT_EQ(markdown("a|b`c`<d>\n#[e](f)"), "a\\|b\\`c\\`\\<d\\>\\\\n\\#\\[e\\]\\(f\\)");
  const HostileCase hostile_case;
  const std::string text = markdown_report(hostile_case.content());
  for (const char* part : {"](http", "`x`", "\x1b", "\n# head"})
    EXPECT_EQ(text.find(part), std::string::npos) << part;
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1))
    EXPECT_EQ(text[at - 1], '\\') << text.substr(at, 20);
  // A row has as many cells as its head, whatever stands in them.
  for (std::size_t at = text.find("\n| clause |"); at != std::string::npos;) {
    const std::size_t row = text.find('\n', text.find('\n', at + 1) + 1) + 1;
    std::size_t bars = 0;
    for (std::size_t i = row; text[i] != '\n'; i++) bars += text[i] == '|' && text[i - 1] != '\\';
    EXPECT_EQ(bars, 5U) << text.substr(row, 200);
    break;
  }
}

TEST(Limits, SayWhatWasNotLookedAt) {
  const HostileCase hostile_case;
  std::string all;
  for (const LimitLine& line : limits_statement(hostile_case.content()))
    all += line.name + ": " + line.text + "\n";
  for (const char* part :
       {"scope: ", "understood: ", "not read: ", "problems: 1 places", "corrupt", "1 went wrong",
        "assay 0.1.0", "end_of_support 2026-11-21", "level full", "root "})
    EXPECT_NE(all.find(part), std::string::npos) << part << "\n" << all;
}

TEST(Sarif, PathsAreUrisAndNothingElse) {
  EXPECT_EQ(uri_of_path("/etc/passwd"), "etc/passwd");
  EXPECT_EQ(uri_of_path("//evil.example/a"), "evil.example/a");
  EXPECT_EQ(uri_of_path("a/../../b/."), "a/%28..%29/%28..%29/b/%28.%29");
  EXPECT_EQ(uri_of_path("a b#c?d%e:f\n\xff"), "a%20b%23c%3Fd%25e%3Af%0A%FF");
  EXPECT_EQ(uri_of_path("javascript:alert(1)"), "javascript%3Aalert%281%29");
  EXPECT_EQ(sarif_text("see [a](b) {0} \\"), "see \\[a\\](b) {{0}} \\\\");
}

TEST(Sarif, SaysWhatTheCaseSays) {
  const HostileCase hostile_case;
  const std::string text = sarif_report(hostile_case.content());
  const auto log = nlohmann::json::parse(text);
  EXPECT_EQ(log["version"], "2.1.0");
  const auto& run = log["runs"][0];
  ASSERT_EQ(run["results"].size(), 1U);
  EXPECT_EQ(run["results"][0]["level"], "error");
  EXPECT_EQ(run["results"][0]["ruleIndex"], 0);
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["id"], "a_rule");
  EXPECT_EQ(run["results"][0]["locations"][0]["physicalLocation"]["region"]["byteLength"], 9);
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"].size(), 2U);
  EXPECT_EQ(run["properties"]["clauses"][0]["result"], "fail");
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(Sarif, HoldsToTheSchema) {
  const std::filesystem::path schema = std::filesystem::absolute(
      std::filesystem::path(ASSAY_SOURCE_DIR) / "../shared/schemas/sarif-2.1.0.schema.json");
  if (!std::filesystem::exists(schema)) GTEST_SKIP() << "the schema is not at hand";
  const HostileCase hostile_case;
  hostile_case.put("report.sarif", sarif_report(hostile_case.content()));
  const std::string said = hostile_case.output_of(fmt::format(
      "python3 -c 'import json, jsonschema; jsonschema.validate(json.load(open(\"report.sarif\")), "
      "json.load(open(\"{}\")), format_checker=jsonschema.FormatChecker())'",
      schema.native()));
  EXPECT_EQ(hostile_case.code(), 0) << said;
}

TEST(Pdf, IsReadByAnotherProgram) {
  const HostileCase hostile_case;
  const auto pdf = pdf_report(hostile_case.content());
  ASSERT_TRUE(pdf) << pdf.error().detail;
  hostile_case.put("report.pdf", *pdf);
  const std::string said =
      hostile_case.output_of("pdftotext -layout report.pdf - && pdfinfo report.pdf");
  EXPECT_EQ(hostile_case.code(), 0) << said;
  for (const char* part : {"<script>alert(1)</script>", "Limits", "Findings", "Metrics",
                           "assay 0.1.0", "page 1", "JavaScript:      no"})
    EXPECT_NE(said.find(part), std::string::npos) << part << "\n" << said;
  EXPECT_EQ(*pdf, *pdf_report(hostile_case.content()));
}

TEST(Pdf, TakesTextOfAnyLength) {
  const HostileCase hostile_case;
  Content content = hostile_case.content();
  content.findings[0].message = std::string(5000, 'x');
  content.findings.resize(300, content.findings[0]);
  content.image_name = "\xe6\xbc\xa2";
  const auto pdf = pdf_report(content);
  ASSERT_TRUE(pdf) << pdf.error().detail;
  hostile_case.put("report.pdf", *pdf);
  const std::string said = hostile_case.output_of("pdftotext report.pdf -");
  EXPECT_EQ(hostile_case.code(), 0);
  EXPECT_NE(said.find("\\u{6f22}"), std::string::npos) << said.substr(0, 200);
}

}  // namespace
}  // namespace assay::report
