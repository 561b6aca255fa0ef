#include <algorithm>

#include "readers/code_reader_test.h"

namespace assay::readers {
extern const Reader comparisons;
namespace {

formats::Sample object(const std::string& target, const std::string& source,
                       const std::string& options = "-O2") {
  const std::string text =
      "extern int strcmp(const char*, const char*); extern int system(const char*);\n"
      "extern int memcmp(const void*, const void*, unsigned long); extern char* getenv(const "
      "char*);\nextern long recv(int, void*, unsigned long, int);\n"
      "extern char* crypt(const char*, const char*);\n" +
      source;
  return shared_object(target, text, options);
}

const char* const targets[] = {"x86_64-linux-gnu",      "i686-linux-gnu",   "aarch64-linux-gnu",
                               "armv7-linux-gnueabihf", "mipsel-linux-gnu", "riscv64-linux-gnu"};

TEST(Comparisons, TellWhatAConstantOpens) {
  for (const char* target : targets) {
    SCOPED_TRACE(target);
    const auto bytes = object(target,
                              "int serve(int s) { char b[64]; recv(s, b, 64, 0);\n"
                              "if (strcmp(b, \"open_sesame\") == 0) system(\"/bin/sh -i\");\n"
                              "recv(s, b, 64, 0); return 0; }\n",
                              "-O2 -fno-builtin");
    ASSERT_FALSE(bytes.empty());
    EXPECT_EQ(columns(facts_of_code(comparisons, bytes),
                      {"how", "comparator", "construction", "text", "input", "input_call", "edge",
                       "opens", "opens_argument"}),
              (std::vector<std::string>{
                  "name|strcmp|text|open_sesame|network|recv|branch|shell|/bin/sh -i"}));
  }
}

// The smallest number has no positive one: eor x0, x0, #0x8000000000000000.
TEST(Comparisons, TakeTheSmallestNumber) {
  const auto bytes =
      object("aarch64-linux-gnu", "long turn(long a) { return a ^ (long)(1UL << 63); }\n");
  ASSERT_FALSE(bytes.empty());
  EXPECT_TRUE(facts_of_code(comparisons, bytes).empty());
}

// A shell that gets "-c" runs the command behind it, and is none to be talked to.
TEST(Comparisons, TellTheCommandOfAShell) {
  for (const char* target : targets) {
    SCOPED_TRACE(target);
    const auto bytes = object(target,
                              "extern int execl(const char*, const char*, ...);\n"
                              "int set(int s) { char b[64]; recv(s, b, 64, 0);\n"
                              "if (strcmp(b, \"Allow\") == 0)\n"
                              "execl(\"/bin/sh\", \"sh\", \"-c\", \"killall fwd\", (char*)0);\n"
                              "recv(s, b, 64, 0); return 0; }\n",
                              "-O2 -fno-builtin");
    EXPECT_EQ(columns(facts_of_code(comparisons, bytes), {"text", "opens", "opens_argument"}),
              std::vector<std::string>{"Allow|shell|killall fwd"});
  }
}

TEST(Comparisons, JoinCharactersThatAreComparedOneByOne) {
  for (const char* target : targets) {
    SCOPED_TRACE(target);
    const auto bytes = object(target,
                              "int serve(volatile char* p) {\n"
                              "if (p[2] == 'j' && p[0] == 'W' && p[3] == '4' && p[1] == 'q')\n"
                              "system(\"/bin/sh\"); return p[9]; }\n");
    EXPECT_EQ(columns(facts_of_code(comparisons, bytes), {"how", "construction", "text", "opens"}),
              (std::vector<std::string>{"inline|immediates|Wqj4|shell"}));
  }
}

TEST(Comparisons, JoinWordsOfBothByteOrders) {
  const std::string source =
      "int serve(const int* p) { if (memcmp(__builtin_assume_aligned(p, 8), \"MMcS9Qz1\", 8) == 0) "
      "return system(\"/bin/sh\"); return 3; }\n";
  for (const char* target : targets) {
    SCOPED_TRACE(target);
    EXPECT_EQ(columns(facts_of_code(comparisons, object(target, source)), {"text", "opens"}),
              (std::vector<std::string>{"MMcS9Qz1|shell"}));
  }
  EXPECT_EQ(
      columns(facts_of_code(comparisons, object("mips-linux-gnu", source)), {"text", "opens"}),
      (std::vector<std::string>{"MMcS9Qz1|shell"}));
}

// A loop, and a function, that make the constant; what they make it of may be known or not.
TEST(Comparisons, CarryOutTheCodeThatMakesAConstant) {
  const std::string start =
      "static const volatile unsigned char coded[] = {0x9e, 0x92, 0x90, 0x9b, 0xff};\n"
      "__attribute__((noinline)) static void decode(volatile char* to, int n, int key) {\n"
      "for (int i = 0; i < n; i++) to[i] = coded[i] ^ key; }\n"
      "int serve(int s, int key) { char b[64]; volatile char w[8]; recv(s, b, 64, 0);\n";
  const std::string end =
      "if (strcmp(b, (const char*)w) == 0) system(\"/bin/sh\"); recv(s, b, 64, 0); return 0; }\n";
  const std::string options = "-O1 -fno-builtin -fno-unroll-loops";
  for (const char* target : targets) {
    SCOPED_TRACE(target);
    const std::vector<std::string_view> columns_of = {"comparator", "construction", "text", "input",
                                                      "opens"};
    const std::vector<std::string> expected = {"strcmp|decoded|amod|network|shell"};
    const auto loop = facts_of_code(
        comparisons,
        object(target, start + "for (int i = 0; i < 5; i++) w[i] = ~coded[i];\n" + end, options));
    EXPECT_EQ(columns(loop, columns_of), expected);
    ASSERT_EQ(loop.size(), 1U);
    EXPECT_NE(column(loop[0], "computed_from"), "-");
    EXPECT_EQ(columns(facts_of_code(comparisons,
                                    object(target, start + "decode(w, 5, 255);\n" + end, options)),
                      columns_of),
              expected);
    EXPECT_EQ(
        facts_of_code(comparisons, object(target, start + "decode(w, 5, key);\n" + end, options))
            .size(),
        0U);
  }
}

TEST(Comparisons, EndInAResultForDamagedLoops) {
  const std::string source =
      "static const volatile unsigned char coded[] = {0x9e, 0x92, 0x90, 0x9b, 0xff};\n"
      "const char* const all[] = {\"first\", \"second\", 0};\n"
      "int serve(const char* b) { volatile char w[8]; for (int i = 0; i < 5; i++) w[i] = "
      "~coded[i];\n"
      "for (const char* const* p = all; *p; p++) if (strcmp(*p, b) == 0) return 4;\n"
      "if (strcmp(b, (const char*)w) == 0) return system(\"/bin/sh\"); return 0; }\n";
  for (const char* target : {"mips-linux-gnu", "armv7-linux-gnueabihf", "x86_64-linux-gnu"})
    formats::each_flip(object(target, source, "-O1 -fno-unroll-loops"), 80,
                       [](Bytes damaged) { facts_of_damaged_code(comparisons, damaged); });
}

// A loop over a table: one row for each entry, with what its function does.
TEST(Comparisons, TellEachEntryOfATable) {
  const std::string functions =
      "static void up(void) { getenv(\"x\"); } static void shell(void) { system(\"/bin/sh\"); }\n";
  const std::string table =
      "static const struct { int level; const char* name; void (*run)(void); } all[] = {\n"
      "{1, \"status\", up}, {2, \"reset\", up}, {9, \"tnl_on\", shell}};\n";
  const std::string loop =
      "int serve(int s) { char b[64]; recv(s, b, 64, 0); for (int i = 0; i < 3; i++)\n"
      "if (strcmp(b, all[i].name) == 0) { all[i].run(); return 1; } recv(s, b, 64, 0); return 0; "
      "}\n";
  for (const char* target : targets) {
    SCOPED_TRACE(target);
    for (const char* options : {"-O1 -fno-unroll-loops", "-Os -fno-unroll-loops"})
      EXPECT_EQ(
          columns(facts_of_code(comparisons, object(target, functions + table + loop, options)),
                  {"construction", "table_entry", "text", "input", "opens"}),
          (std::vector<std::string>{"table|0|status|network|-", "table|1|reset|network|-",
                                    "table|2|tnl_on|network|shell"}))
          << options;
  }
}

TEST(Comparisons, TellTextsOfATableThatEndsWithNull) {
  const std::string source =
      "const char* const all[] = {\"first\", \"second\", 0};\n"
      "int serve(const char* b) { for (const char* const* p = all; *p; p++)\n"
      "if (strcmp(*p, b) == 0) return system(\"/bin/sh\"); return 0; }\n";
  EXPECT_EQ(columns(facts_of_code(comparisons,
                                  object("aarch64-linux-gnu", source, "-O1 -fno-unroll-loops")),
                    {"table_entry", "text", "opens"}),
            (std::vector<std::string>{"0|first|shell", "1|second|shell"}));
}

// A list that the program is given is no table of constants.
TEST(Comparisons, TellNothingOfAListThatIsNotKnown) {
  const std::string source =
      "int serve(const char* b, char** all, int n) { for (int i = 0; i < n; i++)\n"
      "if (strcmp(all[i], b) == 0) return system(\"/bin/sh\"); return 0; }\n";
  for (const char* target : targets)
    EXPECT_EQ(facts_of_code(comparisons, object(target, source, "-O1 -fno-unroll-loops")).size(),
              0U)
        << target;
}

TEST(Comparisons, ReadTextsFromTheStack) {
  const auto rows = facts_of_code(
      comparisons, object("aarch64-linux-gnu",
                          "int serve(const char* p) { volatile char w[4]; w[0] = 'k'; "
                          "w[1] = 'e'; w[2] = 'y'; w[3] = 0;\n"
                          "return strcmp(p, (const char*)w) ? 1 : system(\"x\"); }\n"));
  EXPECT_EQ(columns(rows, {"construction", "text", "opens"}),
            (std::vector<std::string>{"stack|key|shell"}));
}

TEST(Comparisons, TellWhetherAPasswordIsAskedFor) {
  const std::string login =
      "int login(const char* password, const char* hash) {\n"
      "if (strcmp(password, \"superuser\") == 0) return 1;\n"
      "return strcmp(crypt(password, hash), hash) == 0; }\n";
  const auto rows = facts_of_code(comparisons, object("x86_64-linux-gnu", login));
  EXPECT_EQ(columns(rows, {"text", "credential_use", "avoids_credentials", "other_asks_credential",
                           "function_name"}),
            (std::vector<std::string>{"superuser|password|1|1|login"}));
}

// A function without a name that writes in crypt's characters what it makes by Blowfish's table.
std::string hashed_login(const std::string& table, const std::string& compared) {
  return "static const char letters[] =\n"
         "\"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\";\n"
         "static const unsigned words[18] = {" +
         table +
         "};\n"
         "static char made[64];\n"
         "__attribute__((noinline)) static unsigned mixed(const char* key, unsigned at) {\n"
         "for (unsigned i = 0; key[i]; i++) at = at * 5 ^ words[(at + key[i]) % 18]; return at; }\n"
         "__attribute__((noinline)) static char* hashed(const char* key, const char* setting) {\n"
         "unsigned at = setting[0]; for (unsigned i = 0; i < 40; i++) {\n"
         "at = mixed(key, at); made[i] = letters[at & 63]; }\n"
         "char* out = made; __asm__(\"\" : \"+r\"(out)); return out; }\n"
         "int login(const char* password, const char* hash, const char* other) {\n"
         "if (strcmp(password, \"superuser\") == 0) return 1;\n"
         "return strcmp(hashed(password, hash), " +
         compared + ") == 0; }\n";
}

const std::string blowfish_words =
    "0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0x082efa98,\n"
    "0xec4e6c89, 0x452821e6, 0x38d01377, 0xbe5466cf, 0x34e90c6c, 0xc0ac29b7, 0xc97c50dd,\n"
    "0x3f84d5b5, 0xb5470917, 0x9216d5d9, 0x8979fb1b";

TEST(Comparisons, KnowAPasswordHashByItsTables) {
  for (const char* target : {"x86_64-linux-gnu", "aarch64-linux-gnu", "mipsel-linux-gnu",
                             "mips-linux-gnu", "powerpc64le-linux-gnu"}) {
    SCOPED_TRACE(target);
    const auto rows = facts_of_code(
        comparisons, object(target, hashed_login(blowfish_words, "hash"), "-O2 -Wl,-s"));
    EXPECT_EQ(
        columns(rows, {"text", "credential_use", "avoids_credentials", "other_asks_credential"}),
        (std::vector<std::string>{"superuser|password|1|1"}));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_TRUE(rows[0].method.ends_with("; password hash by its tables")) << rows[0].method;
  }
}

// Another table; a result that is compared with something else than the setting.
TEST(Comparisons, KnowNoPasswordHashWithoutItsTablesOrSetting) {
  for (const auto& [table, compared] :
       {std::pair<std::string, std::string>{"0x243f6a88, 0x85a308d3, 3, 4, 5", "hash"},
        {blowfish_words, "other"}}) {
    SCOPED_TRACE(compared);
    const auto rows = facts_of_code(
        comparisons, object("x86_64-linux-gnu", hashed_login(table, compared), "-O2 -Wl,-s"));
    EXPECT_EQ(columns(rows, {"text", "credential_use", "other_asks_credential"}),
              (std::vector<std::string>{"superuser|-|0"}));
  }
}

TEST(Comparisons, FollowTheOutcomeToCallersAndVariables) {
  for (const char* target : {"x86_64-linux-gnu", "aarch64-linux-gnu", "mipsel-linux-gnu"}) {
    SCOPED_TRACE(target);
    const auto rows = facts_of_code(
        comparisons,
        object(target,
               "static int on; __attribute__((noinline)) static int right(const char* p) {"
               "  if (strcmp(p, \"first_word\") == 0) { getenv(\"a\"); return 7; } return 3; }\n"
               "__attribute__((noinline)) static void set(const char* p) {"
               "  if (strcmp(p, \"second_word\") == 0) on = 1; }\n"
               "int serve(const char* p) { set(p); if (right(p) == 7) system(\"/bin/sh\");"
               "  if (on) system(\"/bin/ash\"); return 0; }\n",
               "-O1 -fno-builtin"));
    auto told = columns(rows, {"text", "opens", "opens_argument"});
    std::ranges::sort(told);
    EXPECT_EQ(told,
              (std::vector<std::string>{"first_word|shell|/bin/sh", "second_word|shell|/bin/ash"}));
  }
}

TEST(Comparisons, TellNumbersThatOpenAShell) {
  const auto rows = facts_of_code(
      comparisons, object("aarch64-linux-gnu",
                          "unsigned hash(const char*); int serve(const char* p) {"
                          "  if (hash(p) == 0x5bd1e995u) system(\"/bin/sh\");\n"
                          "  if (hash(p) == 0x100u) system(\"/bin/sh\"); return 0; }\n"));
  EXPECT_EQ(columns(rows, {"how", "bytes", "opens"}),
            (std::vector<std::string>{"number|5bd1e995|shell"}));
}

TEST(Comparisons, LeaveOutWhatIsNoConstantOrShortAndOpensNothing) {
  EXPECT_TRUE(
      facts_of_code(comparisons,
                    object("mipsel-linux-gnu",
                           "int f(const char* a, const char* b) { return strcmp(a, b) ? 3 : 4; }"
                           "int g(const char* a) { return strcmp(a, \"ab\") ? 3 : 4; }\n"))
          .empty());
}

TEST(Comparisons, SaysSomethingOfAnyBytes) {
  const auto bytes = object("armv7-linux-gnueabihf",
                            "int serve(int s) { char b[64]; recv(s, b, 64, 0);\n"
                            "if (strcmp(b, \"open_sesame\") == 0) system(\"/bin/sh -i\");\n"
                            "if (b[0] == 'a' && b[1] == 'b' && b[2] == 'c') system(b);\n"
                            "return 0; }\n");
  formats::each_flip(bytes, 300,
                     [](Bytes altered) { facts_of_damaged_code(comparisons, altered); });
  for (std::size_t size = 0; size < bytes.size(); size += 61)
    facts_of_damaged_code(comparisons, Bytes(bytes).first(size));
}

}  // namespace
}  // namespace assay::readers
