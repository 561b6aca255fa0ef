#include "code/inlined.h"

#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

std::vector<std::string> constants_of(const formats::Sample& bytes) {
  std::vector<std::string> all;
  const auto program = Program::open(bytes);
  if (!program) return all;
  const Survey survey(program.value());
  for (const SurveyedFunction& function : survey.functions())
    for (const auto& one :
         inlined_comparisons(program.value(), survey.analyser(), survey.analyse(function))) {
      EXPECT_TRUE(function.may_compare_inline);
      all.emplace_back(one.bytes.begin(), one.bytes.end());
    }
  return all;
}

// As gcc 12 compares twelve bytes with a constant.
const char* const words_with_carry = R"(0:
addis 2,12,.TOC.-0b@ha
addi 2,2,.TOC.-0b@l
.localentry serve,.-serve
mflr 0
std 0,16(1)
stdu 1,-32(1)
addis 8,2,word@toc@ha
addi 8,8,word@toc@l
ldbrx 9,0,8
ldbrx 10,0,3
subfc. 9,9,10
beq 0,2f
1:
popcntd 9,9
subfe 10,10,10
or 9,9,10
cmpwi 0,9,0
beq 0,3f
li 3,0
b 4f
3:
bl run
nop
4:
addi 1,1,32
ld 0,16(1)
mtlr 0
blr
2:
addi 7,3,8
lwbrx 10,0,7
addi 8,8,8
lwbrx 9,0,8
subfc 9,9,10
b 1b
.section .rodata
word: .asciz \"superuser_7\"
.text)";

TEST(InlinedComparison, JoinsWordsThatAreComparedWithCarry) {
  EXPECT_EQ(constants_of(assembled(words_with_carry)),
            std::vector<std::string>{std::string("superuser_7", 12)});
}

// Where the first words are equal as well, the block is reached without the second; and what is
// counted there is another register.
TEST(InlinedComparison, IsNotDecidedWhereOtherWaysMeet) {
  for (const auto& [old, now] :
       {std::pair("beq 0,2f", "bne 0,2f"), std::pair("popcntd 9,9", "popcntd 9,8")})
    for (const std::string& constant :
         constants_of(assembled(replaced(words_with_carry, old, now))))
      EXPECT_LT(constant.size(), 12U) << now << constant;
}

// Of a function `serve` with this body, whether it compares a text, by all processors.
void expect_text(const std::string& body, bool expected) {
  const std::string source =
      "void open(int); void serve(const unsigned char* s, const unsigned char* t,"
      " const unsigned char* u) { " +
      body + " }\n";
  for (const Target& target : targets()) {
    SCOPED_TRACE(target.triple + target.options + body);
    const auto bytes = shared_object(target, source, "-O1 -fno-vectorize -fno-slp-vectorize");
    const auto program = Program::open(bytes);
    ASSERT_TRUE(program);
    const Survey survey(program.value());
    const auto serve = std::ranges::find(survey.functions(), "serve", &SurveyedFunction::name);
    ASSERT_NE(serve, survey.functions().end());
    EXPECT_EQ(compares_text_inline(program.value(), survey.analyser(), survey.analyse(*serve)),
              expected);
    EXPECT_TRUE(!expected || serve->compares_text_inline);
  }
}

TEST(InlinedComparison, TellsATextByWhatIsComparedTogether) {
  expect_text("if (s[0] == 'p' && s[1] == 'w' && s[2] == 'd') open(1);", true);
  expect_text(
      "if (s[0] == 'o' && s[1] == 'n') open(1); if (t[0] == 'u' && t[1] == 'p') open(2);"
      "if (u[0] == 'g' && u[1] == 'o') open(3);",
      true);
  // A name ends at its zero, whatever is compared behind it.
  expect_text(
      "if (s[0] == 'o' && s[1] == 'n' && s[2] == 0 && s[3] == 7) open(1);"
      "if (t[0] == 'u' && t[1] == 'p' && t[2] == 0 && t[3] == 7) open(2);"
      "if (u[0] == 'g' && u[1] == 'o' && u[2] == 0 && u[3] == 7) open(3);",
      true);
}

TEST(InlinedComparison, IsNoTextWhereCharactersAreAskedApart) {
  expect_text("if (s[0] == 'p') open(1); if (t[0] == 'w') open(2); if (u[0] == 'd') open(3);",
              false);
  expect_text("if (s[0] == 'o' && s[1] == 'n') open(1); if (t[0] == 'u' && t[1] == 'p') open(2);",
              false);
  expect_text("if (s[0] == 'p' && s[1] == 200 && s[2] == 'd') open(1);", false);
}

}  // namespace
}  // namespace assay::code
