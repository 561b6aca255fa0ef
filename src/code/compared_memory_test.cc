#include "code/compared_memory.h"

#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

std::vector<ComparedMemory> compared(const std::string& target, const std::string& source) {
  std::vector<ComparedMemory> all;
  const auto bytes = shared_object(
      target, "int memcmp(const void*, const void*, unsigned long); int run(void);\n" + source,
      "-O2");
  const auto program = Program::open(bytes);
  if (!program) return all;
  const Survey survey(program.value());
  for (const SurveyedFunction& function : survey.functions())
    for (const auto& one :
         compared_memory(program.value(), survey.analyser(), survey.analyse(function)))
      all.push_back(one);
  return all;
}

const char* const targets_of[] = {"x86_64-linux-gnu", "aarch64-linux-gnu", "powerpc64le-linux-gnu",
                                  "powerpc-linux-gnu"};

TEST(ComparedMemory, HasBothPlaces) {
  for (const char* target : targets_of) {
    SCOPED_TRACE(target);
    const auto all = compared(target,
                              "int serve(const char* a, const char* b) {\n"
                              "return memcmp(a + 4, b, 16) == 0 ? run() : 3; }\n");
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].size, 16U);
    for (const Value& value : {all[0].left, all[0].right})
      EXPECT_TRUE(value.is(Value::Kind::entry));
    EXPECT_EQ(all[0].left.number + all[0].right.number, 4U);
  }
}

// Few bytes; a constant; words that do not stand beside each other.
TEST(ComparedMemory, IsNoneOfOtherComparisons) {
  for (const char* target : targets_of)
    for (const std::string source :
         {"int serve(const char* a, const char* b) { return memcmp(a, b, 4) ? 3 : run(); }\n",
          "int serve(const char* a) { return memcmp(a, \"sixteen letters.\", 16) ? 3 : run(); }\n",
          "int serve(const int* a, const int* b) {\n"
          "return a[0] == b[0] && a[5] == b[9] ? run() : 3; }\n"})
      EXPECT_EQ(compared(target, source).size(), 0U) << target << source;
}

}  // namespace
}  // namespace assay::code
