#include "code/restore.h"

#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

// A function that ends in a jump to `end`, where `load` stands before the return.
formats::Sample function_with(const std::string& load) {
  return shared_object("powerpc-linux-gnu",
                       "__asm__(\".text\\n.globl serve\\n.type serve, @function\\nserve:\\n"
                       "stwu 1, -32(1)\\nstw 31, 28(1)\\naddi 11, 1, 32\\nli 3, 7\\nb end\\n"
                       ".size serve, .-serve\\n.type end, @function\\nend:\\n" +
                           load +
                           "lwz 0, 4(11)\\nlwz 31, -4(11)\\nmtlr 0\\nmr 1, 11\\nblr\\n"
                           ".size end, .-end\\n\");\n",
                       "-O1");
}

Outcome outcome_of(const formats::Sample& bytes) {
  const auto program = Program::open(bytes);
  if (!program) return {};
  const Survey survey(program.value());
  for (const SurveyedFunction& function : survey.functions())
    if (function.name == "serve") {
      survey.analyse(function);
      return survey.analyser().follow(0, 0);
    }
  return {};
}

TEST(Restore, IsTheEndOfTheFunction) {
  const Outcome outcome = outcome_of(function_with(""));
  EXPECT_EQ(outcome.returns, std::vector<std::uint64_t>{7});
  EXPECT_FALSE(outcome.returns_other || outcome.stops);
}

// Another function, which gives back something of its own.
TEST(Restore, ChangesNoResult) {
  const Outcome outcome = outcome_of(function_with("lwz 3, 8(11)\\n"));
  EXPECT_TRUE(outcome.returns.empty());
  EXPECT_TRUE(outcome.stops);
}

// What a called function is passed, where `save` is called between that and the call.
Value passed_behind(const std::string& save) {
  const formats::Sample bytes = shared_object(
      "powerpc-linux-gnu",
      "__asm__(\".text\\n.globl serve\\n.type serve, @function\\nserve:\\n"
      "mflr 0\\nli 3, 7\\nmr 11, 1\\nstwu 1, -32(1)\\nbl save\\nbl other\\nblr\\n"
      ".size serve, .-serve\\n.type save, @function\\nsave:\\n" +
          save +
          "blr\\n.size save, .-save\\n.type other, @function\\nother:\\nlwz 3, 0(3)\\nblr\\n"
          ".size other, .-other\\n\");\n",
      "-O1");
  const auto program = Program::open(bytes);
  if (!program) return {};
  const Survey survey(program.value());
  for (const SurveyedFunction& function : survey.functions())
    if (function.name == "serve" && function.call_count == 2)
      return survey.calls_of(function)[1].arguments[0];
  return {};
}

TEST(Saves, LoseNoArgument) {
  const Value value = passed_behind("stw 30, -8(11)\\nstw 31, -4(11)\\n");
  ASSERT_TRUE(value.is(Value::Kind::number));
  EXPECT_EQ(value.number, 7);
  EXPECT_FALSE(passed_behind("stw 31, -4(11)\\nli 3, 8\\n").is(Value::Kind::number));
}

}  // namespace
}  // namespace assay::code
