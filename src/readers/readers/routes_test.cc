#include "readers/reader_test.h"

namespace assay::readers {
extern const Reader routes;
namespace {

const char* const targets[] = {"x86_64-linux-gnu",      "i686-linux-gnu",   "aarch64-linux-gnu",
                               "armv7-linux-gnueabihf", "mipsel-linux-gnu", "mips-linux-gnu",
                               "riscv64-linux-gnu"};

formats::Sample object(const std::string& target, const std::string& source) {
  const formats::TestFolder folder;
  const std::string text =
      "extern int system(const char*), webs(const char*, void*), other(const char*);\n"
      "extern char* getenv(const char*);\n"
      "static void up(void) { getenv(\"x\"); } static void down(void) { getenv(\"y\"); }\n"
      "static void shell(void) { system(\"/bin/sh\"); }\n" +
      source;
  formats::write_file(folder / "a.c", as_bytes(text));
  formats::output_of("cd '" + (folder / "") + "' && clang-19 -w --target=" + target +
                     " -O1 -fPIC -nostdlib -shared -fuse-ld=lld-19 -Wl,-z,notext -o a a.c 2>&1");
  return formats::file_bytes(folder / "a");
}

std::vector<Fact> facts_of(const formats::Sample& bytes) {
  Reading reading;
  const auto program = code::Program::open(bytes);
  if (!program) return {};
  routes.read_code(code::Survey(program.value()), reading);
  return held_to_tables(reading, bytes);
}

TEST(Routes, AreReadFromTables) {
  const std::string source =
      "const struct { int method; const char* path; void (*run)(void); int login; } all[] = {\n"
      "{1, \"/status.cgi\", up, 0}, {2, \"/reset.cgi\", down, 1}, {1, \"debug\", shell, 0}};\n"
      "const char help[] = \"usage: /reset.cgi now\";\n";
  for (const char* target : targets) {
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
  for (const char* target : targets) {
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
  formats::each_flip(bytes, 60, [](Bytes damaged) {
    Reading reading;
    const auto program = code::Program::open(damaged);
    if (!program) return;
    routes.read_code(code::Survey(program.value()), reading);
    held_to_tables(reading, damaged);
  });
}

}  // namespace
}  // namespace assay::readers
