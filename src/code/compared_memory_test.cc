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

std::size_t compared_bytes(const formats::Sample& bytes) {
  const auto program = Program::open(bytes);
  if (!program) return 0;
  const Survey survey(program.value());
  std::size_t size = 0;
  for (const SurveyedFunction& function : survey.functions())
    for (const auto& one :
         compared_memory(program.value(), survey.analyser(), survey.analyse(function)))
      size += one.size;
  return size;
}

const char* const memory_with_carry = R"(ldbrx 10,0,4
ldbrx 9,0,3
subfc. 9,9,10
beq 0,2f
1:
popcntd 3,9
subfe 9,9,9
or 3,3,9
blr
2:
addi 9,3,8
addi 10,4,8
ldbrx 9,0,9
ldbrx 10,0,10
subfc 9,9,10
b 1b)";

TEST(ComparedMemory, IsComparedWithCarry) {
  EXPECT_EQ(compared_bytes(assembled(memory_with_carry)), 16U);
}

// A difference of numbers in the program's own order is arithmetic.
TEST(ComparedMemory, IsNoDifferenceOfNumbers) {
  EXPECT_EQ(compared_bytes(assembled("ld 10,0(4)\nld 9,0(3)\nsubf 5,9,10\nld 10,8(4)\nld 9,8(3)\n"
                                     "subf 6,9,10\nadd 3,5,6\nblr")),
            0U);
}

}  // namespace
}  // namespace assay::code
