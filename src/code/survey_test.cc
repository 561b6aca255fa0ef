#include "code/survey.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "code/dominators.h"
#include "code/program_sample.h"

namespace assay::code {
namespace {

// Calls of a library with constants, through a parameter, and of another function of the file.
constexpr const char* sample = R"(
int strcmp(const char*, const char*);
int system(const char*);
int socket(int, int, int);
int zero(int), one(int), two(int), three(int), four(int), five(int);
__attribute__((noinline)) static int check(const char* given, int level) {
  if (level > 3 && strcmp(given, "%s.letmein") == 0) return 1;
  return strcmp(given, "superuser") == 0;
}
int serve(const char* given, int n) {
  int s = socket(2, 1, 6);
  if (s < 0) return -1;
  if (check(given, n)) return system("/bin/sh");
  switch (n) {
    case 0: s += zero(10); break;
    case 1: s += one(11); break;
    case 2: s += two(12); break;
    case 3: s += three(13); break;
    case 4: s += four(14); break;
    case 5: s += five(15); break;
  }
  return s;
}
)";

struct Made {
  std::vector<std::uint8_t> bytes;
  std::optional<Program> program;
  std::unique_ptr<Survey> survey;
};

Made made(const Target& target, const std::string& options) {
  Made all;
  all.bytes = shared_object(target, sample, options);
  auto program = Program::open(all.bytes);
  EXPECT_TRUE(program) << target.triple << ": " << (program ? "" : program.error().detail);
  if (!program) return all;
  all.program.emplace(*std::move(program));
  all.survey = std::make_unique<Survey>(*all.program);
  return all;
}

// What a call is given, as text: "socket(2,1,6)", with the texts that numbers point to.
std::string shown(const Program& program, const Call& call, std::size_t count) {
  std::string text = std::string(call.callee.name) + "(";
  for (std::size_t i = 0; i < count; i++) {
    const Value& value = call.arguments[i];
    if (i > 0) text += ",";
    if (!value.is(Value::Kind::number)) {
      text += "?";
      continue;
    }
    const auto pointed = value.number > 100 ? program.text(value.number) : std::nullopt;
    text += pointed ? "'" + std::string(*pointed) + "'" : std::to_string(value.number);
  }
  return text + ")";
}

std::multiset<std::string> library_calls(const Made& made) {
  std::multiset<std::string> calls;
  for (const Call& call : made.survey->calls()) {
    if (!call.callee.imported) continue;
    const std::size_t count = call.callee.name == "strcmp"   ? 2
                              : call.callee.name == "socket" ? 3
                                                             : 1;
    calls.insert(shown(*made.program, call, count));
  }
  return calls;
}

class SurveyOf : public testing::TestWithParam<std::tuple<std::size_t, std::string>> {
 protected:
  const Target& target() const { return targets()[std::get<0>(GetParam())]; }
  const std::string& options() const { return std::get<1>(GetParam()); }
};

TEST_P(SurveyOf, FindsCallsWithTheirConstants) {
  const Made all = made(target(), options());
  ASSERT_TRUE(all.survey);
  EXPECT_EQ(all.program->decoder().name, target().decoder);
  const std::multiset<std::string> expected = {"strcmp(?,'%s.letmein')",
                                               "strcmp(?,'superuser')",
                                               "socket(2,1,6)",
                                               "system('/bin/sh')",
                                               "zero(10)",
                                               "one(11)",
                                               "two(12)",
                                               "three(13)",
                                               "four(14)",
                                               "five(15)"};
  EXPECT_EQ(library_calls(all), expected);
  EXPECT_TRUE(all.survey->coverage().complete);
  EXPECT_EQ(all.survey->coverage().tangled_functions, 0U);
}

TEST_P(SurveyOf, FindsCallsByName) {
  const Made all = made(target(), options());
  ASSERT_TRUE(all.survey);
  std::size_t asked = 0;
  const auto wanted = [&](std::string_view name) {
    asked++;
    return name == "strcmp" || name == "system";
  };
  std::vector<std::uint32_t> expected;
  std::size_t named = 0;
  for (std::uint32_t place = 0; const Call& call : all.survey->calls()) {
    if (call.callee.name == "strcmp" || call.callee.name == "system") expected.push_back(place);
    named += call.callee.name.empty() ? 0U : 1U;
    place++;
  }
  EXPECT_GE(expected.size(), 3U);
  EXPECT_EQ(all.survey->calls_named(wanted), expected);
  EXPECT_LT(asked, named);  // strcmp is called twice
}

// A case that another one falls into is reached through the table as well: the one before it is not
// all that leads there.
TEST_P(SurveyOf, KnowsWhatTablesLeadTo) {
  constexpr const char* falls = R"(
int zero(int), one(int), two(int), three(int), four(int), five(int);
int choose(int n, int s) {
  switch (n) {
    case 0: s += zero(s); break;
    case 1: s += one(s);
    case 2: s += two(s); break;
    case 3: s += three(s); break;
    case 4: s += four(s); break;
    case 5: s += five(s); break;
  }
  return s;
}
)";
  const auto bytes = shared_object(target(), falls, options());
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program);
  const Survey survey(*program);
  bool seen = false;
  for (const SurveyedFunction& function : survey.functions()) {
    if (function.call_count < 6) continue;
    const Analysis& analysis = survey.analyse(function);
    const auto block_of = [&](std::string_view name) {
      const auto call =
          std::ranges::find(analysis.calls, name, [](const Call& c) { return c.callee.name; });
      return call == analysis.calls.end() ? no_block : call->block;
    };
    const std::uint32_t one = block_of("one");
    const std::uint32_t two = block_of("two");
    ASSERT_NE(one, no_block);
    ASSERT_NE(two, no_block);
    const Dominators dominators(*analysis.graph);
    EXPECT_FALSE(dominators.dominates(one, two));
    EXPECT_TRUE(dominators.dominates(0, one));
    EXPECT_TRUE(dominators.dominates(0, two));
    seen = true;
  }
  EXPECT_TRUE(seen);
}

