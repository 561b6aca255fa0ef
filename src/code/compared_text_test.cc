#include "code/compared_text.h"

#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

// As gcc 12 compares two texts at -O2, of which it here knows that they are on one page.
const char* const two_texts = R"(mflr 0
std 0,16(1)
stdu 1,-32(1)
lxvd2x 32,0,3
lxvd2x 45,0,4
vspltisw 1,0
li 10,0
vcmpequb 13,0,13
vcmpequb 0,0,1
xxlorc 32,32,45
vcmpequb. 13,0,1
blt 6,2f
1:
vgbbd 0,0
vsldoi 0,0,0,9
mfvsrd 8,32
addi 9,8,-1
andc 9,9,8
popcntd 9,9
add 9,10,9
lbzx 10,3,9
lbzx 9,4,9
subf 9,9,10
3:
cmpwi 0,9,0
bne 0,4f
bl run
nop
4:
addi 1,1,32
ld 0,16(1)
mtlr 0
blr
2:
li 10,16
lxvd2x 45,3,10
lxvd2x 44,4,10
vcmpequb 0,13,1
vcmpequb 13,13,12
xxlorc 32,32,45
vcmpequb. 13,0,1
bge 6,1b
addi 4,4,32
addi 3,3,32
bl strcmp
nop
mr 9,3
b 3b)";

struct Found {
  std::size_t count = 0;
  ComparedText last;
  bool asked = false;  // `run` is called where they are equal
};

Found texts_of(const formats::Sample& bytes) {
  Found found;
  const auto program = Program::open(bytes);
  if (!program) return found;
  const Survey survey(program.value());
  for (const SurveyedFunction& function : survey.functions()) {
    const Analysis& analysis = survey.analyse(function);
    for (const Call& call : analysis.calls)
      if (const auto text = compared_text(program.value(), survey.analyser(), analysis, call)) {
        found.count++;
        found.last = *text;
        found.asked =
            text->equal != no_block &&
            analysis.function->instructions_of(analysis.function->blocks[text->equal])[0].flow ==
                Flow::call;
      }
  }
  return found;
}

TEST(ComparedText, BeginsWhereTheFirstBytesAreRead) {
  const Found found = texts_of(assembled(two_texts));
  ASSERT_EQ(found.count, 1U);
  EXPECT_EQ(found.last.left, 3);
  EXPECT_EQ(found.last.right, 4);
  EXPECT_EQ(found.last.result, 9);
  EXPECT_TRUE(found.asked);
}

// Another distance in one of the texts; what meets is no difference; the vector is not zero; the
// function is left where the first bytes are equal.
TEST(ComparedText, IsNoneOfWhatLooksAlike) {
  for (const auto& [old, now] :
       {std::pair("addi 4,4,32", "addi 4,4,48"), std::pair("subf 9,9,10", "add 9,9,10"),
        std::pair("vspltisw 1,0", "vspltisw 1,1"), std::pair("bge 6,1b", "blt 6,1b"),
        std::pair("xxlorc 32,32,45", "xxlor 32,32,45")})
    EXPECT_EQ(texts_of(assembled(replaced(two_texts, old, now))).count, 0U) << now;
}

}  // namespace
}  // namespace assay::code
