#include "readers/code_reader_test.h"

namespace assay::readers {
extern const Reader routes;
namespace {

std::vector<Fact> facts_of(const formats::Sample& bytes) { return facts_of_code(routes, bytes); }

formats::Sample object(const std::string& target, const std::string& source) {
  return shared_object(
      target,
      "extern int system(const char*), webs(const char*, void*), other(const char*);\n"
      "extern char* getenv(const char*);\n"
      "static void up(void) { getenv(\"x\"); } static void down(void) { getenv(\"y\"); }\n"
      "static void shell(void) { system(\"/bin/sh\"); }\n" +
          source,
      "-O1");
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