// The result of the comparison is compared with zero, and by the parameter that is its first.
TEST_P(SurveyOf, KnowsWhereValuesComeFrom) {
  const Made all = made(target(), options());
  ASSERT_TRUE(all.survey);
  bool compared = false;
  bool first = false;
  for (const SurveyedFunction& function : all.survey->functions()) {
    const Analysis& analysis = all.survey->analyse(function);
    for (const Call& call : analysis.calls)
      first |= call.callee.name == "strcmp" && (call.arguments[0].is(Value::Kind::entry) ||
                                                call.arguments[0].is(Value::Kind::stack_content));
    for (const Comparison& comparison : analysis.comparisons) {
      const Call* call = analysis.call_of(comparison.left);
      compared |= call != nullptr && comparison.right.is(Value::Kind::number);
    }
  }
  // MIPS without optimization asks `slt` first, and branches on what that says.
  const bool asks_first = target().triple.starts_with("mips") && options() == "-O0";
  EXPECT_TRUE(compared || asks_first);
  EXPECT_TRUE(first);
}

TEST_P(SurveyOf, NamesNoFunctionOfAStrippedFileButFindsItsCalls) {
  const Made whole = made(target(), options());
  const Made stripped = made(target(), options() + " -Wl,--strip-all");
  ASSERT_TRUE(whole.survey && stripped.survey);
  EXPECT_EQ(library_calls(stripped), library_calls(whole));
}

std::string name_of(const testing::TestParamInfo<SurveyOf::ParamType>& info) {
  std::string name = targets()[std::get<0>(info.param)].triple + std::get<1>(info.param);
  std::erase_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
  return name;
}

INSTANTIATE_TEST_SUITE_P(Targets, SurveyOf,
                         testing::Combine(testing::Range(std::size_t{0}, targets().size()),
                                          testing::Values("-O0", "-O2", "-Os")),
                         name_of);

