#include "readers/code_reader_test.h"

namespace assay::readers {
extern const Reader file_gates;
namespace {

constexpr const char* asking =
    "int access(const char*, int), system(const char*), open(const char*, int);\n"
    "void* fopen(const char*, const char*); int stat(const char*, void*); int puts(const char*);\n"
    "int strcmp(const char*, const char*); char* fgets(char*, int, void*);\n"
    "int execl(const char*, const char*, ...); int close(int), report(int);\n"
    "void where_it_is(void) { if (access(\"/mnt/usb/.key\", 0) == 0) system(\"/bin/sh\"); "
    "report(1); }\n"
    "void at_a_look(void) { long room[32]; if (stat(\"/tmp/.factory\", room) < 0) return;\n"
    "  execl(\"/bin/sh\", \"sh\", (char*)0); report(2); }\n"
    "void opened(void) { if (!fopen(\"/flash/.mode\", \"r\")) { report(3); return; }\n"
    "  system(\"telnetd -l /bin/sh\"); report(4); }\n"
    "void by_descriptor(void) { int f = open(\"/flash/.debug\", 0);\n"
    "  if (f >= 0) { system(\"/bin/sh -i\"); close(f); } report(5); }\n"
    "void where_it_is_not(void) { if (access(\"/etc/ready\", 0) != 0) system(\"/bin/sh\"); "
    "report(6); }\n"
    "void itself(void) { if (access(\"/bin/setup\", 1) == 0) system(\"/bin/setup -a\"); report(7); "
    "}\n"
    "void anyway(void) { if (access(\"/etc/a\", 0) == 0) puts(\"a\"); system(\"/bin/sh\"); "
    "report(8); }\n"
    "void reads(char* room) { void* f = fopen(\"/etc/c\", \"r\"); if (!f) return;\n"
    "  fgets(room, 64, f); system(\"/bin/sh\"); report(10); }\n"
    "void asks(const char* word) { if (access(\"/etc/d\", 0) != 0) return;\n"
    "  if (strcmp(word, \"open\") == 0) system(\"/bin/sh\"); report(11); }\n"
    "void shows(void) { if (access(\"/etc/b\", 0) == 0) puts(\"b\"); report(9); }\n";

using Rows = std::vector<std::string>;

// At -O0, clang for MIPS asks for what it computed of the answer, which is not followed.
TEST(FileGates, TellWhatIsRunWhereAFileExists) {
  on_each_target([](const char* target, const char* level) {
    if (std::string(target).starts_with("mips") && std::string(level) == "-O0") return;
    const auto facts = facts_of_code(
        file_gates, shared_object(target, asking, std::string("-fno-builtin ") + level));
    EXPECT_EQ(columns(facts, {"function_name", "how", "comparator", "text", "opens_argument"}),
              (Rows{"where_it_is|file|access|/mnt/usb/.key|/bin/sh",
                    "at_a_look|file|stat|/tmp/.factory|/bin/sh",
                    "opened|file|fopen|/flash/.mode|telnetd -l /bin/sh",
                    "by_descriptor|file|open|/flash/.debug|/bin/sh -i"}));
  });
}

}  // namespace
}  // namespace assay::readers
