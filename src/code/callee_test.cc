#include "code/callee.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "code/arm_sets.h"
#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

constexpr const char* sample = R"(
__attribute__((noreturn)) void exit(int);
int puts(const char*);
__attribute__((noinline)) int helper(int n) { return n * 3; }
__attribute__((noinline)) void usage(int status) {
  if (status) puts("try --help");
  puts("usage");
  exit(status);
}
__attribute__((noinline)) void complain(int status) {
  puts("wrong");
  usage(status);
}
__attribute__((noinline)) void may_return(int status) {
  if (status) exit(status);
  puts("fine");
}
int use(int n) { return helper(n) + helper(n + 1); }
)";

class CalleeOf : public testing::TestWithParam<std::size_t> {
 protected:
  const Target& target() const { return targets()[GetParam()]; }
};

TEST_P(CalleeOf, KnowsWhoNeverReturns) {
  const auto bytes = shared_object(target(), sample, "-O2 -Wl,-Bsymbolic");
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program) << target().triple;
  Callees callees(*program);
  const auto never_returns = [&](std::string_view name) {
    for (const Symbol& symbol : program->functions()) {
      if (symbol.name != name) continue;
      const Decoder& decoder = symbol.thumb ? *t32_like(program->decoder()) : program->decoder();
      const Abi& abi = abi_of(decoder.architecture);
      State state;
      state.start(decoder, abi, symbol.address, program->table_pointer());
      return callees.never_returns({*program, decoder, abi}, symbol.address, state);
    }
    ADD_FAILURE() << name << " is not there";
    return false;
  };
  const bool by_register = target().triple.starts_with("mips");  // and so not followed
  EXPECT_EQ(never_returns("usage"), !by_register) << target().triple;
  EXPECT_EQ(never_returns("complain"), !by_register) << target().triple;
  EXPECT_FALSE(never_returns("may_return")) << target().triple;
  EXPECT_FALSE(never_returns("use")) << target().triple;
}

// What the linker puts into a slot at first is no part of the address that the loader puts there.
TEST_P(CalleeOf, TakesSlotsForTheFunctionsThatTheyName) {
  const auto bytes = shared_object(target(), sample, "-O2 -Wl,-z,lazy");
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program) << target().triple;
  for (const std::uint64_t pointer : program->code_pointers()) {
    const bool thumb = is_a32(program->decoder()) && (pointer & 1U) != 0;
    EXPECT_NE(program->function_at(thumb ? pointer - 1 : pointer), nullptr)
        << target().triple << " " << std::hex << pointer;
  }
}

// Who calls a function of a library at once and goes on is no stub of it.
TEST_P(CalleeOf, DoesNotTakeACallerForAStub) {
  const auto bytes = shared_object(target(), R"(
int puts(const char*);
static __attribute__((noinline)) int greet(const char* who) { return puts(who) + 1; }
int use(int n) { return greet(n ? "one" : "other") * 2 + n; }
)",
                                   "-O2 -Wl,-s");
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program) << target().triple;
  const Survey survey(*program);
  const auto named = std::ranges::count_if(
      survey.calls(), [](const Call& call) { return !call.tail && call.callee.name == "puts"; });
  EXPECT_LE(named, 1) << target().triple;
  const auto inside = std::ranges::count_if(
      survey.calls(), [](const Call& call) { return !call.tail && call.callee.address != 0; });
  EXPECT_GE(inside, 1) << target().triple;
}

INSTANTIATE_TEST_SUITE_P(Targets, CalleeOf, testing::Range(std::size_t{0}, targets().size()));

}  // namespace
}  // namespace assay::code
