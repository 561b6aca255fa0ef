// For tests: programs for many processors, made by clang and lld from C.
#pragma once

#include <gtest/gtest.h>

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

// The bytes of a shared object made from `source`; empty where the tools are not there.
inline std::vector<std::uint8_t> shared_object(const Target& target, const std::string& source,
                                               const std::string& options) {
  const formats::TestFolder folder;
  std::ofstream(folder / "a.c") << source;
  formats::output_of("cd '" + (folder / "") + "' && clang-19 --target=" + target.triple + " " +
                     target.options + " " + options +
                     " -ffreestanding -fno-builtin -fPIC -shared -nostdlib -fuse-ld=lld-19 "
                     "-Wl,-z,notext " +
                     target.options + " a.c -o out.so 2>errors");
  std::ifstream file(folder / "out.so", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace assay::code
