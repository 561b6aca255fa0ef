// Conditional calls and returns of Arm, which are blocks of their own, and words that the small
// form leaves out.
#include <algorithm>

#include "code/inlined.h"
#include "code/program_sample.h"
#include "code/rotation.h"
#include "code/survey.h"
#include "code/word_part.h"

namespace assay::code {
namespace {

// Calls `held` with the analysis of the function that calls `name`, and the call.
template <class Held>
void at_call(const formats::Sample& bytes, std::string_view name, Held held) {
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program);
  const Survey survey(program.value());
  bool called = false;
  for (const SurveyedFunction& function : survey.functions()) {
    const Analysis& analysis = survey.analyse(function);
    for (const Call& call : analysis.calls)
      if (call.callee.name == name) held(survey, analysis, call), called = true;
  }
  EXPECT_TRUE(called);
}

void expect_parted(const formats::Sample& bytes) {
  at_call(bytes, "run", [](const Survey&, const Analysis& analysis, const Call& call) {
    const auto& blocks = analysis.function->blocks;
    EXPECT_FALSE(call.tail);
    ASSERT_TRUE(analysis.function->instructions[call.instruction].has(Instruction::conditional));
    EXPECT_TRUE(blocks[call.block].skipped);
    EXPECT_TRUE(call.arguments[0].is(Value::Kind::number));
    const auto before = analysis.graph->before(call.block);
    ASSERT_EQ(before.size(), 1U);
    const Block& asks = blocks[before[0]];
    EXPECT_EQ(asks.next, call.block);
    EXPECT_EQ(asks.skips, Condition::not_equal);
    // Nothing else parts them, so that fingerprints have them in one.
    EXPECT_TRUE(blocks[call.block].part);
    EXPECT_TRUE(blocks[asks.taken].part);
    const auto branch = std::ranges::find(analysis.comparisons, before[0], &Comparison::block);
    ASSERT_NE(branch, analysis.comparisons.end());
    EXPECT_TRUE(branch->left.is(Value::Kind::result));
    EXPECT_EQ(branch->right, Value::of(0));
  });
}

TEST(ConditionalCall, IsABlockThatIsReachedUnderItsCondition) {
  expect_parted(
      shared_object("arm-linux-gnueabihf -mthumb",
                    "int ask(int); void run(const char*); int serve(int a) {\n"
                    "while (ask(a) > 0) { if (ask(5) == 0) run(\"text\"); } return 3; }\n",
                    "-O2"));
}

// A function of A32, as compilers before this one made many.
formats::Sample conditional_call(const std::string& at_start) {
  return shared_object("arm-linux-gnueabi",
                       "__asm__(\".text\\n.arm\\n.globl serve\\n.type serve, %function\\nserve:\\n"
                       "push {r4, lr}\\n" +
                           at_start +
                           "bl ask\\ncmp r0, #0\\n1: moveq r0, #5\\nbleq run\\nmov r0, #3\\n"
                           "pop {r4, pc}\\n.size serve, .-serve\\n\");\n",
                       "-O1");
}

TEST(ConditionalCall, IsABlockInA32) { expect_parted(conditional_call("")); }

// What is reached in two ways does not stand under the condition of one.
TEST(ConditionalCall, IsNoneWhereAJumpLeadsBetween) {
  at_call(conditional_call("cmp r0, #9\\nbgt 1f\\n"), "run",
          [](const Survey&, const Analysis& analysis, const Call& call) {
            EXPECT_FALSE(analysis.function->blocks[call.block].skipped);
          });
}

// Calls `held` with the analysis of `serve`, which gives back 1 where `ask` does not give 0.
template <class Held>
void at_return(const std::string& set, const std::string& returns, Held held) {
  const std::string source = replaced(serve_of("push {r4, lr}\nmov r4, #7\nbl ask\ncmp r0, #0\n" +
                                               returns + "\nmov r0, r4\nbl run\npop {r4, pc}"),
                                      ".globl", ".syntax unified\\n" + set + "\\n.globl");
  at_call(shared_object("arm-linux-gnueabihf", source, "-O1"), "run", held);
}

// What a conditional return gives back is known, and is not mixed into what stands behind it.
TEST(ConditionalReturn, IsABlockThatEndsTheFunction) {
  const std::pair<std::string, std::string> forms[] = {
      {".thumb", "itt ne\nmovne r0, #1\npopne {r4, pc}"},
      {".arm", "movne r0, #1\npopne {r4, pc}"},
      {".arm", "movne r4, #9\nmovne r0, #1\npopne {r4, pc}"}};
  for (const auto& [set, returns] : forms)
    at_return(set, returns, [&](const Survey&, const Analysis& analysis, const Call& call) {
      const auto& blocks = analysis.function->blocks;
      EXPECT_EQ(call.arguments[0], Value::of(7)) << returns;
      EXPECT_FALSE(blocks[call.block].skipped);
      const auto skipped = std::ranges::find_if(blocks, &Block::skipped);
      ASSERT_NE(skipped, blocks.end()) << returns;
      EXPECT_TRUE(skipped->part);
      EXPECT_EQ(skipped->next, no_block);
      EXPECT_EQ(skipped->taken, no_block);
      EXPECT_TRUE(std::ranges::find(analysis.results, Value::of(1)) != analysis.results.end());
    });
}

TEST(ConditionalReturn, IsNoneWhereItStandsAlone) {
  at_return(".arm", "popne {r4, pc}",
            [](const Survey&, const Analysis& analysis, const Call& call) {
              EXPECT_EQ(call.arguments[0], Value::of(7));
              EXPECT_TRUE(std::ranges::none_of(analysis.function->blocks, &Block::skipped));
            });
}

std::vector<std::string> inlined_texts(const formats::Sample& bytes) {
  std::vector<std::string> texts;
  const auto program = Program::open(bytes);
  if (!program) return {"no program"};
  const Survey survey(program.value());
  for (const SurveyedFunction& function : survey.functions())
    for (const auto& found :
         inlined_comparisons(program.value(), survey.analyser(), survey.analyse(function)))
      texts.emplace_back(found.bytes.begin(), found.bytes.end());
  return texts;
}

// Constants of 64 bits are made by rotations under a mask.
TEST(Rotation, MakesConstantsThatAreCompared) {
  const std::string source =
      "int memcmp(const void*, const void*, unsigned long); int run(void);\n"
      "int serve(const long* p) { return memcmp(p, \"MMcS9Qz1\", 8) == 0 ? run() : 3; }\n";
  EXPECT_EQ(inlined_texts(shared_object("powerpc64le-linux-gnu", source, "-O2")),
            std::vector<std::string>{"MMcS9Qz1"});
}

// rldic r3, r3, 33, 1 and rlwinm r3, r4, 2, 22, 29 by llvm-mc-19; addi is none.
TEST(Rotation, IsToldFromItsWord) {
  const auto wide = rotation_of(0x7863084a, 8);
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->from, 3);
  EXPECT_EQ(wide->result(0x32b9bab9, 0), 0x6573757200000000U);
  EXPECT_FALSE(rotation_of(0x7863084a, 4));
  const auto word = rotation_of(0x548315ba, 4);
  ASSERT_TRUE(word);
  EXPECT_EQ(word->from, 4);
  EXPECT_EQ(word->to, 3);
  EXPECT_EQ(word->result(0x1ff, ~0U), 0x3fcU);
  EXPECT_FALSE(rotation_of(0x38630001, 8));
}