// A file whose tables or code lie: a result, or an error with a reason, and nothing endless.
TEST(Survey, DamagedFilesEndInAResult) {
  for (const std::size_t index : {std::size_t{0}, std::size_t{3}, std::size_t{6}}) {
    const auto bytes = shared_object(targets()[index], sample, "-Os -Wl,--strip-all");
    ASSERT_FALSE(bytes.empty());
    const auto read = [](Bytes damaged) {
      const auto program = Program::open(damaged);
      if (!program) return std::uint64_t{0};
      const Survey survey(*program);
      return survey.coverage().decoded_bytes;
    };
    for (std::size_t size = 0; size < bytes.size(); size += size < 512 ? 1 : 37)
      read(Bytes(bytes).first(size));
    std::mt19937 random(7);
    std::vector<std::uint8_t> flipped = bytes;
    for (std::size_t at = 0; at < bytes.size(); at += at < 1024 ? 1 : 5) {
      flipped[at] ^= static_cast<std::uint8_t>(1U << random() % 8U);
      EXPECT_LE(read(flipped), bytes.size());
      flipped[at] = bytes[at];
    }
  }
}

// One function of two is of MIPS16: it is not read as MIPS, and counts as not decoded. LLVM leaves
// out of its symbol what GNU as notes there, 0xf0 in st_other; it is put in.
TEST(Survey, FunctionsOfAnotherEncodingAreNotRead) {
  const formats::TestFolder folder;
  std::ofstream(folder / "a.c") << "int other(int);\n"
                                   "__attribute__((mips16)) int small(int a) { return a + 1; }\n"
                                   "int plain(int a) { return other(a) + 1; }\n";
  formats::output_of("cd '" + (folder / "") +
                     "' && clang-19 --target=mipsel-linux-gnu -march=mips32r2 -msoft-float "
                     "-fno-pic -mno-abicalls -O1 -c a.c -o a.o");
  auto bytes = formats::file_bytes(folder / "a.o");
  constexpr std::array<std::uint8_t, 10> small = {0, 0, 0, 0, 6, 0, 0, 0, 0x12, 0};  // its symbol
  const auto symbol = std::ranges::search(bytes, small);
  ASSERT_FALSE(symbol.empty());
  symbol.begin()[9] = 0xf0;
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program);
  ASSERT_EQ(program->unread().size(), 1U);
  const Survey survey(*program);
  ASSERT_EQ(survey.functions().size(), 1U);
  EXPECT_EQ(survey.functions()[0].name, "plain");
  EXPECT_LE(survey.coverage().decoded_bytes + program->unread()[0].size,
            survey.coverage().code_bytes);
}

// A function that was kept answers as one that is analysed anew.
TEST(Survey, TellsOfKeptFunctionsWhatAnAnalysisTells) {
  constexpr const char* source = R"(
int strcmp(const char*, const char*);
int next(const char**);
int ask(const char** list, int n) {
  char last[16] = "nothing";
  int found = 0;
  for (int i = 0; i < n; i++) {
    for (const char* at = list[i]; *at; at++) found += *at == 'x' && next(&list[i]) > 7;
    if (strcmp(list[i], "magic") == 0) return found;
    if (strcmp(list[i], last) == 0) last[found & 7] = list[i][0];
  }
  return strcmp(last, "other") == 0 ? 1 : 2;
}
)";
  for (const Target& target : targets()) {
    SCOPED_TRACE(target.triple);
    const auto bytes = shared_object(target, source, "-O1");
    if (bytes.empty()) continue;
    const auto program = Program::open(bytes);
    ASSERT_TRUE(program);
    const Survey survey(*program, std::nullopt, [](const Analysis&) { return true; });
    for (const SurveyedFunction& function : survey.functions()) {
      Analyser analyser(*program);
      const Analysis& anew = analyser.analyse(function.start);
      const Analysis& kept = survey.analyse(function);
      ASSERT_EQ(kept.calls.size(), anew.calls.size());
      for (std::size_t i = 0; i < anew.calls.size(); i++) {
        EXPECT_EQ(kept.calls[i].address, anew.calls[i].address);
        EXPECT_EQ(kept.calls[i].arguments, anew.calls[i].arguments);
      }
      EXPECT_EQ(kept.comparisons.size(), anew.comparisons.size());
      EXPECT_EQ(kept.results, anew.results);
      ASSERT_EQ(kept.function->blocks.size(), anew.function->blocks.size());
      for (std::uint32_t block = 0; block < anew.function->blocks.size(); block++) {
        const std::uint32_t end = anew.function->blocks[block].first + 1;
        const State* there = analyser.state_at(block, end);
        const State* here = survey.analyser().state_at(block, end);
        ASSERT_EQ(here == nullptr, there == nullptr);
        for (Register r = 0; here != nullptr && r < register_count; r++)
          EXPECT_EQ((*here)[r], (*there)[r]) << block << " " << unsigned{r};
        for (std::int64_t offset = -96; here != nullptr && offset < 32; offset += 4)
          EXPECT_EQ(here->stack_word(offset, 4), there->stack_word(offset, 4));
      }
    }
  }
}

