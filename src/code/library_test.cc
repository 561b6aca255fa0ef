#include "code/library.h"

#include "code/program_sample.h"
#include "code/survey.h"

namespace assay::code {
namespace {

// What each call of report() gets.
std::vector<Value> reported(const Program& program) {
  std::vector<Value> passed;
  const Survey survey(program);
  for (const Call& call : survey.calls())
    if (call.callee.name == "report") passed.push_back(call.arguments[0]);
  return passed;
}

TEST(Library, GivesNumbersInTheOrderOfTheNetwork) {
  for (const char* target : {"x86_64-linux-gnu", "aarch64-linux-gnu", "armv7-linux-gnueabihf",
                             "mips-linux-gnu", "powerpc64le-linux-gnu"}) {
    SCOPED_TRACE(target);
    const formats::Sample bytes =
        shared_object(target,
                      "unsigned short htons(unsigned short); unsigned htonl(unsigned);\n"
                      "int given(void); void report(unsigned);\n"
                      "void numbers(void) { report(htons(0x7ffc)); report(htonl(0x7f000001));\n"
                      "report(htons(given())); }\n",
                      "-O2 -fno-builtin");
    const auto program = Program::open(bytes);
    ASSERT_TRUE(program) << "not compiled";
    const bool big = program->elf().order == ByteOrder::big;
    const std::vector<Value> passed = reported(program.value());
    ASSERT_EQ(passed.size(), 3);
    EXPECT_EQ(passed[0], Value::of(big ? 0x7ffc : 0xfc7f));
    EXPECT_EQ(passed[1], Value::of(big ? 0x7f000001 : 0x0100007f));
    EXPECT_FALSE(passed[2].is(Value::Kind::number));
  }
}

// What stands behind a digest and its length is as it was.
TEST(Library, WritesADigestAndItsLength) {
  for (const char* target : {"x86_64-linux-gnu", "i386-linux-gnu", "aarch64-linux-gnu",
                             "armv7-linux-gnueabihf", "mips-linux-gnu"}) {
    SCOPED_TRACE(target);
    const formats::Sample bytes = shared_object(
        target,
        "unsigned char* HMAC(const void*, const void*, int, const unsigned char*, unsigned long,\n"
        "                    unsigned char*, unsigned*);\n"
        "void report(unsigned);\n"
        "void digest(const unsigned char* text) {\n"
        "struct { volatile unsigned size; unsigned char code[64]; volatile unsigned kept; } all;\n"
        "all.size = 5; all.kept = 77;\n"
        "HMAC(0, 0, 0, text, 3, all.code, (unsigned*)&all.size);\n"
        "report(all.kept); report(all.size); }\n",
        "-O2");
    const auto program = Program::open(bytes);
    ASSERT_TRUE(program) << "not compiled";
    const std::vector<Value> passed = reported(program.value());
    ASSERT_EQ(passed.size(), 2);
    EXPECT_EQ(passed[0], Value::of(77));
    EXPECT_FALSE(passed[1].is(Value::Kind::number));
  }
}

}  // namespace
}  // namespace assay::code