// What may stand at any address is read by two instructions.
TEST(WordPart, MakesWordsThatAreCompared) {
  const std::string source =
      "int memcmp(const void*, const void*, unsigned long); int run(void);\n"
      "int serve(const char* p) { return memcmp(p, \"MMcS9Qz1\", 8) == 0 ? run() : 3; }\n";
  for (const char* target : {"mips64el-linux-gnuabi64", "mips64-linux-gnuabi64"})
    EXPECT_EQ(inlined_texts(shared_object(target, source, "-O2")),
              std::vector<std::string>{"MMcS9Qz1"})
        << target;
}

// What is stored at any address of the stack is stored by two instructions, each a part.
TEST(WordPart, MakesUpWhatIsStored) {
  const std::string source =
      "void run(void*); void serve(void) {\n"
      "struct __attribute__((packed)) { char first; long long text; } at;\n"
      "at.first = 'a'; at.text = 0x6768696a6b6c6d6ell; run(&at); }\n";
  for (const char* target :
       {"mips64el-linux-gnuabi64", "mips64-linux-gnuabi64", "mipsel-linux-gnu", "mips-linux-gnu"}) {
    const bool little = std::string_view(target).find("el-") != std::string_view::npos;
    at_call(shared_object(target, source, "-O2"), "run",
            [&](const Survey& survey, const Analysis& analysis, const Call& call) {
              unsigned parts = 0;
              for (const Instruction& in : analysis.function->instructions)
                if (in.op == Op::store && in.size == 0) parts++;
              EXPECT_GE(parts, 2U) << target;
              ASSERT_TRUE(call.arguments[0].is(Value::Kind::stack)) << target;
              const auto bytes = survey.analyser().before(call).stack_bytes(
                  static_cast<std::int64_t>(call.arguments[0].number), 9);
              EXPECT_EQ(std::string(bytes.begin(), bytes.end()), little ? "anmlkjihg" : "aghijklmn")
                  << target;
            });
  }
}