// The loader writes the jumps of such a table; the file has no bytes there.
TEST(Survey, NamesCallsThroughAPowerPcTableThatTheLoaderWrites) {
  const formats::TestFolder folder;
  std::ofstream(folder / "a.c") << "int system(const char*); int puts(const char*);\n"
                                   "int main(void) { puts(\"one\"); return system(\"two\"); }\n";
  formats::output_of("cd '" + (folder / "") +
                     "' && powerpc-linux-gnu-gcc -mbss-plt -O1 -s a.c -o a.out 2>errors");
  std::ifstream file(folder / "a.out", std::ios::binary);
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.empty()) GTEST_SKIP() << "no powerpc-linux-gnu-gcc";
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program);
  const Survey survey(*program);
  for (const std::string_view name : {"puts", "system"})
    EXPECT_TRUE(std::ranges::any_of(survey.calls(), [&](const Call& call) {
      return call.callee.name == name;
    })) << name;
}

// The library's functions that the function at a symbol calls, in the order of its code.
std::vector<std::string> called_by(std::string_view name, const std::string& triple,
                                   const std::string& source) {
  const auto bytes = shared_object(triple, source, "-O2 -Wl,--strip-all");
  const auto program = Program::open(bytes);
  EXPECT_TRUE(program) << triple;
  std::vector<std::string> called;
  if (!program) return called;
  const Survey survey(*program);
  for (const SurveyedFunction& function : survey.functions())
    if (function.name == name)
      for (const Call& call : survey.calls_of(function)) called.emplace_back(call.callee.name);
  return called;
}

// A constant of floating point that reads as code, in the midst of a function.
TEST(Survey, DoesNotCutAFunctionWhereItsConstantsStand) {
  const std::vector<std::string> both = {"one", "two"};
  const std::string thumb = R"(push {r4, lr}
cbz r0, 1f
vldr d0, 2f
bl one
b 3f
.p2align 3
2: .short 0x2001, 0x2102, 0x4770, 0xbf00
1: bl two
3: pop {r4, pc})";
  const std::string thumb_head = "asm(\".syntax unified\\n.thumb\\n.thumb_func\\n\");\n";
  EXPECT_EQ(called_by("serve", "arm-linux-gnueabihf", thumb_head + serve_of(thumb)), both);
  const std::string arm = R"(push {r4, lr}
cmp r0, #0
beq 1f
vldr d0, 2f
bl one
b 3f
.p2align 3
2: .word 0xe3a00001, 0xe12fff1e
1: bl two
3: pop {r4, pc})";
  EXPECT_EQ(
      called_by("serve", "arm-linux-gnueabihf", "asm(\".arm\\n.fpu vfpv3\\n\");\n" + serve_of(arm)),
      both);
}

// The same of bytes that nothing names as data.
TEST(Survey, DoesNotCutAFunctionAtWhatStandsInAGapOfIt) {
  const std::vector<std::string> both = {"one", "two"};
  const std::string arm = R"(push {r4, lr}
adr r3, 2f
ldrd r2, [r3]
bl one
b 1f
.p2align 3
2: .word 0xe3a00001, 0xe12fff1e
1: bl two
pop {r4, pc})";
  EXPECT_EQ(called_by("serve", "arm-linux-gnueabi",
                      "asm(\".arm\\n.arch armv7-a\\n\");\n" + serve_of(arm)),
            both);
  const std::string x86 = R"(pushq %rbx
