#include "readers/code_reader_test.h"

namespace assay::readers {
extern const Reader executed_commands;
namespace {

// The rows of a shared object of `source`, compiled by clang.
std::vector<Fact> facts_of(const std::string& target, const std::string& source,
                           const std::string& options = "-O2") {
  const std::string text =
      "typedef unsigned long size; typedef struct f F;\n"
      "extern int system(const char*); extern F* popen(const char*, const char*);\n"
      "extern int execl(const char*, const char*, ...);\n"
      "extern int execv(const char*, char* const*);\n"
      "extern int sprintf(char*, const char*, ...), snprintf(char*, size, const char*, ...);\n"
      "extern int vsnprintf(char*, size, const char*, __builtin_va_list);\n"
      "extern char *strcpy(char*, const char*), *strcat(char*, const char*), *getenv(const "
      "char*);\n"
      "extern char* nvram_get(const char*); extern int atoi(const char*), puts(const char*);\n"
      "extern int asprintf(char**, const char*, ...); extern void free(void*);\n"
      "extern char* strpbrk(const char*, const char*);\n"
      "extern long recv(int, void*, size, int);\n" +
      source;
  return facts_of_code(executed_commands, shared_object(target, text, options + " -fno-builtin"));
}

using Rows = std::vector<std::string>;

TEST(ExecutedCommands, FollowWhatAFormatPrints) {
  for (const char* target : code_targets) {
    for (const char* level : {"-O0", "-O2"}) {
      SCOPED_TRACE(std::string(target) + level);
      const auto facts = facts_of(target,
                                  "int serve(int s) { char b[64], c[100];\n"
                                  "recv(s, b, 64, 0);\n"
                                  "snprintf(c, 100, \"ping -c %d %s >/tmp/p\", s, b + 4);\n"
                                  "system(c); puts(c); return 0; }\n",
                                  level);
      EXPECT_EQ(
          columns(facts, {"how", "runs", "content", "template", "parts", "written_by", "input",
                          "input_call", "quotes", "exact"}),
          Rows{"shell|system|input|ping -c %d %s >/tmp/p|number network|snprintf|network|recv|"
               "none|1"});
    }
  }
}

TEST(ExecutedCommands, TellWhatIsConstant) {
  for (const char* target : code_targets) {
    for (const char* level : {"-O0", "-O2"}) {
      SCOPED_TRACE(std::string(target) + level);
      const auto facts = facts_of(target,
                                  "int set(char* p) { char c[100]; int n = atoi(p);\n"
                                  "system(\"reboot\");\n"
                                  "sprintf(c, \"ifconfig %s mtu %d\", \"br0\", n); system(c);\n"
                                  "strcpy(c, \"ls \"); strcat(c, \"/tmp\"); popen(c, \"r\");\n"
                                  "execl(\"/bin/sh\", \"sh\", \"-c\", \"date\", (char*)0);\n"
                                  "execl(\"/bin/ls\", \"ls\", p, (char*)0);\n"
                                  "return puts(c); }\n",
                                  level);
      EXPECT_EQ(columns(facts, {"how", "content", "template", "parts"}),
                (Rows{"shell|constant|reboot|-", "shell|numbers|ifconfig br0 mtu %d|number",
                      "shell|constant|ls /tmp|-", "shell|constant|date|-",
                      "program|constant|/bin/ls|-"}));
    }
  }
}

// One row for each way; what a text is made of may have been put together before.
TEST(ExecutedCommands, TellEachWay) {
  for (const char* target : code_targets) {
    SCOPED_TRACE(target);
    const auto facts = facts_of(target,
                                "int set(int a) { char c[100], o[40];\n"
                                "if (a) sprintf(c, \"add %s\", getenv(\"QUERY_STRING\"));\n"
                                "else { sprintf(o, \"-n %d\", a); sprintf(c, \"del %s\", o); }\n"
                                "system(c); return puts(c); }\n");
    auto rows = columns(facts, {"content", "template", "parts", "input_name"});
    std::ranges::sort(rows);
    EXPECT_EQ(rows, (Rows{"input|add %s|environment|QUERY_STRING", "numbers|del -n %d|number|-"}));
  }
}

// A function that hands on what it is given has the rows of its callers, over several levels.
TEST(ExecutedCommands, GoThroughFunctions) {
  for (const char* target : code_targets) {
    for (const char* level : {"-O0", "-O2"}) {
      SCOPED_TRACE(std::string(target) + level);
      const auto facts =
          facts_of(target,
                   "#define NO __attribute__((noinline))\n"
                   "NO int ping(const char* h) { char c[100]; sprintf(c, \"ping '%s'\", h);\n"
                   "system(c); return puts(c); }\n"
                   "NO int run(const char* f, ...) { char c[200]; __builtin_va_list v;\n"
                   "__builtin_va_start(v, f); vsnprintf(c, 200, f, v); __builtin_va_end(v);\n"
                   "system(c); return puts(c); }\n"
                   "int a(void) { ping(nvram_get(\"wan_host\")); return 1; }\n"
                   "int b(void) { ping(\"127.0.0.1\"); return 1; }\n"
                   "int c(void) { run(\"ifconfig %s up\", nvram_get(\"lan\")); return 1; }\n"
                   "int d(void) { run(\"reboot\"); return 1; }\n",
                   level);
      EXPECT_EQ(columns(facts, {"function_name", "content", "template", "parts", "through",
                                "input_name", "quotes"}),
                (Rows{"ping|given|ping '%s'|given|-|-|-", "run|given|-|given|-|-|-",
                      "a|input|ping '%s'|nvram|ping|wan_host|single",
                      "b|constant|ping '127.0.0.1'|-|ping|-|-",
                      "c|input|ifconfig %s up|nvram|run|lan|none", "d|constant|reboot|-|run|-|-"}));
    }
  }
}

// A function that gets the input as well may check it; one that prints it does not.
TEST(ExecutedCommands, TellWhoElseLooks) {
  for (const char* target : code_targets) {
    SCOPED_TRACE(target);
    const auto facts =
        facts_of(target,
                 "extern int is_host(const char*), logs(const char*, ...);\n"
                 "int a(void) { char* h = nvram_get(\"h\"), c[99]; if (!is_host(h)) return 1;\n"
                 "sprintf(c, \"ping %s\", h); return system(c) + puts(c); }\n"
                 "int b(void) { char* h = nvram_get(\"h\"), c[99]; logs(\"host %s\", h);\n"
                 "sprintf(c, \"ping %s\", h); return system(c) + puts(c); }\n"
                 "int d(void) { char* h = nvram_get(\"h\"), *c; if (strpbrk(h, \";\")) return 1;\n"
                 "asprintf(&c, \"ping %s\", h); system(c); free(c); return 0; }\n");
    EXPECT_EQ(columns(facts, {"template", "input", "also_given"}),
              (Rows{"ping %s|nvram|is_host", "ping %s|nvram|-", "ping %s|nvram|strpbrk"}));
  }
}

// A setting that is not there is an empty text: on that way nothing is input, on the other it is.
TEST(ExecutedCommands, TellWhatMayBeInput) {
  for (const char* target : code_targets) {
    SCOPED_TRACE(target);
    const auto facts =
        facts_of(target,
                 "int a(void) { char c[99], *x = nvram_get(\"a\"), *y = nvram_get(\"b\");\n"
                 "if (!x) x = \"\"; if (!y) y = \"none\"; puts(x);\n"
                 "sprintf(c, \"add %s %s\", x, y); return system(c) + puts(c); }\n",
                 "-O0");
    EXPECT_EQ(columns(facts, {"content", "template", "parts", "input_name"}),
              (Rows{"input|add %s %s|nvram nvram|a"}));
  }
}

// What may have been changed between is not told as constant.
TEST(ExecutedCommands, SayWhereAnotherFunctionMayHaveWritten) {
  for (const char* target : code_targets) {
    SCOPED_TRACE(target);
    const auto facts = facts_of(target,
                                "extern void more(char*);\n"
                                "int a(void) { char c[99]; strcpy(c, \"ls \"); more(c);\n"
                                "system(c); return puts(c); }\n"
                                "int b(char* p) { char c[99]; strcpy(c, \"ls \"); strcat(c, p);\n"
                                "strcat(c, \" -l\"); system(c); return puts(c); }\n");
    EXPECT_EQ(columns(facts, {"content", "template", "exact"}),
              (Rows{"unknown|ls |0", "given|ls %s -l|1"}));
  }
}

}  // namespace
}  // namespace assay::readers