// Of one part alone, only its own bytes are known: swr $1, 1($sp) on mipsel stores three bytes.
TEST(WordPart, StoresNoMoreThanItsOwnBytes) {
  const auto part = word_part_of(0xbba10001, *decoder_of(Architecture::mipsel));
  ASSERT_TRUE(part);
  const Decoder& little = *decoder_of(Architecture::mipsel);
  const Decoder& big = *decoder_of(Architecture::mips);
  const auto expect = [&](const Decoder& decoder, std::uint64_t place, std::uint64_t first,
                          unsigned count, unsigned shift) {
    const MovedPart stored = moved_part(*part, decoder, place);
    EXPECT_EQ(stored.first, first);
    EXPECT_EQ(stored.count, count);
    EXPECT_EQ(stored.shift, shift);
  };
  expect(little, 1, 1, 3, 0);
  expect(little, 0, 0, 4, 0);
  expect(big, 1, 0, 2, 0);
  expect(big, 3, 0, 4, 0);
  const auto left = word_part_of(0xaba10001, *decoder_of(Architecture::mipsel));
  ASSERT_TRUE(left);
  EXPECT_EQ(moved_part(*left, little, 1).count, 2U);
  EXPECT_EQ(moved_part(*left, little, 1).shift, 16U);
  EXPECT_EQ(moved_part(*left, big, 1).count, 3U);
  EXPECT_EQ(moved_part(*left, big, 1).shift, 8U);
}

// lwl $1, 3($4), lwr $1, 0($4), with and without something between that changes $4, by llvm-mc-19
// --triple=mipsel: the parts belong together only where the base is the same.
TEST(WordPart, IsNoneWhereTheBaseChanges) {
  const Decoder* decoder = decoder_of(Architecture::mipsel);
  const auto left = word_part_of(0x88810003, *decoder);
  ASSERT_TRUE(left);
  EXPECT_TRUE(left->left);
  EXPECT_EQ(left->distance, 3);
  EXPECT_EQ(left->size, 4);
  EXPECT_FALSE(word_part_of(0x8c810003, *decoder));  // lw
  EXPECT_FALSE(word_part_of(0x68810007, *decoder));  // ldl, of 64 bits
  for (const bool changes : {false, true}) {
    const auto bytes = shared_object(
        "mipsel-linux-gnu",
        std::string("int serve(const char* p) { int v; __asm__(\".set noreorder\\n.set noat\\nlwl "
                    "$1, 3($4)\\n") +
            (changes ? "addiu $4, $4, 4\\n" : "addiu $5, $5, 4\\n") +
            "lwr $1, 0($4)\\nmove %0, $1\" : \"=r\"(v) : : \"$1\", \"$4\", \"$5\"); return v; }\n",
        "-O1");
    const auto program = Program::open(bytes);
    ASSERT_TRUE(program);
    unsigned whole = 0;
    for (const CodeRange& range : program.value().code())
      for (std::uint64_t at = range.address; at + 4 <= range.end(); at += 4)
        if (whole_word_at(program.value(), *decoder, at)) whole++;
    EXPECT_EQ(whole, changes ? 0U : 2U);
  }
}

}  // namespace
}  // namespace assay::code
