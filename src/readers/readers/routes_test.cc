#include "readers/code_reader_test.h"

namespace assay::readers {
extern const Reader routes;
extern const Reader comparisons;
namespace {

std::vector<Fact> facts_of(const formats::Sample& bytes) { return facts_of_code(routes, bytes); }

constexpr const char* common =
    "extern int system(const char*), webs(const char*, void*), other(const char*);\n"
    "extern char* getenv(const char*);\n"
    "static void up(void) { getenv(\"x\"); } static void down(void) { getenv(\"y\"); }\n"
    "static void shell(void) { system(\"/bin/sh\"); }\n";

formats::Sample object(const std::string& target, const std::string& source) {
  return shared_object(target, common + source, "-O1");
}

TEST(Routes, AreReadFromTables) {
  const std::string source =
      "const struct { int method; const char* path; void (*run)(void); int login; } all[] = {\n"
      "{1, \"/status.cgi\", up, 0}, {2, \"/reset.cgi\", down, 1}, {1, \"debug\", shell, 0}};\n"
      "const char help[] = \"usage: /reset.cgi now\";\n";
  for (const char* target : code_targets) {
    SCOPED_TRACE(target);
    EXPECT_EQ(columns(facts_of(object(target, source)),
                      {"how", "entry", "route", "is_path", "runs", "runs_argument", "mentioned"}),
              (std::vector<std::string>{"table|0|/status.cgi|1|-|-|0", "table|1|/reset.cgi|1|-|-|1",
                                        "table|2|debug|0|shell|/bin/sh|0"}));
  }
}

TEST(Routes, AreReadFromCallsWithANameAndAFunction) {
  const std::string source =
      "void start(void) { webs(\"formWan\", up); webs(\"formLan\", down); webs(\"formSys\", shell);"
      "other(\"formX\"); }\n";
  for (const char* target : code_targets) {
    SCOPED_TRACE(target);
    EXPECT_EQ(
        columns(facts_of(object(target, source)),
                {"how", "register_call", "entry", "route", "runs"}),
        (std::vector<std::string>{"registration|webs|0|formWan|-", "registration|webs|1|formLan|-",
                                  "registration|webs|2|formSys|shell"}));
  }
}

// Functions of a table that have no names, names that have no functions, two entries, one name in
// all entries, texts that are sentences, and one call.
TEST(Routes, AreNotSeenInOtherTables) {
  const std::string entry = "const struct { const char* n; void (*f)(void); } all[] = ";
  for (const std::string& source : {
           std::string("void (*const run[])(void) = {up, down, shell, up};\n"
                       "const char* const names[] = {\"one\", \"two\", \"three\", \"four\"};\n"),
           entry + "{{\"one\", up}, {\"two\", down}};\n",
           entry + "{{\"op\", up}, {\"op\", down}, {\"op\", shell}, {\"op\", up}};\n",
           entry + "{{\"it is up\", up}, {\"it is down\", down}, {\"no %s\", shell}};\n",
           std::string("void start(void) { webs(\"formWan\", up); }\n"),
       })
    for (const char* target : {"x86_64-linux-gnu", "mipsel-linux-gnu"})
      EXPECT_EQ(columns(facts_of(object(target, source)), {"how", "route"}),
                (std::vector<std::string>{}))
          << target << source;
}

// The loop over a table was unrolled and its functions were put in place; somebody wrote a chain.
TEST(Routes, AreReadFromChainsOfComparisons) {
  const std::string declared =
      "extern int strcmp(const char*, const char*), unlink(const char*), puts(const char*);\n"
      "extern long recv(int, void*, unsigned long, int);\n";
  const std::string chain =
      "int serve(int s) { char b[64]; recv(s, b, 64, 0);\n"
      "if (strcmp(b, \"/status.cgi\") == 0) puts(b); else if (strcmp(b, \"/wipe.cgi\") == 0)\n"
      "unlink(b); else if (strcmp(b, \"debug\") == 0) system(\"/bin/sh\"); return puts(\"no\"); "
      "}\n";
  const std::string loop =
      "static void wipe(const char* a) { unlink(a); } static void say(const char* a) { puts(a); }\n"
      "static void run(const char* a) { system(\"/bin/sh\"); }\n"
      "static const struct { const char* path; void (*run)(const char*); } all[] = {\n"
      "{\"/status.cgi\", say}, {\"/wipe.cgi\", wipe}, {\"debug\", run}};\n"
      "int serve(int s) { char b[64]; while (recv(s, b, 64, 0) > 0) for (int i = 0; i < 3; i++)\n"
      "if (strcmp(b, all[i].path) == 0) all[i].run(b + 12); return 0; }\n";
  for (const char* target : code_targets)
    for (const std::string& source : {chain, loop}) {
      const auto rows =
          facts_of_code(comparisons, shared_object(target, declared + common + source, "-O2"));
      std::vector<Fact> routes_of;
      for (const Fact& fact : rows)
        if (fact.table == "route_handler") routes_of.push_back(fact);
      EXPECT_EQ(columns(routes_of, {"how", "entry", "route", "is_path", "runs", "mentioned"}),
                (std::vector<std::string>{"comparison|0|/status.cgi|1|-|0",
                                          "comparison|1|/wipe.cgi|1|-|0",
                                          "comparison|2|debug|0|shell|0"}))
          << target << source;
    }
}

// Two names; three that lead to the same code; three, each of which only sets a number; three whose
// function is whatever the input says.
TEST(Routes, AreNotSeenInOtherComparisons) {
  const std::string start =
      "extern int strcmp(const char*, const char*), puts(const char*);\n"
      "extern long recv(int, void*, unsigned long, int); extern void (*const f[])(const char*);\n"
      "int serve(int s) { char b[64]; int v = 0; recv(s, b, 64, 0);\n";
  const std::string one = "strcmp(b, \"one_x\") == 0", two = "strcmp(b, \"two_x\") == 0",
                    three = "strcmp(b, \"three_x\") == 0";
  for (const std::string& source :
       {"if (" + one + ") up(); else if (" + two + ") down();",
        "if (" + one + " || " + two + " || " + three + ") up();",
        "if (" + one + ") v = 5; else if (" + two + ") v = 9; else if (" + three + ") v = 77;",
        "if (" + one + ") f[b[9]](b); if (" + two + ") f[b[8]](b); if (" + three + ") f[b[7]](b);"})
    for (const char* target : code_targets)
      for (const Fact& fact :
           facts_of_code(comparisons,
                         shared_object(target, common + start + source + " return v; }\n", "-O2")))
        EXPECT_NE(fact.table, "route_handler") << target << source;
}

// A switch on the first letter asks for the rest of each name alone.
TEST(Routes, AreNotToldCutShort) {
  const std::string source =
      "extern int strcmp(const char*, const char*), puts(const char*);\n"
      "int serve(const char* a) { if (a[0] == 's') {\n"
      "if (strcmp(a + 1, \"tart\") == 0) up(); else if (strcmp(a + 1, \"hell\") == 0) shell();\n"
      "else if (strcmp(a + 1, \"etup\") == 0) down(); } return puts(a); }\n";
  for (const char* target : code_targets)
    for (const Fact& fact :
         facts_of_code(comparisons, shared_object(target, common + source, "-O2")))
      EXPECT_NE(fact.table, "route_handler") << target;
}

TEST(Routes, EndInAResultForDamagedFiles) {
  const auto bytes =
      object("mipsel-linux-gnu",
             "const struct { const char* n; void (*f)(void); } all[] = {{\"one\", up}, "
             "{\"two\", down}, {\"three\", shell}};\n");
  ASSERT_FALSE(bytes.empty());
  formats::each_flip(bytes, 60, [](Bytes damaged) { facts_of_damaged_code(routes, damaged); });
}

}  // namespace
}  // namespace assay::readers