callq one@plt
jmp 1f
.p2align 4
movl $1, %eax
retq
.p2align 4
1: callq two@plt
popq %rbx
retq)";
  EXPECT_EQ(called_by("serve", "x86_64-linux-gnu", serve_of(x86)), both);
}

// Data that reads as T32, in a program that has none.
TEST(Survey, TriesNothingAsThumbWhereAllIsA32) {
  std::string source = "asm(\".arm\\n\");\n" + serve_of("bx lr\n.word 0x20012102, 0x47702003");
  for (char c = 'a'; c < 'k'; c++)
    source += std::string("int f") + c + "(int n) { return n + " + std::to_string(c) + "; }\n";
  const auto bytes = shared_object("arm-linux-gnueabi", source, "-O2 -marm -Wl,--strip-all");
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program);
  const Survey survey(*program);
  EXPECT_GE(survey.functions().size(), 11U);
  for (const SurveyedFunction& function : survey.functions())
    EXPECT_EQ(function.start.decoder->architecture, Architecture::arm) << function.start.address;
}

// The number that chooses is a constant at first; the cases change it.
TEST(Survey, FollowsATableFromItsFirstEntry) {
  const std::string lines = R"(pushq %rbx
xorl %eax, %eax
1: cmpl $2, %eax
ja 9f
leaq 8f(%rip), %rdx
movslq (%rdx,%rax,4), %rax
addq %rdx, %rax
jmpq *%rax
2: callq zero@plt
movl $1, %eax
jmp 1b
3: callq one@plt
movl $2, %eax
jmp 1b
4: callq two@plt
9: popq %rbx
retq
.section .rodata
.p2align 2
8: .long 2b-8b, 3b-8b, 4b-8b
.text)";
  const std::vector<std::string> expected = {"zero", "one", "two"};
  EXPECT_EQ(called_by("serve", "x86_64-linux-gnu", serve_of(lines)), expected);
}

// What `one` is given where it is called by x86-64 code of these lines.
std::array<Value, call_arguments_max> given_to_one(const std::string& lines) {
  const auto bytes = shared_object("x86_64-linux-gnu", serve_of(lines), "-O2");
  const auto program = Program::open(bytes);
  EXPECT_TRUE(program);
  if (!program) return {};
  const Survey survey(program.value());
  const auto one =
      std::ranges::find(survey.calls(), "one", [](const Call& call) { return call.callee.name; });
  EXPECT_NE(one, survey.calls().end());
  return one == survey.calls().end() ? std::array<Value, call_arguments_max>{} : one->arguments;
}

// What a block knows that one other alone leads to is what that one knew last, though it knew
// something else when it was come to first.
TEST(Survey, KnowsInALoopWhatTheBlockBeforeKnows) {
  const std::string lines = R"(pushq %rbx
pushq %rbp
pushq %rax
xorl %ebx, %ebx
1: leaq 8f(%rip), %rdx
movq (%rdx,%rbx,8), %rbp
callq zero@plt
testl %eax, %eax
je 3f
movq %rbp, %rdi
callq one@plt
3: incl %ebx
cmpl $3, %ebx
jne 1b
popq %rax
popq %rbp
popq %rbx
retq
.section .rodata
8: .quad 10, 20, 30
.text)";
  EXPECT_TRUE(given_to_one(lines)[0].is(Value::Kind::element));
}

// Of what a block that leads to itself changes, only what it leaves alike each time is known in it
// and behind it.
TEST(Survey, KnowsNothingOfWhatABlockThatLeadsToItselfChanges) {
  const std::string lines = R"(pushq %rax
movl $5, %edi
movl $7, %esi
1: movl %edi, %edx
addl %edi, %edi
cmpl $1000, %edi
jl 1b
callq one@plt
popq %rax
retq)";
  const auto given = given_to_one(lines);
  EXPECT_TRUE(given[0].is(Value::Kind::unknown));
  EXPECT_EQ(given[1], Value::of(7));
  EXPECT_TRUE(given[2].is(Value::Kind::unknown));
}

