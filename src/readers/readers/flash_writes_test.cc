#include "readers/code_reader_test.h"

namespace assay::readers {
extern const Reader flash_writes;
extern const Reader signature_checks;
namespace {

// The rows of a shared object of `source`, compiled by clang.
std::vector<Fact> facts_of(const Reader& reader, const std::string& target,
                           const std::string& source, const std::string& options = "-O2") {
  const std::string text =
      "typedef unsigned char byte; typedef unsigned long size; typedef void* P;\n"
      "#define NO __attribute__((noinline))\n"
      "extern int open(const char*, int, ...), ioctl(int, size, ...), close(int);\n"
      "extern long write(int, const void*, size), recv(int, P, size, int);\n"
      "extern int system(const char*), snprintf(char*, size, const char*, ...);\n"
      "extern int puts(const char*), memcmp(const void*, const void*, size);\n"
      "extern byte* SHA256(const byte*, size, byte*); extern size crc32(size, P, unsigned);\n"
      "extern int RSA_verify(int, const byte*, unsigned, const byte*, unsigned, P);\n"
      "extern int vendor_verify_image(P); extern char* getenv(const char*);\n"
      "extern byte key[], image[], sig[];\n" +
      source;
  return facts_of_code(reader, shared_object(target, text, options + " -fno-builtin"));
}

using Rows = std::vector<std::string>;

TEST(FlashWrites, TellHowFlashIsWritten) {
  on_each_target([](const char* target, const char* level) {
    const auto facts = facts_of(
        flash_writes, target,
        "static int kept;\n"
        "int a(int s) { byte b[512]; int f = open(\"/dev/mtd4\", 1); if (f < 0) return 1;\n"
        "recv(s, b, 512, 0); write(f, b, 512); close(f); return 0; }\n"
        "int b(int f, P e) { return ioctl(f, 0x40084d02, e) + 1; }\n"
        "int c(int n, P x) { char p[32]; snprintf(p, 32, \"/dev/mtdblock%d\", n);\n"
        "kept = open(p, 2); return puts(p); }\n"
        "int d(P x) { return write(kept, x, 16) + 1; }\n"
        "int e(char* n) { char c[99]; system(\"mtd -r write /tmp/fw.bin firmware\");\n"
        "snprintf(c, 99, \"dd if=%s of=/dev/mtdblock3\", getenv(\"FILE\"));\n"
        "system(c); system(\"fw_setenv bootdelay 0\"); return puts(c); }\n"
        // None of these writes to flash.
        "int f(P x) { int f = open(\"/dev/ttyS0\", 1); return write(f, x, 9) + 1; }\n"
        "int g(int f, P e) { return ioctl(f, 0xc0044d02, e) + ioctl(f, 0x80204d01, e) + 1; }\n"
        "int h(void) { system(\"cat /dev/mtd0 >/tmp/x\"); return puts(\"mtd write\"); }\n",
        level);
    EXPECT_EQ(columns(facts, {"function_name", "action", "how", "program", "device", "input",
                              "receives", "receives_call"}),
              (Rows{"a|write|descriptor|write|/dev/mtd4|network|network|recv",
                    "b|erase|request|ioctl|-|-|network|recv",
                    "d|write|descriptor|write|/dev/mtdblock%d|-|network|recv",
                    "e|write|command|mtd|firmware|-|network|recv",
                    "e|write|command|dd|/dev/mtdblock3|environment|network|recv",
                    "e|environment|command|fw_setenv|bootdelay|-|network|recv"}));
  });
}

TEST(FlashWrites, TellTheCheckBefore) {
  on_each_target([](const char* target, const char* level) {
    const auto facts =
        facts_of(flash_writes, target,
                 "NO int put(P x) { int f = open(\"/dev/mtd4\", 1); return write(f, x, 64) + 1; }\n"
                 "int guarded(P x) { int f = open(\"/dev/mtd1\", 1);\n"
                 "if (RSA_verify(672, image, 32, sig, 256, x) != 1) return -1;\n"
                 "return write(f, x, 64) + 1; }\n"
                 "int told(P x) { int f = open(\"/dev/mtd2\", 1);\n"
                 "if (RSA_verify(672, image, 32, sig, 256, x) != 1) puts(\"bad\");\n"
                 "return write(f, x, 64) + 1; }\n"
                 "int ignored(P x) { int f = open(\"/dev/mtd3\", 1);\n"
                 "RSA_verify(672, image, 32, sig, 256, x); return write(f, x, 64) + 1; }\n"
                 "int above(P x) { if (RSA_verify(672, image, 32, sig, 256, x) != 1) return -1;\n"
                 "return put(x) + 1; }\n"
                 "int some(P x, int n) { int f = open(\"/dev/mtd5\", 1);\n"
                 "if (n && RSA_verify(672, image, 32, sig, 256, x) != 1) return -1;\n"
                 "return write(f, x, 64) + 1; }\n"
                 "int behind(P x) { int f = open(\"/dev/mtd6\", 1); write(f, x, 64);\n"
                 "return RSA_verify(672, image, 32, sig, 256, x) != 1; }\n",
                 level);
    EXPECT_EQ(
        columns(facts,
                {"function_name", "check_kind", "check_call", "check_paths", "check_result"}),
        (Rows{"put|signature|RSA_verify|every|guards", "guarded|signature|RSA_verify|every|guards",
              "told|signature|RSA_verify|every|branched",
              "ignored|signature|RSA_verify|every|unused", "some|signature|RSA_verify|some|guards",
              "behind|-|-|-|-"}));
  });
}

TEST(FlashWrites, TellDigestsNamesAndFunctionsThatCheck) {
  on_each_target([](const char* target, const char* level) {
    const auto facts = facts_of(
        flash_writes, target,
        "NO int good(P x) { if (RSA_verify(672, image, 32, sig, 256, x) == 1) return 7;\n"
        "puts(\"bad\"); return 3; }\n"
        "int digest(P x) { byte d[32]; int f = open(\"/dev/mtd1\", 1); SHA256(x, 64, d);\n"
        "if (memcmp(d, image, 32)) return -1; return write(f, x, 64) + 1; }\n"
        "int inner(P x) { int f = open(\"/dev/mtd2\", 1); if (good(x) != 7) return -1;\n"
        "return write(f, x, 64) + 1; }\n"
        "int named(P x) { int f = open(\"/dev/mtd3\", 1); if (vendor_verify_image(x)) return -1;\n"
        "return write(f, x, 64) + 1; }\n"
        "int sum(P x) { int f = open(\"/dev/mtd4\", 1); if (crc32(0, x, 64) != 0x12345) return "
        "-1;\n"
        "return write(f, x, 64) + 1; }\n"
        "int command(P x) { if (system(\"openssl dgst -sha256 -verify /k -signature /s /f\"))\n"
        "return -1; return system(\"mtd write /f linux\") + 1; }\n",
        level);
    EXPECT_EQ(columns(facts,
                      {"function_name", "check_kind", "check_call", "check_paths", "check_result"}),
              (Rows{"digest|digest|SHA256|every|guards", "inner|signature|RSA_verify|every|guards",
                    "named|named|vendor_verify_image|every|guards",
                    "sum|checksum|crc32|every|guards", "command|signature|openssl|every|guards"}));
  });
}

TEST(FlashWrites, TellTheComparisonOfVersionsBefore) {
  on_each_target([](const char* target, const char* level) {
    const auto facts = facts_of(
        flash_writes, target,
        "extern int strverscmp(const char*, const char*), xmlCheckVersion(int);\n"
        "extern char old[], new[];\n"
        "NO int is_older_version(P x) { return strverscmp(old, new) > 0 ? puts(\"old\") : 0; }\n"
        "int guarded(P x) { int f = open(\"/dev/mtd1\", 1); if (strverscmp(old, new) > 0) return "
        "9;\n"
        "return write(f, x, 64) + 1; }\n"
        "int ignored(P x) { int f = open(\"/dev/mtd2\", 1); strverscmp(old, new);\n"
        "return write(f, x, 64) + 1; }\n"
        "int inner(P x) { int f = open(\"/dev/mtd3\", 1); if (is_older_version(x)) return 9;\n"
        "return write(f, x, 64) + 1; }\n"
        "int signed_only(P x) { int f = open(\"/dev/mtd4\", 1);\n"
        "if (RSA_verify(672, image, 32, sig, 256, x) != 1) return 9;\n"
        "return write(f, x, 64) + 1; }\n"
        // Neither the version of a library, nor what is compared when all is written.
        "int library(P x) { int f = open(\"/dev/mtd5\", 1); if (xmlCheckVersion(2)) return 9;\n"
        "return write(f, x, 64) + 1; }\n"
        "int behind(P x) { int f = open(\"/dev/mtd6\", 1); write(f, x, 64);\n"
        "return strverscmp(old, new) > 0; }\n",
        level);
    EXPECT_EQ(
        columns(facts, {"device", "version_call", "version_paths", "version_result", "check_call",
                        "boot_choice"}),
        (Rows{"/dev/mtd1|strverscmp|every|guards|-|-", "/dev/mtd2|strverscmp|every|unused|-|-",
              "/dev/mtd3|is_older_version|every|guards|-|-", "/dev/mtd4|-|-|-|RSA_verify|-",
              "/dev/mtd5|-|-|-|-|-", "/dev/mtd6|-|-|-|-|-"}));
  });
}

TEST(FlashWrites, TellTheChoiceOfTheNextBoot) {
  constexpr const char* writes =
      "int a(P x) { int f = open(\"/dev/mtd1\", 1); return write(f, x, 64) + 1; }\n";
  const auto choice = [&](const std::string& source) {
    const auto facts = facts_of(flash_writes, "x86_64-linux-gnu", writes + source);
    return columns(facts, {"device", "boot_choice", "boot_choice_call"})[0];
  };
  EXPECT_EQ(choice("int b(void) { return system(\"fw_setenv upgrade_available 1\") + 1; }"),
            "/dev/mtd1|upgrade_available|fw_setenv");
  EXPECT_EQ(choice("extern int libuboot_set_env(P, const char*, const char*);\n"
                   "int b(P c) { return libuboot_set_env(c, \"BOOT_ORDER\", \"B A\") + 1; }"),
            "/dev/mtd1|BOOT_ORDER|libuboot_set_env");
  // Another variable; and what is only read.
  EXPECT_EQ(choice("int b(void) { return system(\"fw_setenv bootdelay 0\") + 1; }"),
            "/dev/mtd1|-|-");
  EXPECT_EQ(choice("extern char* nvram_get(const char*);\n"
                   "int b(void) { return puts(nvram_get(\"boot_part\")) + 1; }"),
            "/dev/mtd1|-|-");
}

TEST(SignatureChecks, TellWhatBecomesOfTheResult) {
  on_each_target([](const char* target, const char* level) {
    const auto facts = facts_of(
        signature_checks, target,
        "int last;\n"
        "int a(P x) { if (RSA_verify(1, image, 32, sig, 256, x) == 1) puts(\"y\"); return 1; }\n"
        "int b(P x) { RSA_verify(2, image, 32, sig, 256, x); puts(\"done\"); return 1; }\n"
        "int c(P x) { puts(\"y\"); return RSA_verify(3, image, 32, sig, 256, x); }\n"
        "int d(P x) { last = RSA_verify(4, image, 32, sig, 256, x); return 1; }\n"
        "int e(P x, int n) { int r = RSA_verify(5, image, 32, sig, 256, x); if (n) puts(\"y\");\n"
        "return r & n; }\n",
        level);
    EXPECT_EQ(columns(facts, {"function_name", "result"}),
              (Rows{"a|branched", "b|unused", "c|returned", "d|kept", "e|kept"}));
  });
}

}  // namespace
}  // namespace assay::readers
