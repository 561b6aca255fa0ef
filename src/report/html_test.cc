#include "report/html.h"

#include "report/hostile_case_test.h"
#include "report/html_text.h"

namespace assay::report {
namespace {

std::string page_of(const HostileCase& hostile_case) {
  const auto page = html_report(hostile_case.file(), hostile_case.content(),
                                [](const std::string&) -> Result<Buffer> {
                                  const Bytes bytes = as_bytes(hostile);
                                  return Buffer(bytes.begin(), bytes.end());
                                });
  EXPECT_TRUE(page) << page.error().detail;
  return page.value_or("");
}

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    found++;
  return found;
}

TEST(HtmlReport, NoTextOfTheImageIsMarkup) {
  const HostileCase hostile_case;
  const std::string page = page_of(hostile_case);
  EXPECT_EQ(count(page, "<script"), 0U);
  EXPECT_EQ(count(page, "<img"), 0U);
  EXPECT_EQ(count(page, "\x1b"), 0U);
  EXPECT_EQ(count(page, "\xe2\x80\xae"), 0U);
  EXPECT_GT(count(page, "&lt;script&gt;alert(1)"), 10U);
  // Each attribute is closed by us: no quote of the image stands in one.
  EXPECT_EQ(count(page, "onerror=alert(2)>"), 0U);
  EXPECT_EQ(count(page, "<html"), 1U);
  EXPECT_EQ(count(page, "</html>"), 1U);
  EXPECT_EQ(count(page, "<code>"), count(page, "</code>"));
  EXPECT_EQ(count(page, "<td"), count(page, "</td>"));
  EXPECT_EQ(count(page, "<table"), count(page, "</table>"));
}

TEST(HtmlReport, IsOneFileWithoutScript) {
  const HostileCase hostile_case;
  const std::string page = page_of(hostile_case);
  EXPECT_NE(page.find("default-src 'none'; style-src 'sha256-"), std::string::npos);
  for (const char* tag : {"<img", "<iframe", "<object", "<embed", "<link", "<base", "<form"})
    EXPECT_EQ(count(page, tag), 0U) << tag;
  EXPECT_EQ(count(page, "href=\"http"), 0U);
  EXPECT_EQ(count(page, "style=\""), 0U) << "the policy would drop it";
  EXPECT_EQ(count(page, "javascript:"), 0U);
}

TEST(HtmlReport, HasEveryPart) {
  const HostileCase hostile_case;
  const std::string page = page_of(hostile_case);
  for (const char* part :
       {"id=\"image\"", "id=\"standards\"", "id=\"findings\"", "id=\"exposure\"", "id=\"accounts\"",
        "id=\"metrics\"", "id=\"limits\"", "id=\"unread\"", "id=\"tree\"", "confined at level full",
        "fedcba9876543210", "end_of_support 2026-11-21", "assay 0.1.0"})
    EXPECT_NE(page.find(part), std::string::npos) << part;
}

TEST(HtmlReport, AccountsPageShowsNoSecret) {
  const HostileCase hostile_case;
  const std::string page = page_of(hostile_case);
  const std::size_t start = page.find("id=\"accounts\"");
  const std::size_t end = page.find("id=\"metrics\"");
  ASSERT_LT(start, end);
  EXPECT_EQ(page.substr(start, end - start).find("TheSecretWord"), std::string::npos);
}

TEST(HtmlText, EscapesOnce) {
  EXPECT_EQ(html("a<b>&\"'\\"), "a&lt;b&gt;&amp;&quot;&#39;\\\\");
  EXPECT_EQ(html_printable("\\x1b"), "\\x1b");
}

}  // namespace
}  // namespace assay::report