// In large functions less is known of the stack, and so of the register that is put back from it
// for the linker's stubs.
TEST(Survey, NamesCallsOfPowerPc64WhereTheTableRegisterIsLost) {
  const formats::TestFolder folder;
  std::ofstream(folder / "a.c") << serve_of(R"(mflr 0
std 0,16(1)
stdu 1,-64(1)
ld 4,other@got(2)
bl one
nop
ld 2,0(5)
bl two
nop
addi 1,1,64
ld 0,16(1)
mtlr 0
blr)");
  formats::output_of("cd '" + (folder / "") + "' && powerpc64le-linux-gnu-gcc -shared -nostdlib" +
                     " -fPIC -s a.c -o a.out 2>errors");
  const auto bytes = formats::file_bytes(folder / "a.out");
  if (bytes.empty()) GTEST_SKIP() << "no powerpc64le-linux-gnu-gcc";
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program);
  const Survey survey(*program);
  for (const std::string_view name : {"one", "two"})
    EXPECT_TRUE(std::ranges::any_of(survey.calls(), [&](const Call& call) {
      return call.callee.name == name;
    })) << name;
}

// The same of $gp, which a function of MIPS puts back behind each call.
TEST(Survey, NamesCallsOfMipsWhereWhatIsPutBackIsNotKnown) {
  const std::vector<std::string> both = {"one", "two"};
  EXPECT_EQ(called_by("serve", "mipsel-linux-gnu", serve_of(R"(.set noreorder
.cpload $25
addiu $29, $29, -32
sw $31, 28($29)
lw $25, %call16(one)($28)
jalr $25
nop
lw $28, 16($29)
lw $25, %call16(two)($28)
jalr $25
nop
lw $31, 28($29)
jr $31
addiu $29, $29, 32
.set reorder)")),
            both);
}

// RISC-V calls what is far by two instructions. The function between has no name and nothing else
// that leads to it.
TEST(Survey, FollowsFarCallsOfRiscv) {
  const std::string lines = R"(.option norelax
addi sp, sp, -16
sd ra, 8(sp)
1: auipc ra, %pcrel_hi(far)
jalr ra, %pcrel_lo(1b)(ra)
ld ra, 8(sp)
addi sp, sp, 16
ret
unimp
.zero 4096
far: addi sp, sp, -16
sd ra, 8(sp)
li a0, 7
call one@plt
ld ra, 8(sp)
addi sp, sp, 16
ret)";
  const auto bytes =
      shared_object("riscv64-linux-gnu", serve_of(lines), "-O2 -Wl,--strip-all -march=rv64gc");
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program);
  const Survey survey(*program);
  const auto calls = survey.calls();
  const auto one =
      std::ranges::find_if(calls, [](const Call& call) { return call.callee.name == "one"; });
  ASSERT_NE(one, calls.end());
  EXPECT_EQ(one->arguments[0], Value::of(7));
  EXPECT_TRUE(std::ranges::any_of(calls, [&](const Call& call) {
    return call.callee.address != 0 && call.callee.address + 64 > one->address &&
           call.callee.address < one->address;
  }));
}

TEST(Survey, OverlappingSegmentsAreReadOnce) {
  auto bytes = shared_object(targets()[0], sample, "-O2 -Wl,--strip-all");
  ASSERT_GT(bytes.size(), 64U);
  // All program headers say the same: executable, from the start of the file, its whole size.
  const std::uint64_t table = bytes[32];
  for (std::uint64_t i = 0; i < bytes[56]; i++) {
    std::uint8_t* entry = bytes.data() + table + i * 56;
    entry[0] = 1;
    entry[4] = 5;
  }
  const auto program = Program::open(bytes);
  ASSERT_TRUE(program);
  const Survey survey(*program);
  EXPECT_LE(survey.coverage().code_bytes, bytes.size());
}

}  // namespace
}  // namespace assay::code
