#include "formats/html_lexer.h"

#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

// One line a token: "open a href=x class=", "text ...".
std::vector<std::string> tokens_of(std::string_view page) {
  static constexpr const char* names[] = {"open",    "close",  "text", "raw",
                                          "comment", "server", "end"};
  std::vector<std::string> lines;
  HtmlLexer lexer(page);
  for (HtmlToken token = lexer.next(); token.kind != HtmlToken::Kind::end; token = lexer.next()) {
    EXPECT_LE(token.range.end(), page.size());
    EXPECT_GT(token.range.size, 0U);
    std::string line = names[static_cast<std::size_t>(token.kind)];
    if (!token.name.empty()) line += " " + std::string(token.name);
    if (!token.text.empty()) line += " " + std::string(token.text);
    for (const HtmlAttribute& one : token.attributes)
      line += " " + std::string(one.name) + "=" + std::string(one.value);
    lines.push_back(line);
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(HtmlLexer, ReadsTagsAttributesAndText) {
  EXPECT_EQ(tokens_of("<!DOCTYPE html><FORM action='/a.cgi' method=post checked>Hi<br/></form>"),
            (Lines{"comment DOCTYPE html", "open FORM action=/a.cgi method=post checked=",
                   "text Hi", "open br", "close form"}));
}

TEST(HtmlLexer, KeepsScriptsWhole) {
  EXPECT_EQ(
      tokens_of("<script type=\"x\">if (a<b && '</p>') {}</SCRIPT>z"),
      (Lines{"open script type=x", "raw script if (a<b && '</p>') {}", "close SCRIPT", "text z"}));
  EXPECT_EQ(tokens_of("<script src=a.js></script>"),
            (Lines{"open script src=a.js", "close script"}));
}

TEST(HtmlLexer, TellsWhatTheServerRuns) {
  EXPECT_EQ(tokens_of("<!-- a <b> --><% get(\"x>y\"); %><?php echo 1; ?>"),
            (Lines{"comment  a <b> ", "server  get(\"x>y\"); ", "server php echo 1; "}));
}

TEST(HtmlLexer, TakesALoneSignAsText) {
  EXPECT_EQ(tokens_of("1 < 2 & 3"), (Lines{"text 1 ", "text < 2 & 3"}));
}

TEST(HtmlLexer, EndsWithAPageThatIsCutShort) {
  EXPECT_EQ(tokens_of("<a href=\"x>"), (Lines{"open a href=x>"}));
  EXPECT_EQ(tokens_of("<script>a"), (Lines{"open script", "raw script a"}));
  EXPECT_EQ(tokens_of("<!-- a"), (Lines{"comment  a"}));
  EXPECT_EQ(tokens_of("<a = ' /"), (Lines{"open a"}));
}

TEST(HtmlLexer, GetsThroughAnything) {
  constexpr std::string_view page =
      "<html><form action='a'><input name=\"b\" value=<% x %>></form><script>a</script></html>";
  each_prefix(as_bytes(page), [](Bytes bytes) { tokens_of(as_text(bytes)); });
  each_flip(as_bytes(page), 1000, [](Bytes bytes) { tokens_of(as_text(bytes)); });
}

TEST(HtmlLexer, IsLinear) {
  for (const std::string_view unit : {"<", "<a ", "</", "<!--", "<script>", "<a b='", "<% "}) {
    std::string page;
    while (page.size() < 100'000) page += unit;
    tokens_of(page);
  }
}

}  // namespace
}  // namespace assay::formats
