#include "code/global_pointer.h"

#include <algorithm>

#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

formats::Sample riscv(const std::string& start_code) {
  return shared_object(
      "riscv64-linux-gnu",
      "asm(\".option norelax\\n.option norvc\\n.globl load\\n.type load,@function\\nload:\\n\"\n" +
          start_code + "\"ret\\n.size load,.-load\\n\");\n" +
          serve_of("addi sp, sp, -16\nsd ra, 8(sp)\naddi a0, gp, -16\ncall "
                   "run@plt\nld ra, 8(sp)\naddi sp, sp, 16\nret"),
      "-O1");
}

// What runs on one side of the start code learns where gp points from the other.
TEST(GlobalPointer, IsWhatTheStartCodeSetsItTo) {
  const auto bytes = riscv("\"1: auipc gp, 0x2\\naddi gp, gp, -256\\n\"\n");
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program);
  const auto& functions = program.value().functions();
  const auto load = std::ranges::find(functions, "load", &Symbol::name);
  ASSERT_NE(load, functions.end());
  const std::uint64_t pointer = load->address + 0x2000 - 256;
  EXPECT_EQ(global_pointer(program.value()), pointer);
  const Survey survey(program.value());
  unsigned calls = 0;
  for (const SurveyedFunction& function : survey.functions())
    for (const Call& call : survey.analyse(function).calls) {
      if (call.callee.name != "run") continue;
      EXPECT_EQ(call.arguments[0], Value::of(pointer - 16));
      calls++;
    }
  EXPECT_EQ(calls, 1U);
}

TEST(GlobalPointer, IsNotKnownWhereTwoDifferOrNoneIs) {
  const auto plain = riscv("");
  const auto none = Program::open(plain);
  ASSERT_TRUE(none);
  EXPECT_FALSE(none.value().table_pointer());
  const auto two =
      riscv("\"lui gp, 0x2\\naddi gp, gp, 257\\nlui gp, 0x2\\naddi gp, gp, 258\\n\"\n");
  const auto program = Program::open(two);
  ASSERT_TRUE(program);
  EXPECT_FALSE(program.value().table_pointer());
  const auto same =
      riscv("\"lui gp, 0x2\\naddi gp, gp, 257\\nlui gp, 0x2\\naddi gp, gp, 257\\n\"\n");
  const auto once = Program::open(same);
  ASSERT_TRUE(once);
  EXPECT_EQ(once.value().table_pointer(), 0x2101U);
}

}  // namespace
}  // namespace assay::code
