#include "formats/script_lexer.h"

#include <gtest/gtest.h>

#include "formats/test_inputs.h"

namespace assay::formats {
namespace {

constexpr ScriptLanguage js = ScriptLanguage::javascript;
constexpr ScriptLanguage lua = ScriptLanguage::lua;
constexpr ScriptLanguage php = ScriptLanguage::php;

// The tokens with a blank between them; strings in <>.
std::string told(std::string_view script, ScriptLanguage language) {
  std::string line;
  for (const ScriptToken& token : read_script(script, language, 0)) {
    EXPECT_LE(token.range.end(), script.size());
    EXPECT_GT(token.range.size, 0U);
    const bool string = token.kind == ScriptToken::Kind::string;
    line += (line.empty() ? "" : " ") +
            (string ? "<" + std::string(token.text) + ">" : std::string(token.text));
  }
  return line;
}

TEST(ScriptLexer, ReadsJavaScript) {
  EXPECT_EQ(told("var key='a\\'b'; // no\n/* no */ f(`x\ny`, 0x1f, $.get)", js),
            "var key = <a\\'b> ; f ( <x\ny> , 0x1f , $ . get )");
}

TEST(ScriptLexer, PassesOverRegularExpressions) {
  EXPECT_EQ(told("a = /[/'\"]x\\/'/g; b = c / d / 'e'", js), "a = ; b = c / d / <e>");
  EXPECT_EQ(told("s.replace(/\"/g, '')", js), "s . replace ( , <> )");
  EXPECT_EQ(told("return /'/", js), "return");
}

TEST(ScriptLexer, ReadsLua) {
  EXPECT_EQ(told("-- no\nlocal k = [==[a]]b]==] --[[ no\n no ]] .. 'x'", lua),
            "local k = <a]]b> . . <x>");
  EXPECT_EQ(told("t[1] = \"a\"", lua), "t [ 1 ] = <a>");
}

TEST(ScriptLexer, ReadsPhp) {
  EXPECT_EQ(told("# no\n$_GET['cmd']; // no", php), "$_GET [ <cmd> ] ;");
}

TEST(ScriptLexer, ReadsJson) {
  EXPECT_EQ(told("{\"admin\\/x\": {\"order\": 5}}", js), "{ <admin\\/x> : { <order> : 5 } }");
}

TEST(ScriptLexer, EndsAStringWithItsLine) {
  EXPECT_EQ(told("a = 'it\nb", js), "a = <it> b");
  EXPECT_EQ(told("a = 'it", js), "a = <it>");
}

TEST(ScriptLexer, PutsEscapesIn) {
  EXPECT_EQ(unescaped("a\\/b\\x41\\u0042\\n\\q\\"), "a/bAB\n\\q\\");
  EXPECT_EQ(unescaped("\\u00"), "\\u00");
}

TEST(ScriptLexer, GetsThroughAnything) {
  constexpr std::string_view script = "a = /x/; b = 'c' + `d` /* e */ // f\n[[g]] --[=[ h ]=] #i";
  for (const ScriptLanguage language : {js, lua, php}) {
    each_prefix(as_bytes(script), [&](Bytes bytes) { told(as_text(bytes), language); });
    each_flip(as_bytes(script), 1000, [&](Bytes bytes) { told(as_text(bytes), language); });
  }
}

TEST(ScriptLexer, IsLinear) {
  for (const std::string_view unit :
       {"/", "= /", "= /[", "'", "/*", "[[", "[=[", "--[[", "`", "\\"}) {
    std::string script;
    while (script.size() < 30'000) script += unit;
    for (const ScriptLanguage language : {js, lua, php}) told(script, language);
  }
}

}  // namespace
}  // namespace assay::formats
