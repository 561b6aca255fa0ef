#include "code/function.h"

#include <algorithm>

#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

void expect_same(const Function& one, const Function& other) {
  EXPECT_EQ(one.end, other.end);
  EXPECT_EQ(one.literals, other.literals);
  EXPECT_EQ(one.invalid, other.invalid);
  EXPECT_EQ(one.addresses, other.addresses);
  EXPECT_EQ(one.ways_of_tables, other.ways_of_tables);
  ASSERT_EQ(one.blocks.size(), other.blocks.size());
  for (std::size_t i = 0; i < one.blocks.size(); i++) {
    const Block& a = one.blocks[i];
    const Block& b = other.blocks[i];
    EXPECT_EQ(std::tie(a.first, a.count, a.next, a.taken, a.skips, a.skipped, a.part),
              std::tie(b.first, b.count, b.next, b.taken, b.skips, b.skipped, b.part));
    EXPECT_TRUE(std::ranges::equal(one.table_ways(a), other.table_ways(b)));
  }
}

// The cases of a switch, with calls that Arm makes under a condition before it and in them.
constexpr auto source =
    "int ask(int); void run(int); int serve(int a, int b) {\n"
    "if (ask(b) == 0) run(b);\n"
    "switch (a) { case 0: run(7); break; case 1: if (ask(1) == 0) run(1); break;\n"
    "case 2: return ask(2) + 1; case 3: run(3); case 4: run(4); break; case 5: run(15); run(5);\n"
    "case 6: while (ask(6) > 3) run(6); break; case 7: run(17); break; }\n"
    "return ask(9) + 3; }\n";

TEST(FunctionDecoder, ComesToTheSameWhenWaysAreKnownLater) {
  std::size_t compared = 0;
  for (const Target& target : targets()) {
    SCOPED_TRACE(target.triple + target.options);
    const auto bytes = shared_object(target, source, "-O2");
    const auto program = Program::open(bytes);
    ASSERT_TRUE(program);
    const Survey survey(program.value());
    const auto serve = std::ranges::find(survey.functions(), "serve", &SurveyedFunction::name);
    ASSERT_NE(serve, survey.functions().end());
    FunctionStart start = serve->start;
    start.ways = {};
    Analyser analyser(program.value());
    analyser.analyse(start);
    const std::vector<TableWay> ways(analyser.table_ways().begin(), analyser.table_ways().end());
    if (ways.empty()) continue;
    FunctionDecoder later(program.value());
    later.decode(start);
    FunctionDecoder first(program.value());
    FunctionStart whole = start;
    whole.ways = ways;
    expect_same(later.extend(ways), first.decode(whole));
    // And where some of them are known before the rest.
    FunctionDecoder twice(program.value());
    twice.decode(start);
    twice.extend(std::span(ways).first(1));
    expect_same(twice.extend(ways), first.decode(whole));
    compared++;
  }
  EXPECT_GE(compared, 8U);  // others read no table, or find none
}

}  // namespace
}  // namespace assay::code
