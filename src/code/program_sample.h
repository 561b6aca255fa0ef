// For tests: programs for many processors, made by clang and lld from C.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "formats/test_inputs.h"

namespace assay::code {

struct Target {
  std::string triple;
  std::string options;
  std::string decoder;  // the name of the one that reads it
};

inline const std::vector<Target>& targets() {
  static const std::vector<Target> all = {
      {"x86_64-linux-gnu", "", "x86_64"},
      {"i386-linux-gnu", "", "x86"},
      {"arm-linux-gnueabi", "-march=armv5te -marm", "arm"},
      {"arm-linux-gnueabihf", "-mthumb", "arm"},
      {"aarch64-linux-gnu", "", "aarch64"},
      {"mips-linux-gnu", "", "mips"},
      {"mipsel-linux-gnu", "", "mipsel"},
      {"mips64el-linux-gnuabi64", "", "mips64el"},
      {"powerpc-linux-gnu", "-fpic", "powerpc"},
      {"powerpc64le-linux-gnu", "", "powerpc64le"},
      {"riscv64-linux-gnu", "", "riscv64"},
  };
  return all;
}

// The bytes of a shared object that clang and lld make of `source`; empty where they could not.
inline formats::Sample shared_object(const std::string& triple, const std::string& source,
                                     const std::string& options) {
  const formats::TestFolder folder;
  std::ofstream(folder / "a.c") << source;
  formats::output_of("cd '" + (folder / "") + "' && clang-19 -w --target=" + triple +
                     " -fPIC -shared -nostdlib -fuse-ld=lld-19 -Wl,-z,notext " + options +
                     " a.c -o out.so 2>errors");
  return formats::file_bytes(folder / "out.so");
}

// The same of a source that has no library, for one of targets().
inline formats::Sample shared_object(const Target& target, const std::string& source,
                                     const std::string& options) {
  return shared_object(target.triple, source,
                       "-ffreestanding -fno-builtin " + target.options + " " + options);
}

// C with a function `serve` of these lines of assembler, for any of the processors.
inline std::string serve_of(const std::string& lines) {
  std::string text = "asm(\".globl serve\\n.type serve,%function\\nserve:\\n\"\n";
  std::istringstream each(lines);
  for (std::string line; std::getline(each, line);) text += "\"" + line + "\\n\"\n";
  return text + "\".size serve,.-serve\\n\");\n";
}

// A shared object for PowerPC64 with that function.
inline formats::Sample assembled(const std::string& lines) {
  return shared_object("powerpc64le-linux-gnu", serve_of(lines), "-O2");
}

// `text` with the first `old` in it replaced.
inline std::string replaced(std::string text, const std::string& old, const std::string& now) {
  const auto at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return at == std::string::npos ? text : text.replace(at, old.size(), now);
}

}  // namespace assay::code
