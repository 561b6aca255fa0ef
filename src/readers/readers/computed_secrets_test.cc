#include "readers/code_reader_test.h"

namespace assay::readers {
extern const Reader computed_secrets;
namespace {

// The rows of a shared object of `source`, compiled by clang.
std::vector<Fact> facts_of(const std::string& target, const std::string& source,
                           const std::string& options) {
  const std::string text =
      "typedef unsigned char byte; typedef unsigned long size; typedef void* P;\n"
      "#define NO __attribute__((noinline))\n"
      "struct tm; extern long time(long*); extern struct tm* localtime(const long*);\n"
      "extern size strftime(char*, size, const char*, const struct tm*);\n"
      "extern int ioctl(int, size, ...), open(const char*, int, ...);\n"
      "extern long recv(int, P, size, int), read(int, P, size);\n"
      "extern int system(const char*), sprintf(char*, const char*, ...);\n"
      "extern int snprintf(char*, size, const char*, ...), puts(const char*);\n"
      "extern int memcmp(const void*, const void*, size), strcmp(const char*, const char*);\n"
      "extern int strncmp(const char*, const char*, size); extern size strlen(const char*);\n"
      "extern char *strcpy(char*, const char*), *strcat(char*, const char*);\n"
      "extern P memcpy(P, const void*, size); extern char* nvram_get(const char*);\n"
      "extern byte* MD5(const byte*, size, byte*); extern int MD5_Init(P);\n"
      "extern int MD5_Update(P, const void*, size), MD5_Final(byte*, P);\n" +
      source;
  return facts_of_code(computed_secrets, shared_object(target, text, "-fno-builtin " + options));
}

using Rows = std::vector<std::string>;

TEST(ComputedSecrets, TellWhatTheyAreMadeOf) {
  on_each_target([](const char* target, const char* level) {
    const auto facts = facts_of(
        target,
        // Of the date and a constant, in hex.
        "int a(int s) { char in[64], day[40], hex[40]; byte d[16]; long t = time(0);\n"
        "recv(s, in, 64, 0); strftime(day, 40, \"%Y%m%d\", localtime(&t));\n"
        "strcat(day, \"s33d!\"); MD5(day, strlen(day), d);\n"
        "for (int i = 0; i < 16; i++) sprintf(hex + 2 * i, \"%02x\", d[i]);\n"
        "if (strcmp(hex, in) == 0) system(\"/bin/sh\"); return puts(in); }\n"
        // Of the address of an interface, as it is.
        "int b(int s) { char in[64], q[40], m[32]; byte d[16]; long c[32]; recv(s, in, 64, 0);\n"
        "ioctl(s, 0x8927, q); MD5_Init(c); MD5_Update(c, q + 18, 6);\n"
        "MD5_Update(c, \"telnet\", 6); MD5_Final(d, c);\n"
        "return memcmp(in, d, 16) ? puts(in) : system(\"telnetd\"); }\n"
        // Of a constant alone.
        "int c(int s) { char in[64]; byte d[16]; recv(s, in, 64, 0); MD5(\"open\", 4, d);\n"
        "return memcmp(d, in, 16) ? puts(in) : 7; }\n",
        level);
    EXPECT_EQ(columns(facts, {"function_name", "comparator", "made_by", "made_call", "form",
                              "made_of", "input", "result"}),
              (Rows{"a|strcmp|digest|MD5|printed|constant date|network|branched",
                    "b|memcmp|digest|MD5_Final|bytes|address constant|network|branched",
                    "c|memcmp|digest|MD5|bytes|constant|network|branched"}));
    if (facts.size() == 3) {
      EXPECT_EQ(column(facts[0], "constant"), "s33d!");
      if (level == std::string("-O2")) {
        EXPECT_EQ(column(facts[0], "opens"), "shell");
      }
      EXPECT_EQ(column(facts[1], "source_call"), "ioctl");
    }
  });
}

// Where a compiler compares by instructions; a file against the digest that came with it, too.
TEST(ComputedSecrets, AreComparedWithoutACall) {
  const std::string source =
      "int b(int s) { byte in[64]; char q[40]; byte d[16]; long c[32]; recv(s, in, 64, 0);\n"
      "ioctl(s, 0x8927, q); MD5_Init(c); MD5_Update(c, q + 18, 6);\n"
      "MD5_Update(c, \"telnet\", 6); MD5_Final(d, c);\n"
      "return __builtin_memcmp(in, d, 16) ? puts((char*)in) : system(\"telnetd\"); }\n"
      "int c(int s) { byte in[64]; byte d[16]; recv(s, in, 64, 0); MD5(in + 16, 48, d);\n"
      "return __builtin_memcmp(in, d, 16) ? puts((char*)in) : 7; }\n";
  for (const char* target :
       {"x86_64-linux-gnu", "aarch64-linux-gnu", "powerpc64le-linux-gnu", "powerpc-linux-gnu"})
    EXPECT_EQ(columns(facts_of(target, source, "-O2 -fbuiltin"),
                      {"function_name", "comparator", "made_call", "made_of", "input"}),
              (Rows{"b|-|MD5_Final|address constant|network", "c|-|MD5|input|network"}))
        << target;
}

// At -O0 what a function was given lies on the stack, where what it calls may change it.
TEST(ComputedSecrets, GoThroughAFunction) {
  on_each_target([](const char* target, const char* level) {
    if (level != std::string("-O2")) return;
    const auto facts = facts_of(
        target,
        "NO void make(char* out, const char* seed) { char b[64]; byte d[16];\n"
        "snprintf(b, 64, \"%s-%s\", nvram_get(\"et0macaddr\"), seed); MD5(b, strlen(b), d);\n"
        "sprintf(out, \"%02x%02x%02x\", d[0], d[1], d[2]); puts(b); }\n"
        "int a(const char* given) { char own[40]; make(own, \"Q7\");\n"
        "return strcmp(own, given) == 0; }\n"
        "int b(int s) { char in[40], day[40]; long t = time(0); recv(s, in, 40, 0);\n"
        "snprintf(day, 40, \"adm%s\", nvram_get(\"serial_number\"));\n"
        "return strcmp(in, day) ? puts(in) : 9; }\n",
        level);
    EXPECT_EQ(columns(facts, {"function_name", "made_by", "made_call", "through", "made_of",
                              "input", "source_call"}),
              (Rows{"a|digest|MD5|make|address constant|given|nvram_get",
                    "b|text|snprintf|-|constant serial|network|nvram_get"}));
  });
}

// Where something else goes into it, that is told; what is not given is no row.
// On i386 what earlier calls left on the stack stands behind the arguments of the next one.
TEST(ComputedSecrets, LeaveOutWhatEarlierCallsPassed) {
  const auto of = [](const std::string& more) {
    const auto facts =
        facts_of("i386-linux-gnu",
                 "NO static void digits(char* to, const char* of" + more +
                     "int a(int s) { char in[64], day[64], text[80], own[40]; recv(s, in, 64, 0);\n"
                     "long t = time(0); strftime(day, 64, \"%Y\", localtime(&t));\n"
                     "snprintf(text, 80, \"%s/maint\", day); digits(own, text);\n"
                     "return strcmp(in, own) == 0 ? system(\"/bin/sh\") : puts(in); }\n",
                 "-O0");
    return columns(facts, {"function_name", "made_of"});
  };
  const std::string prints =
      "byte d[16]; MD5(of, strlen(of), d);\n"
      "for (int i = 0; i < 16; i++) sprintf(to + 2 * i, \"%02x\", d[i]); }\n";
  EXPECT_EQ(of(") { " + prints), (Rows{"a|constant date"}));
  // A function that looks at it may change it.
  EXPECT_EQ(of(", ...) { __builtin_va_list more; __builtin_va_start(more, of);\n"
               "extern void change(const char*, __builtin_va_list); change(of, more); " +
               prints),
            (Rows{"a|constant date unknown"}));
}

TEST(ComputedSecrets, TellAStoredPasswordFromIt) {
  on_each_target([](const char* target, const char* level) {
    const auto facts = facts_of(
        target,
        // What was given is digested, and compared with what is stored.
        "int a(int s) { char in[64]; byte d[16]; recv(s, in, 64, 0); MD5(in, 64, d);\n"
        "return memcmp(d, nvram_get(\"http_passwd\"), 16) ? puts(in) : 7; }\n"
        // The answer to a challenge, made of a stored password.
        "int b(int s) { char in[64], b[99]; byte d[16]; recv(s, in, 64, 0);\n"
        "snprintf(b, 99, \"realm:%s\", nvram_get(\"http_passwd\")); MD5(b, strlen(b), d);\n"
        "return memcmp(d, in, 16) ? puts(in) : 7; }\n"
        // What came is held against what came with it.
        "int c(int s) { char in[64]; byte d[16]; recv(s, in, 64, 0); MD5(in + 16, 48, d);\n"
        "return memcmp(d, in, 16) ? puts(in) : 7; }\n"
        // A file is held against its digest.
        "int e(int s) { char in[99], sum[16]; byte d[16]; int f = open(\"/tmp/fw\", 0);\n"
        "read(f, sum, 16); read(f, in, 99); MD5(in, 99, d);\n"
        "return memcmp(d, sum, 16) ? puts(in) : 7; }\n"
        // Instructions of the function put something into what is digested.
        "int f(int s, const char* pw) { char in[64], b[99]; byte d[16]; recv(s, in, 64, 0);\n"
        "strcpy(b, \"salt\"); for (int i = 0; pw[i]; i++) b[i + 4] = pw[i]; MD5(b, 40, d);\n"
        "return memcmp(d, in, 16) ? puts(in) : 7; }\n",
        level);
    EXPECT_EQ(columns(facts, {"function_name", "made_of", "input"}),
              (Rows{"a|input|nvram", "b|constant setting|network", "c|input|network",
                    "e|input|file", "f|constant unknown|network"}));
  });
}

}  // namespace
}  // namespace assay::readers
