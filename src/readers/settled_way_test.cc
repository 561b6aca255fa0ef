#include "readers/settled_way.h"

#include "readers/code_reader_test.h"

namespace assay::readers {
extern const Reader comparisons;
namespace {

constexpr const char* declared =
    "extern int strcmp(const char*, const char*); extern int system(const char*);\n"
    "extern int memcmp(const void*, const void*, unsigned long); extern char* getenv(const "
    "char*);\n"
    "extern long recv(int, void*, unsigned long, int); extern int puts(const char*);\n";

std::vector<std::string> told(const std::string& target, const std::string& source,
                              std::vector<std::string_view> names, const std::string& options) {
  return columns(facts_of_code(comparisons, shared_object(target, declared + source, options)),
                 names);
}

// clang compares piece by piece, sets 0 or 1, and asks for that.
TEST(SettledWay, GoesOnWhereANumberWasSetToBeAskedFor) {
  const std::string source =
      "int serve(int s) { char b[64]; recv(s, b, 64, 0);\n"
      "if (memcmp(b, \"xmlset_roodkcab\", 15) == 0) system(\"/bin/sh -i\"); else puts(b);\n"
      "return 0; }\n";
  for (const char* target : {"powerpc-linux-gnu", "powerpc64le-linux-gnu"})
    for (const char* level : {"-O1", "-O2", "-Os"})
      EXPECT_EQ(told(target, source, {"how", "text", "opens"}, level),
                (std::vector<std::string>{"inline|xmlset_roodkcab|shell"}))
          << target << level;
}

// Where something else sets the same number, what it leads to is not the constant's.
TEST(SettledWay, StopsWhereOthersSetTheSameNumber) {
  const std::string source =
      "int serve(int s) { char b[64]; int ask = 1; recv(s, b, 64, 0);\n"
      "if (memcmp(b, \"xmlset_roodkcab\", 15) == 0) ask = 0;\n"
      "__asm__ volatile(\"\" : \"+r\"(s)); if (b[20] == 7) ask = 0;\n"
      "if (ask == 0) system(\"/bin/sh -i\"); return 0; }\n";
  for (const char* target : {"powerpc-linux-gnu", "powerpc64le-linux-gnu", "aarch64-linux-gnu",
                             "x86_64-linux-gnu", "mipsel-linux-gnu"})
    for (const char* level : {"-O1", "-O2", "-Os"})
      for (const auto& opens : told(target, source, {"opens"}, level))
        EXPECT_EQ(opens, "-") << target << level;
}

// A block that only jumps on stands between the question for a variable and what it opens; a flag
// of one bit is asked for with a mask.
TEST(SettledWay, PassesBlocksThatOnlyLeadOn) {
  const std::string source =
      "static _Bool on; int serve(int s) { char b[64];\n"
      "while (recv(s, b, 64, 0) > 0) { if (strcmp(b, \"second_word\") == 0) on = 1;\n"
      "if (on) system(\"/bin/ash\"); } return 0; }\n";
  for (const char* target : {"powerpc-linux-gnu", "powerpc64le-linux-gnu", "mipsel-linux-gnu",
                             "mips-linux-gnu", "riscv64-linux-gnu", "x86_64-linux-gnu"})
    for (const char* level : {"-O2", "-Os"})
      EXPECT_EQ(told(target, source, {"text", "opens", "opens_argument"}, level),
                (std::vector<std::string>{"second_word|shell|/bin/ash"}))
          << target << level;
}

// A number that is too wide for one instruction is asked for in two steps.
TEST(SettledWay, NumbersAreAskedForInSteps) {
  const auto source = [](const std::string& number) {
    return "int serve(const unsigned char* p) { unsigned v = 9;\n"
           "for (; *p; p++) v = (v ^ *p) * 16777619u;\n"
           "if (v == " +
           number + ") system(\"/bin/sh\"); return 0; }\n";
  };
  for (const char* target : {"powerpc-linux-gnu", "powerpc64le-linux-gnu", "mipsel-linux-gnu",
                             "armv7-linux-gnueabihf", "aarch64-linux-gnu"})
    for (const char* level : {"-O1", "-Os"}) {
      EXPECT_EQ(told(target, source("0x5bd1e995u"), {"how", "bytes", "opens"}, level),
                (std::vector<std::string>{"number|5bd1e995|shell"}))
          << target << level;
      EXPECT_TRUE(told(target, source("0x00010001u"), {"how"}, level).empty()) << target << level;
    }
}

}  // namespace
}  // namespace assay::readers
