#include "readers/code_reader_test.h"

namespace assay::readers {
extern const Reader function_prints;
namespace {

std::vector<Fact> facts_of(const std::string& source) {
  return facts_of_code(function_prints,
                       shared_object("mips-linux-gnu", source, "-O2 -fno-builtin"));
}

std::string function(const std::string& name) {
  return "int " + name +
         "(int* a, int n) { int s = 3; while (n--) s = s * 33 ^ a[n] + (s >> 5) - n; return s; }\n";
}

TEST(FunctionPrints, OfEachFunctionThatSaysSomething) {
  const auto facts = facts_of(function("first") + function("second") + "int small() { return 5; }");
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(columns(facts, {"decoder"}), std::vector<std::string>{"mips"});
  const auto list = columns(facts, {"functions"})[0];
  EXPECT_TRUE(list.starts_with("[[0,")) << list;
  EXPECT_NE(list.find("\"first\"],["), std::string::npos) << list;
  EXPECT_TRUE(list.ends_with("\"second\"]]")) << list;
  const auto* prints = std::get_if<std::string>(&facts[0].columns.back().value);
  ASSERT_NE(prints, nullptr);
  ASSERT_EQ(prints->size(), 32U);
  EXPECT_EQ(prints->substr(0, 16), prints->substr(16));
}

TEST(FunctionPrints, ALongProgramHasSeveralRows) {
  std::string source;
  for (int i = 0; i < 130; i++) source += function("f" + std::to_string(i));
  const auto facts = facts_of(source);
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(std::get<std::string>(facts[0].columns.back().value).size(), 128U * 16);
  EXPECT_EQ(std::get<std::string>(facts[1].columns.back().value).size(), 2U * 16);
}

}  // namespace
}  // namespace assay::readers
